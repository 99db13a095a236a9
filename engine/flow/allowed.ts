import type * as ir from "../program/ir.ts";
import { type Abstract, deepTaints } from "./abstract.ts";
import { admittedBy, soughtBy, textSoughtBy } from "./admitted.ts";
import { charsIn, noChars, without } from "./chars.ts";
import { nothingKnown, type Outcomes } from "./facts.ts";
import { harmlessAsText, harmlessFor, lacking } from "./harmless.ts";

/** A test that tells that what an expression stands for is harmless where it holds. */
export const holdsFor = (e: ir.Expression, kinds: readonly string[] = ["*"]): Outcomes =>
  kinds.length === 0 ? nothingKnown : { whenTrue: [{ expression: wholeOf(e), kinds }], whenFalse: [] };

export const opposite = ({ whenTrue, whenFalse }: Outcomes): Outcomes => ({ whenTrue: whenFalse, whenFalse: whenTrue });

/** A list, set, map or object that the code itself wrote, or that is not known: nothing of the event is in it. */
export const isOwn = (value: Abstract): boolean =>
  deepTaints(value).every(({ root }) => root.origin?.model.by === "storage");

/** What it tells of a text that a regular expression finds something in it, or nothing. */
export function fits(pattern: Abstract, text: ir.Expression): Outcomes {
  if (!isOwn(pattern)) return nothingKnown;
  const { literal } = pattern;
  // one that is not known may be as narrow as it likes
  if (typeof literal !== "string") return holdsFor(text);
  if (ownHost.test(literal)) return holdsFor(text, ["url", "redirect"]);
  const admitted = admittedBy(literal);
  if (admitted) return holdsFor(text, harmlessFor(admitted));
  const sought = textSoughtBy(literal);
  const chars = soughtBy(literal);
  return lacksWhenFalse(text, chars === noChars ? sought : undefined, chars);
}

/** A pattern of addresses below a domain that it names, whatever follows: `/^https:\/\/[a-z]+\.example\.com\//`. */
const ownHost = /^\/\^https\??:\\\/\\\/(?:(?:\[[\w.\\-]+\]|\\w)[+*]?\\\.)?(?:[\w-]+\\\.)+[a-z]{2,}(?::\d+)?\\\//;

/** `text.includes("..")`: where it does not, the text has none of it. */
export const contains = (text: ir.Expression, sought: unknown): Outcomes =>
  typeof sought === "string" && sought.length > 0
    ? lacksWhenFalse(text, sought.length > 1 ? sought : undefined, sought.length === 1 ? charsIn(sought) : noChars)
    : nothingKnown;

function lacksWhenFalse(e: ir.Expression, text: string | undefined, chars: bigint): Outcomes {
  const kinds = lacking(chars, text === ".." ? text : undefined);
  return kinds.length === 0 ? nothingKnown : opposite(holdsFor(e, kinds));
}

/** What a text has none of after `replace` or `replaceAll`: all that is sought, but what is put in its place. */
export function lackingAfter(
  method: string,
  pattern: Abstract | undefined,
  by: Abstract | undefined,
): readonly string[] {
  const literal = pattern?.literal;
  if (typeof literal !== "string" || typeof by?.literal !== "string") return [];
  const isPattern = pattern?.api === "RegExp.new()";
  if (isPattern ? !/\/[a-z]*g[a-z]*$/.test(literal) : method !== "replaceAll" || literal.length > 1) return [];
  return lacking(without(isPattern ? soughtBy(literal) : charsIn(literal), charsIn(by.literal)));
}

/** `text.startsWith(prefix)`. */
export function beginsWith(text: ir.Expression, prefix: Abstract, wasResolved: boolean): Outcomes {
  const { literal } = prefix;
  if (wasResolved && isOwnOrGiven(prefix)) return holdsFor(text, ["path", "zip", "import"]);
  if (typeof literal !== "string") return isOfCaller(prefix) ? holdsFor(text, ["s3-key"]) : nothingKnown;
  if (/^https?:\/\/[\w.-]+(?::\d+)?\//.test(literal)) return holdsFor(text, ["url", "redirect"]);
  if (literal === "/") return holdsFor(text, ["begins /"]);
  if (literal === "//") return opposite(holdsFor(text, ["begins not //"]));
  if (literal === "-") return opposite(holdsFor(text, ["argument"]));
  // keys of S3 know no way upwards
  return literal.length > 1 ? holdsFor(text, ["s3-key"]) : nothingKnown;
}

/** What the code itself says, or the authoriser says of the caller. */
const isOfCaller = (value: Abstract): boolean =>
  deepTaints(value).every(({ path }) => path[0] === "requestContext" && path[1] === "authorizer");

/** A folder that a function is given: `below(root, name)`. */
const isOwnOrGiven = (value: Abstract): boolean =>
  deepTaints(value).every(({ root, path }) => path.length === 0 && root.origin === undefined);

/** `typeof x === "string"` and the like. */
export const isOfType = (e: ir.Expression, type: unknown): Outcomes =>
  type === "string"
    ? holdsFor(e, harmlessAsText)
    : /^(?:number|bigint|boolean)$/.test(String(type))
      ? holdsFor(e)
      : nothingKnown;

/** What a text was made of that says no less: `text.trim()`, `String(id)`, `Number(id)`. `parseInt` looks at its beginning only. */
export function wholeOf(e: ir.Expression): ir.Expression {
  const inner = innerOf(e);
  return inner ? wholeOf(inner) : e;
}

function innerOf(e: ir.Expression): ir.Expression | undefined {
  if (e.kind === "unary" && e.operator === "+") return e.operand;
  if (e.kind === "assignment" && e.operator === "=" && e.target.kind === "name") return e.target;
  if (e.kind === "binary" && /^(?:\?\?|\|\|)$/.test(e.operator) && e.right.kind === "literal") return e.left;
  if (e.kind === "template" && !e.tag && e.texts.every(({ value }) => value === "")) return e.expressions[0];
  if (e.kind !== "call") return undefined;
  if (e.callee.kind === "name") return /^(?:String|Number|BigInt)$/.test(e.callee.name) ? e.args[0] : undefined;
  const isSame =
    e.callee.kind === "member" &&
    /^(?:trim|toString|normalize|to(?:Locale)?(?:Lower|Upper)Case)$/.test(String(e.callee.property));
  return isSame && e.callee.kind === "member" && e.args.length === 0 ? e.callee.object : undefined;
}
