import type { Expression } from "../program/ir.ts";
import { type Abstract, either, property, textOf, unknown } from "./abstract.ts";
import type { Frame } from "./frame.ts";

/** The name under which an object keeps what makes it iterable. */
export const iteratorKey = "@@iterator";

/** What each turn of `for (… of value)` gets: an item, a pair of a map, or what the object's own iterator hands out. */
export function iterated(value: Abstract, frame: Frame, at?: Expression): Abstract {
  const iterator = value.shape?.properties.get(iteratorKey)?.fn;
  if (!iterator) return value.item ?? property(value, "[]", at);
  const made = iterator.home.run(iterator, [], value, frame.activation);
  if (made.item) return made.item;
  const next = property(made, "next").fn;
  const result = next ? next.home.run(next, [], made, frame.activation) : unknown;
  return property(result, "value");
}

/** The keys of an object, one of them: text of the outsider only where the object itself is. */
export const keysOf = (object: Abstract): Abstract => textOf([{ taints: object.taints }]);

/** What is under any key of an object. */
export function valuesOf(object: Abstract): Abstract {
  let all: Abstract = { taints: object.taints };
  for (const part of object.shape?.properties.values() ?? []) all = either(all, part);
  return object.item ? either(all, object.item) : all;
}

/** A list of exactly these items, or of any number of them where `item` only is known. */
export const listOf = (item: Abstract): Abstract => ({ taints: [], item });

/** Items that are told apart by their place. */
const mostPlaces = 40;

/** A list of these items in this order. */
export function listOfAll(items: readonly Abstract[]): Abstract {
  const item = items.reduce((all, one) => either(all, one), unknown);
  if (items.length > mostPlaces) return { taints: [], item };
  return { taints: [], item, shape: { properties: new Map(items.map((one, i) => [String(i), one])), open: true } };
}

/** The items of a list that is known place by place; undefined: its length is not known. */
export function placesOf(list: Abstract): readonly Abstract[] | undefined {
  const { shape } = list;
  if (!shape || list.item === undefined || list.taints.length > 0 || !isList(list)) return undefined;
  return [...shape.properties.values()];
}

/** Whether the value was written as an array, and its keys are places. */
function isList({ shape }: Abstract): boolean {
  let index = 0;
  for (const key of shape?.properties.keys() ?? []) if (key !== String(index++)) return false;
  return true;
}
