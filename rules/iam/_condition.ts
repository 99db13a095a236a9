import { type Statement, value } from "../../engine/authoring.ts";
import { type OperatorFamily, operators } from "../facts/condition-operators.ts";
import { optionsOf } from "./_policy-shape.ts";

type MapEntry = value.MapEntry;

/** One test of a condition: an operator, a key, and what it is compared with. */
export interface Test {
  readonly operator: MapEntry;
  readonly name: string;
  /** What `name` is without `IfExists` and the words for sets, spelled as AWS does. Undefined: there is no such operator. */
  readonly base: string | undefined;
  readonly family: OperatorFamily | undefined;
  readonly key: MapEntry;
  readonly keyName: string;
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
  /** It holds for a request that does not have the key. */
  readonly holdsWithout: boolean;
}

const byLowerCase = new Map([...operators].map(([name, operator]) => [name.toLowerCase(), { name, operator }]));

/** Every test of a statement's condition, under whatever conditions of the template. */
export const testsOf = ({ condition }: Statement): readonly Test[] =>
  optionsOf(condition)
    .flatMap((one) => value.map(one)?.entries ?? [])
    .flatMap((operator) =>
      optionsOf(operator.value)
        .flatMap((keys) => value.map(keys)?.entries ?? [])
        .map((key) => testIn(operator, key)),
    );

function testIn(operator: MapEntry, key: MapEntry): Test {
  const name = String(operator.key.value);
  const [, set, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w*?)(IfExists)?$/i.exec(name) ?? [];
  const known = byLowerCase.get(base.toLowerCase());
  const isNull = known?.operator.family === "Null";
  const isAll = set?.toLowerCase() === "forallvalues";
  return {
    operator,
    name,
    base: known && !(isNull && ifExists) ? known.name : undefined,
    family: known?.operator.family,
    key,
    keyName: String(key.key.value),
    set: set === undefined ? undefined : isAll ? "ForAllValues" : "ForAnyValue",
    holdsWithout: ifExists !== undefined || isAll || known?.operator.isNegated === true || isNull,
  };
}

/** The texts that a test compares with, where they stand. */
export const comparedWith = ({ key }: Test): readonly { readonly text: string; readonly at: MapEntry["node"] }[] =>
  optionsOf(key.value)
    .flatMap((list) => value.items(list))
    .flatMap((item) => {
      const found = value.primitive(item);
      return found === undefined || found === null ? [] : [{ text: String(found), at: item.at }];
    });
