import {
  type Entry,
  followed,
  type Mapping,
  type Node,
  type PolicyDocument,
  type Sequence,
  type Value,
  value,
} from "../../engine/authoring.ts";

/** A mapping of a policy as it is written, with what it means. */
export interface Written {
  readonly value: Value;
  readonly node: Mapping;
}

/** What a value is where it is known, under whatever conditions. */
export const optionsOf = (one: Value | undefined): readonly Value[] =>
  one ? value.possibilities(one).known.map((option) => option.value) : [];

/** The policies that a document may be, as mappings. None where a dialect knows only statements. */
export const policiesIn = (policy: PolicyDocument): readonly Written[] =>
  policy.form === "policy" ? optionsOf(policy.value).flatMap(writtenIn) : [];

/** What stands for statements: mappings, and what should be some. */
export function statementsWritten(policy: PolicyDocument): readonly Value[] {
  const lists =
    policy.form === "policy" ? optionsOf(policy.value).map((one) => elementOf(one, "Statement")) : [policy.value];
  return lists
    .flatMap(optionsOf)
    .flatMap((list) => value.items(list).flatMap(optionsOf))
    .flatMap(unwrapped);
}

/** A list as it is written, and no function of CloudFormation's such as `!If`. */
export const sequenceOf = (node: Node | undefined): Sequence | undefined =>
  node?.kind === "sequence" && !node.tag ? node : undefined;

/** The list that the statements of a policy are in. */
export function listOf(policy: PolicyDocument): Sequence | undefined {
  const written = policy.form === "policy" ? elementOf(policy.value, "Statement") : policy.value;
  return sequenceOf(followed(written?.at));
}

/** The statements that are there in any case, under no condition. */
export function certainStatements(policy: PolicyDocument): readonly Written[] {
  const list = policy.form === "policy" ? elementOf(policy.value, "Statement") : policy.value;
  return list?.kind === "known" ? value.items(list).flatMap(writtenIn) : [];
}

/** A condition may give a list where an item is expected. */
const unwrapped = (item: Value): readonly Value[] => value.list(item)?.items.flatMap(optionsOf) ?? [item];

/** The element of a policy or statement; undefined too where it is no mapping. */
export const elementOf = (one: Value, name: string): Value | undefined => value.map(one)?.get(name);

export function writtenIn(one: Value): readonly Written[] {
  const node = followed(one.at);
  return value.map(one) && node?.kind === "mapping" ? [{ value: one, node }] : [];
}

/** The entries that are written in the mapping itself, and are neither merged nor made by a function of CloudFormation's. */
export const ownEntries = ({ node }: Written): readonly Entry[] =>
  node.entries.filter(({ key }) => !/^(?:<<|Ref|Fn::.*|Condition::.*)$/.test(String(key.value)));

/** Whether keys may come from elsewhere, so that none is surely absent. */
export const mayHoldOthers = ({ node }: Written): boolean =>
  node.entries.some(({ key }) => /^(?:<<|Ref|Fn::.*)$/.test(String(key.value)));

/** The source of a scalar with another text in its quotes. Undefined: it is written in a way that a replacement could spoil. */
export function requoted(node: Node, text: string): string | undefined {
  if (node.kind !== "scalar") return undefined;
  const source = node.block.text.slice(node.start, node.end);
  const quote = /^["']/.exec(source)?.[0] ?? "";
  return source === `${quote}${node.value}${quote}` ? `${quote}${text}${quote}` : undefined;
}
