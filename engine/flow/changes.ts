import type { Expression } from "../program/ir.ts";

const changers = new Set(["push", "unshift", "set", "add"]);

/** Whether a method of that name puts its arguments into the list, set or map that it is called on. */
export const changesReceiver = (property: string | Expression): boolean =>
  typeof property === "string" && changers.has(property);
