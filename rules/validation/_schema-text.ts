import { type Code, type CodeContext, nodesOf, textAt } from "../../engine/authoring.ts";

/** What a field seems to be, by what the code does with it. */
type Kind = "text" | "number" | "list";

export interface Field {
  readonly name: string;
  readonly kind: Kind;
}

/** A validator that a schema can be written for. */
export interface Validator {
  readonly library: "zod" | "joi";
  /** The schema of an object with these fields and no others. */
  schema(fields: readonly Field[]): string;
}

const zod: Readonly<Record<Kind, string>> = {
  text: "z.string().max(1000)",
  number: "z.number()",
  list: "z.array(z.unknown()).max(100)",
};
const joi: Readonly<Record<Kind, string>> = {
  text: "Joi.string().max(1000)",
  number: "Joi.number()",
  list: "Joi.array().max(100)",
};

const parts = (fields: readonly Field[], kinds: Readonly<Record<Kind, string>>): string =>
  fields
    .map(({ name, kind }) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${kinds[kind]}`)
    .join(", ");

const validators: readonly Validator[] = [
  { library: "zod", schema: (fields) => `z.object({ ${parts(fields, zod)} }).strict()` },
  { library: "joi", schema: (fields) => `Joi.object({ ${parts(fields, joi)} })` },
];

/** The validator that package.json has. */
export const validatorOf = (code: CodeContext): Validator | undefined =>
  validators.find(({ library }) => code.dependency(library) !== undefined);

/** The fields of a parsed body that a function reads, in their order. Undefined: it is also used as a whole. */
export function fieldsRead(target: Code.Pattern, scope: Code.FunctionExpression): readonly Field[] | undefined {
  const nodes = nodesOf(scope);
  if (target.kind === "object-pattern") {
    if (target.rest) return undefined;
    const named = target.properties.flatMap(({ key, target: part }) =>
      typeof key === "string" && part.kind === "name" ? [{ name: key, kind: kindOf(part.name, nodes) }] : [],
    );
    return named.length === target.properties.length ? named : undefined;
  }
  if (target.kind !== "name") return undefined;
  const members = nodes.filter((node) => node.kind === "member" && isName(node.object, target.name));
  const uses = nodes.filter((node) => isName(node, target.name));
  if (uses.length !== members.length) return undefined;
  const names = members.map((node) => (node.kind === "member" ? String(node.property) : ""));
  if (members.some((node) => node.kind === "member" && typeof node.property !== "string")) return undefined;
  return [...new Set(names)].map((name) => ({ name, kind: kindOf(`${target.name}.${name}`, nodes) }));
}

const isName = (node: Code.Expression | Code.Statement, name: string): boolean =>
  node.kind === "name" && node.name === name;

const listMethods = /^(?:map|forEach|filter|some|every|find|reduce|flatMap|push)$/;

/** `written`: how the field is said. */
function kindOf(written: string, nodes: ReturnType<typeof nodesOf>): Kind {
  const isField = (node: Code.Expression | undefined): boolean => node !== undefined && textAt(node) === written;
  for (const node of nodes) {
    if (node.kind === "member" && isField(node.object) && listMethods.test(String(node.property))) return "list";
    if (node.kind === "loop" && isField(node.over)) return "list";
    if (node.kind === "binary" && /^[-*/%<>]=?$/.test(node.operator) && (isField(node.left) || isField(node.right)))
      return "number";
  }
  return "text";
}
