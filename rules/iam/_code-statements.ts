import {
  type Code,
  type CodeContext,
  type Element,
  type Scalar,
  type Statement,
  type Value,
  value,
} from "../../engine/authoring.ts";

const mostLevels = 6;

/** The words of a statement: as IAM spells them, and as the CDK does. */
const ofPolicies = {
  effect: "Effect",
  action: "Action",
  notAction: "NotAction",
  resource: "Resource",
  notResource: "NotResource",
  condition: "Condition",
  principal: "Principal",
};
const ofConstructs: typeof ofPolicies = {
  effect: "effect",
  action: "actions",
  notAction: "notActions",
  resource: "resources",
  notResource: "notResources",
  condition: "conditions",
  principal: "principals",
};

/** The statement that an object of code is, in the words of a policy. Undefined: it is none, or is a resource's. */
export const statementOfPolicy = (object: Code.ObjectExpression, code: CodeContext): Statement | undefined =>
  object.properties.some(({ key }) => key === "Effect") ? statementIn(object, ofPolicies, code) : undefined;

/** The statement that an object means to the CDK and what is like it. */
export const statementOfConstruct = (object: Code.ObjectExpression, code: CodeContext): Statement | undefined =>
  statementIn(object, ofConstructs, code);

function statementIn(
  object: Code.ObjectExpression,
  words: typeof ofPolicies,
  code: CodeContext,
): Statement | undefined {
  const part = (key: string) => object.properties.find((one) => one.key === key)?.value;
  const isWhole = object.properties.every(({ key }) => typeof key === "string");
  const action = part(words.action) ?? part(words.notAction);
  const resource = part(words.resource) ?? part(words.notResource);
  if (!isWhole || !action || !resource || part(words.principal)) return undefined;
  const condition = part(words.condition);
  const elements = (key: string) => elementsOf(part(key), code);
  return {
    ...standing(object),
    effect: effectOf(part(words.effect), code),
    actions: elements(words.action),
    notActions: elements(words.notAction),
    resources: elements(words.resource),
    notResources: elements(words.notResource),
    condition: condition && valueOf(condition, code),
  };
}

const standing = ({ block, start, end }: Code.Expression): Pick<Statement, "node" | "role"> => ({
  node: { kind: "mapping", block, start, end, entries: [], flow: true },
  role: "identity",
});

/** Without a word the CDK allows. */
function effectOf(effect: Code.Expression | undefined, code: CodeContext): Statement["effect"] {
  if (!effect) return "Allow";
  const property = effect.kind === "member" ? effect.property : undefined;
  const written = String(code.literal(effect) ?? (typeof property === "string" ? property : ""));
  if (/^allow$/i.test(written)) return "Allow";
  return /^deny$/i.test(written) ? "Deny" : undefined;
}

const nodeAt = ({ block, start, end }: Code.Expression, text: string): Scalar => ({
  kind: "scalar",
  block,
  start,
  end,
  value: text,
  style: "plain",
});

function elementsOf(written: Code.Expression | undefined, code: CodeContext): Element[] {
  if (!written) return [];
  const items = written.kind === "array" ? written.items : [written];
  return items.map((item) => {
    const text = code.literal(item);
    const at = nodeAt(item, String(text ?? ""));
    const known = typeof text === "string";
    return known ? { text, value: value.known(at, text), at } : { value: value.unknown(at, "the code makes it"), at };
  });
}

/** What an expression means, as far as its literals say it. */
function valueOf(written: Code.Expression, code: CodeContext, level = 0): Value {
  const at = nodeAt(written, "");
  const literal = code.literal(written);
  if (literal !== undefined) return value.known(at, literal);
  const object = level < mostLevels ? code.object(written) : undefined;
  if (written.kind === "array" && level < mostLevels)
    return value.known(at, { kind: "list", items: written.items.map((item) => valueOf(item, code, level + 1)) });
  if (!object || object.properties.some(({ key }) => typeof key !== "string"))
    return value.unknown(at, "the code makes it");
  const entries = object.properties.map((one) => {
    const inner = valueOf(one.value, code, level + 1);
    return {
      key: nodeAt(one.value, String(one.key)),
      node: inner.at,
      value: inner,
    };
  });
  return value.known(at, { kind: "map", entries, get: (key) => entries.find((one) => one.key.value === key)?.value });
}

/** The statements of a policy that is written as JSON in a text; each of them stands at the whole of it. */
export function statementsInText(written: Code.Expression, text: string): readonly Statement[] {
  const policy = text.length < 50_000 && /^\s*\{[\s\S]*"Statement"/.test(text) ? read(text) : undefined;
  const list = listOf((policy as { Statement?: unknown } | undefined)?.Statement);
  return list.flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const parts = one as Readonly<Record<string, unknown>>;
    if (parts["Principal"] !== undefined || (parts["Effect"] !== "Allow" && parts["Effect"] !== "Deny")) return [];
    const at = nodeAt(written, "");
    const elements = (key: string): Element[] =>
      listOf(parts[key]).flatMap((item) =>
        typeof item === "string" ? [{ text: item, value: value.known(at, item), at }] : [],
      );
    return [
      {
        ...standing(written),
        effect: parts["Effect"],
        actions: elements("Action"),
        notActions: elements("NotAction"),
        resources: elements("Resource"),
        notResources: elements("NotResource"),
        condition: parts["Condition"] === undefined ? undefined : value.unknown(at, "it is a text"),
      },
    ];
  });
}

const listOf = (item: unknown): readonly unknown[] => (item === undefined ? [] : Array.isArray(item) ? item : [item]);

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
