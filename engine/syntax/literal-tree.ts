import { memo } from "../memo.ts";
import type {
  ArrayExpression,
  Export,
  Expression,
  ObjectExpression,
  ObjectProperty,
  Statement,
  Unary,
} from "../program/ir.ts";
import type { Site } from "../text/source.ts";
import type { ScriptDocument, TreeDocument } from "./document.ts";
import { maxDepth } from "./limits.ts";
import type { Entry, Mapping, Node, Scalar } from "./node.ts";

/** Tag of a node that stands for code: its value is known only when the code is run. */
const code = "!js";

/** Constants that use each other could multiply: nodes beyond these are code. */
const mostNodes = 100_000;

/**
 * The object literal that a script exports, as a tree whose nodes are sites of the script: `export default`, `export =`, `module.exports =`, the
 * literal itself or a constant that is one. Undefined: it exports something else. What is no literal in it (a call, an imported name, a
 * template with expressions) is a node with the tag `!js`, which no template gives a meaning to.
 */
export const literalTree = memo((script: ScriptDocument): TreeDocument | undefined => {
  const constants = constantsOf(script.statements);
  const exported = script.statements.flatMap((statement) => exportedBy(statement) ?? []).at(-1);
  const root = exported && literalIn(exported, constants);
  if (root?.kind !== "object" || root.properties.some((property) => !isPlain(property, constants))) return undefined;
  const { file, blocks, problems, comments } = script;
  const reader = new Reader(constants);
  return { file, language: "json", blocks, problems, comments, roots: [reader.node(root, 0)] };
});

type Constants = ReadonlyMap<string, Expression>;

function constantsOf(statements: readonly Statement[]): Constants {
  const constants = new Map<string, Expression>();
  for (const statement of statements) {
    if (statement.kind !== "variable" || statement.word !== "const" || statement.target.kind !== "name") continue;
    if (statement.initial) constants.set(statement.target.name, statement.initial);
  }
  return constants;
}

/** What a statement exports as the module itself, or by default. */
function exportedBy(statement: Statement): Expression | undefined {
  if (statement.kind === "export") return statement.value ?? defaultName(statement);
  if (statement.kind !== "expression" || statement.value.kind !== "assignment") return undefined;
  const { target, value, operator } = statement.value;
  if (operator !== "=" || target.kind !== "member" || target.property !== "exports") return undefined;
  return target.object.kind === "name" && target.object.name === "module" ? value : undefined;
}

/** `export { config as default }`. */
function defaultName(statement: Export): Expression | undefined {
  if (statement.from !== undefined) return undefined;
  const named = statement.names.find(({ exported }) => exported === "default");
  const { block, start, end } = statement;
  return named && { kind: "name", name: named.local, block, start, end };
}

/** The literal that an expression is, constants of the module followed. Undefined: it is none. */
function literalIn(expression: Expression, constants: Constants): Expression | undefined {
  let here: Expression | undefined = expression;
  for (let hops = 0; here?.kind === "name" && hops < 8; hops++) here = constants.get(here.name);
  return here && here.kind !== "name" ? here : undefined;
}

const nameOf = ({ key }: ObjectProperty): string | undefined =>
  typeof key === "object" ? (key.kind === "literal" ? String(key.value) : undefined) : key;

/** Whether the key of a property is known; of a spread, the keys that it adds. */
function isPlain(property: ObjectProperty, constants: Constants): boolean {
  return property.key === undefined ? spreadIn(property, constants) !== undefined : nameOf(property) !== undefined;
}

/** The object that a spread adds, if it is a constant whose own keys are known. */
function spreadIn({ value }: ObjectProperty, constants: Constants, depth = 0): ObjectExpression | undefined {
  const spread = literalIn(value, constants);
  if (spread?.kind !== "object" || depth > 8) return undefined;
  const inner = spread.properties;
  const isKnown = inner.every((one) => one.key !== undefined || spreadIn(one, constants, depth + 1) !== undefined);
  return isKnown && inner.every((one) => one.key === undefined || nameOf(one) !== undefined) ? spread : undefined;
}

const siteOf = ({ block, start, end }: Site): Site => ({ block, start, end });

const scalar = (at: Site, value: Scalar["value"], tag?: string): Scalar => ({
  kind: "scalar",
  ...siteOf(at),
  value,
  style: "json",
  ...(tag === undefined ? {} : { tag }),
});

function negative({ operator, operand, ...at }: Unary): Scalar | undefined {
  if (operator !== "-" || operand.kind !== "literal" || typeof operand.value !== "number") return undefined;
  return scalar(at, -operand.value);
}

class Reader {
  private left = mostNodes;

  constructor(private readonly constants: Constants) {}

  node(written: Expression, depth: number): Node {
    const expression = literalIn(written, this.constants) ?? written;
    if (depth > maxDepth || this.left-- <= 0) return scalar(expression, null, code);
    if (expression.kind === "object") return this.mapping(expression, depth);
    if (expression.kind === "array") return this.sequence(expression, depth);
    if (expression.kind === "literal" && !expression.regex) return scalar(expression, expression.value);
    const number = expression.kind === "unary" ? negative(expression) : undefined;
    return number ?? scalar(expression, null, code);
  }

  /** An object with keys that are not to be known is code as a whole; what is written in it is still there to be seen. */
  private mapping(object: ObjectExpression, depth: number): Mapping {
    const isKnown = object.properties.every((property) => isPlain(property, this.constants));
    const entries = this.entries(object, depth);
    return { kind: "mapping", ...siteOf(object), entries, flow: true, ...(isKnown ? {} : { tag: code }) };
  }

  /** A later key replaces an earlier one, as it does when the code is run; `undefined` is no value. */
  private entries(object: ObjectExpression, depth: number): readonly Entry[] {
    const entries = new Map<string, Entry>();
    for (const property of object.properties) {
      if (property.key === undefined) {
        const spread = spreadIn(property, this.constants);
        if (!spread) continue;
        for (const entry of this.entries(spread, depth + 1)) entries.set(String(entry.key.value), entry);
        continue;
      }
      const name = nameOf(property);
      if (name === undefined) continue;
      entries.delete(name);
      if (property.value.kind === "name" && property.value.name === "undefined") continue;
      const value = this.node(property.value, depth + 1);
      entries.set(name, { ...siteOf(property), key: scalar(property.keyAt, name), value });
    }
    return [...entries.values()];
  }

  private sequence(array: ArrayExpression, depth: number): Node {
    const isKnown = array.items.every((item) => item.kind !== "spread");
    const items = array.items.map((item) => this.node(item.kind === "spread" ? item.value : item, depth + 1));
    return { kind: "sequence", ...siteOf(array), items, flow: true, ...(isKnown ? {} : { tag: code }) };
  }
}
