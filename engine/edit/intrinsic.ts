import type { Plain } from "./edit.ts";

/** An intrinsic function in YAML's short form: `!Sub` with its argument. */
export interface Short {
  readonly tag: string;
  readonly argument: Plain;
}

const shortened = new Set(
  "And Base64 Cidr Equals FindInMap GetAtt GetAZs If ImportValue Join Length Not Or Select Split Sub ToJsonString".split(
    " ",
  ),
);

export type PlainMapping = { readonly [key: string]: Plain };

export const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

export const isMapping = (value: Plain): value is PlainMapping =>
  typeof value === "object" && value !== null && !isList(value);

/**
 * The short form of an intrinsic. Undefined for any other value, and for one whose argument is an intrinsic itself: YAML gives a node
 * one tag only, so the outer one has to stay long.
 */
export function shortForm(value: Plain): Short | undefined {
  const whole = longForm(value);
  if (!whole) return undefined;
  const [key, argument] = whole;
  if (key === "Ref") return typeof argument === "string" ? { tag: "!Ref", argument } : undefined;
  if (longForm(argument) || argument === null || argument === "") return undefined;
  const tag = `!${key.slice("Fn::".length)}`;
  if (tag !== "!GetAtt" || !isList(argument)) return { tag, argument };
  return argument.every((part) => typeof part === "string") ? { tag, argument: argument.join(".") } : undefined;
}

function longForm(value: Plain): readonly [key: string, argument: Plain] | undefined {
  if (!isMapping(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  return entry[0] === "Ref" || (entry[0].startsWith("Fn::") && shortened.has(entry[0].slice("Fn::".length)))
    ? entry
    : undefined;
}

/** Whether a mapping's keys say that it is an intrinsic in its long form, to which no key can be added. */
export const isIntrinsicKey = (key: unknown): boolean =>
  typeof key === "string" && (key === "Ref" || key.startsWith("Fn::")) && key !== "Fn::Transform";
