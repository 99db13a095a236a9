import type { Shard } from "../../engine/policy/shard.ts";
import type { ActionData, ConditionKeyData, ServiceData } from "./read-package.ts";

/** One service as the engine reads it: a row a line, so that what changes can be read in a diff. */
export function shardOf(service: ServiceData): string {
  const { keys, sets, types, actions } = tablesOf(service);
  const fields = Object.entries({ keys, sets, types, actions }).map(
    ([name, rows]) => `${JSON.stringify(name)}:[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}]`,
  );
  return `{${fields.join(",\n")}}\n`;
}

function tablesOf(service: ServiceData): Shard {
  const sets = new Interned<readonly number[]>();
  const indexOfKey = indexed(service.conditionKeys.map(({ key }) => key));
  const setOf = (keys: readonly string[]) => sets.of([...new Set(keys.map(indexOfKey))].sort((a, b) => a - b));
  const indexOfType = indexed(service.resourceTypes.map(({ key }) => key));
  return {
    keys: service.conditionKeys.map((key) => [nameOfKey(key), key.type, shortened(comparedIn(key.description))]),
    types: service.resourceTypes.map(({ key, arn, conditionKeys = [] }) =>
      conditionKeys.length > 0 ? [key, arn, setOf(conditionKeys)] : [key, arn],
    ),
    actions: service.actions.map((action) => {
      const types = action.resourceTypes.map(({ name, required }) => (required ? 0 : -1) ^ indexOfType(name));
      const keys = keysOf(action);
      const row = [action.name, levelOf(action), shortened(action.description)] as const;
      return keys.length > 0 ? [...row, types, setOf(keys)] : types.length > 0 ? [...row, types] : row;
    }),
    sets: sets.all,
  };
}

/** Keys that hold for an action on some of its resource types only are among those of the action. */
const keysOf = ({ conditionKeys, resourceTypes }: ActionData): readonly string[] => [
  ...conditionKeys,
  ...resourceTypes.flatMap((type) => type.conditionKeys),
];

/** What the reader fills in is written alike everywhere: `s3:RequestObjectTag/<key>` is `…/${key}`. */
const nameOfKey = ({ key }: ConditionKeyData): string => key.replace(/<([^<>]*)>/g, "${$1}");

function levelOf({ name, accessLevel }: ActionData): number {
  const words = ["Read", "List", "Write", "Permissions management", "Tagging"];
  const level = words.indexOf(accessLevel.replace(/, Write$/, ""));
  if (level < 0) throw new Error(`'${name}' has the unknown access level '${accessLevel}'`);
  return level;
}

/** What a key compares, without the words that it is for. */
const comparedIn = (description: string): string =>
  description
    .replace(/^Filters? (access|actions|requests|create requests)( (to|for) .+?)?( based)? (by|on) /i, "")
    .replace(/^(actions|requests|creating requests)( based)? (by|on) /i, "")
    .replace(/^Filters? access (to )?/i, "");

const longest = 140;

/** The description without what all begin with; its first sentence; not longer than fits a line. */
function shortened(description: string): string {
  const plain = description
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(Grants permission|Grants permissions|Grants the permission) to /i, "")
    .replace(/^(.{20,}?)\. [A-Z].*$/, "$1")
    .replace(/\.$/, "");
  if (plain.length <= longest) return plain;
  return `${plain.slice(0, longest - 1).replace(/\s+\S*$/, "")}…`;
}

function indexed(names: readonly string[]): (name: string) => number {
  const byName = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  return (name) => {
    const index = byName.get(name.toLowerCase());
    if (index === undefined) throw new Error(`'${name}' is referred to, and not there`);
    return index;
  };
}

/** Equal lists once, by index. */
class Interned<T> {
  readonly all: T[] = [];
  private readonly byText = new Map<string, number>();

  of(value: T): number {
    const text = JSON.stringify(value);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    this.byText.set(text, this.all.length);
    this.all.push(value);
    return this.all.length - 1;
  }
}
