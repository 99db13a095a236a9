import { type Code, type CodeNode, type Cure, type Edit, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";
import { carrierOf } from "./_carried.ts";

/** Names one by one the fields of an object from outside, in place of the whole: those that the code reads, or that a schema of the module has. */
export function namedFields(flow: Flow, edit: Edit): Cure | undefined {
  const whole = wholeIn(flow);
  if (!whole) return undefined;
  const { at, object, isSpread } = whole;
  const fields = fieldsRead(object.name, flow);
  const known = fields.length > 0 ? fields : schemaFields(flow);
  if (known.length === 0) return undefined;
  const taken = whole.beside.filter((key) => known.includes(key));
  const list = known
    .filter((field) => !taken.includes(field))
    .map((field) => `${field}: ${object.name}.${field}`)
    .join(", ");
  return {
    title: `Take only the fields that are meant`,
    safety: "unsafe",
    edits: edit.text(at, isSpread ? list : `{ ${list} }`),
  };
}

interface Whole {
  readonly at: Code.Expression | Code.ObjectProperty;
  readonly object: Code.Name;
  readonly isSpread: boolean;
  /** Other properties of the same literal. */
  readonly beside: readonly string[];
}

/** The name at the sink that stands for the object from outside: the value itself, or what is spread into it. */
function wholeIn(flow: Flow): Whole | undefined {
  const carries = carrierOf(flow);
  const value = flow.value.kind === "name" ? literalOf(flow.value, flow) : flow.value;
  if (value.kind === "name")
    return carries(value) ? { at: value, object: value, isSpread: false, beside: [] } : undefined;
  if (value.kind !== "object") return undefined;
  const spreads = value.properties.filter(({ key, value: spread }) => key === undefined && carries(spread));
  const [only] = spreads;
  if (!only || spreads.length > 1 || only.value.kind !== "name") return undefined;
  const beside = value.properties.flatMap(({ key }) => (typeof key === "string" ? [key] : []));
  return { at: only, object: only.value, isSpread: true, beside };
}

/** An object literal that a name of the sink's function was given. */
function literalOf(name: Code.Name, flow: Flow): Code.Expression {
  const given = flow.definition(name.name);
  return given?.kind === "object" ? given : name;
}

/** The fields of a variable that its function reads. */
function fieldsRead(name: string, flow: Flow): readonly string[] {
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  const fields = new Set<string>();
  for (const node of scope ? nodesOf(scope) : []) {
    if (node.kind === "member" && node.object.kind === "name" && node.object.name === name) {
      if (typeof node.property === "string" && /^[A-Za-z_$][\w$]*$/.test(node.property)) fields.add(node.property);
    }
  }
  return [...fields];
}

/** The fields of the only schema that the module, or one that it imports, has. */
function schemaFields(flow: Flow): readonly string[] {
  const found: Code.ObjectExpression[] = [];
  for (const statement of flow.statements()) {
    if (!/object\s*\(/i.test(statement.block.text)) continue;
    for (const node of nodesOf(statement)) {
      const fields = fieldsOfSchema(node);
      if (fields) found.push(fields);
    }
  }
  const keys = found.length === 1 ? (found[0]?.properties ?? []).map(({ key }) => key) : [];
  return keys.every((key) => typeof key === "string") ? keys : [];
}

/** `z.object({ … })`, `Joi.object({ … })`. */
function fieldsOfSchema(node: CodeNode): Code.ObjectExpression | undefined {
  if (
    node.kind !== "call" ||
    node.callee.kind !== "member" ||
    !/^(?:strict)?object$/i.test(String(node.callee.property))
  )
    return undefined;
  const isSchema = /^(?:z|zod|joi|yup|v|valibot|s)$/i.test(textAt(node.callee.object));
  const [fields] = node.args;
  return isSchema && fields?.kind === "object" ? fields : undefined;
}
