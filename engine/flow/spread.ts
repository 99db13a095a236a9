import { type Abstract, either, property, union, unknown } from "./abstract.ts";

/** An object that is being put together. */
export interface Made {
  readonly properties: Map<string, Abstract>;
  open: boolean;
  taints: Abstract["taints"];
  /** What is under keys that are not known. */
  item?: Abstract;
}

/** `{ ...value }`: its properties go over those before. */
export function spreadInto(made: Made, value: Abstract): void {
  // what is not known of it may be any of those before
  if (!value.shape || value.shape.open)
    for (const [key, before] of made.properties) {
      const part = property(value, key);
      if (part !== unknown) made.properties.set(key, either(before, part));
    }
  for (const [key, known] of value.shape?.properties ?? []) made.properties.set(key, known);
  made.open ||= !value.shape || value.shape.open;
  made.taints = union(made.taints, value.taints);
  if (value.item) made.item = made.item ? either(made.item, value.item) : value.item;
}
