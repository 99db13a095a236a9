import type { Node } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { entriesIn, textIn } from "./fields.ts";
import type { Resolver } from "./scope.ts";
import type { Value } from "./value.ts";
import { possibilities, primitive } from "./value.ts";

type Truth = boolean | undefined;

/** What has been judged for one resolver, by condition name; a condition that is being judged stands as undefined. */
const judged = new WeakMap<Resolver, Map<string, Truth>>();

/** Whether a condition holds in every deployment (true), in none (false), or it depends (undefined). Cycles depend. */
export function truthOf(name: string, resolver: Resolver, depth = 0): Truth {
  const kept = judged.get(resolver) ?? new Map<string, Truth>();
  judged.set(resolver, kept);
  if (kept.has(name)) return kept.get(name);
  kept.set(name, undefined);
  const node = resolver.scope.condition(name);
  const truth = node && truthIn(node, resolver, depth);
  kept.set(name, truth);
  return truth;
}

function truthIn(node: Node, resolver: Resolver, depth: number): Truth {
  const [operator, argument] = operationIn(node);
  if (!argument || depth > 32) return undefined;
  const parts = () => itemsOf(argument, true).map((item) => truthIn(item, resolver, depth + 1));
  if (operator === "Condition") return truthOf(textIn(argument) ?? "", resolver, depth + 1);
  if (operator === "Not") return negated(parts()[0]);
  if (operator === "And") return allOf(parts());
  if (operator === "Or") return negated(allOf(parts().map(negated)));
  if (operator === "Equals") return areEqual(itemsOf(argument).map((item) => resolver.certain.resolve(item)));
  return undefined;
}

/** The function's name without `Fn::`, and its argument. */
function operationIn(node: Node): readonly [string, Node | undefined] {
  if (node.tag) return [node.tag.slice(1), { ...node, tag: undefined } as Node];
  const [only] = entriesIn(node);
  return [String(only?.key.value).replace("Fn::", ""), only?.value];
}

const negated = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Two values are equal if all they may be are one text; unequal if they have none in common. */
function areEqual([left, right]: readonly Value[]): Truth {
  if (!left || !right) return undefined;
  const all = [left, right].map((value) => textsOf(value));
  const [one, other] = all;
  if (!one || !other) return undefined;
  if (!one.some((text) => other.includes(text))) return false;
  return new Set([...one, ...other]).size === 1 ? true : undefined;
}

/** The texts a value may be; undefined if not all are known. */
function textsOf(value: Value): string[] | undefined {
  const { known, certain } = possibilities(value);
  const texts = known.map((option) => primitive(option.value));
  return certain && texts.every((text) => text !== undefined) ? texts.map(String) : undefined;
}
