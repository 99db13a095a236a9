import { type Code, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";
import { carrierOf } from "./_carried.ts";

/** A piece of a text as the code puts it together: what is known of it, or an expression that nothing is known of. */
export type Piece = string | Code.Expression;

const deepest = 8;

/** The pieces of a text in order, through variables and through what does not change how it begins. */
export function piecesOf(e: Code.Expression, flow: Flow, depth = 0): readonly Piece[] {
  const known = flow.literal(e);
  if (typeof known === "string" || typeof known === "number") return [String(known)];
  if (depth > deepest) return [e];
  const inner = (one: Code.Expression | undefined) => (one ? piecesOf(one, flow, depth + 1) : []);
  switch (e.kind) {
    case "literal":
      return [String(e.value)];
    case "template":
      return e.tag ? [e] : e.texts.flatMap(({ value }, at) => [...inner(e.expressions[at - 1]), value]);
    case "binary":
      return e.operator === "+" ? termsOf(e).flatMap(inner) : [e];
    case "await":
      return inner(e.value);
    case "member":
      return e.property === "href" ? inner(e.object) : [e];
    case "name": {
      const given = flow.definition(e.name);
      return given && isBuilt(given) ? inner(given) : [e];
    }
    case "call":
      return piecesOfCall(e, inner) ?? [e];
    default:
      return [e];
  }
}

/** The terms of a sum, which leans left. */
export function termsOf(sum: Code.Expression): readonly Code.Expression[] {
  const terms: Code.Expression[] = [];
  let left = sum;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) terms.push(left.right);
  return [left, ...terms.reverse()];
}

/** Whether a variable's value is text that is put together, and not what came in. */
const isBuilt = (e: Code.Expression): boolean =>
  /^(?:literal|template|binary|name|await)$/.test(e.kind) ||
  (e.kind === "call" && (isUrl(e) || isJoin(e) || isText(e)));

const isUrl = (e: Code.Call): boolean => e.isNew && /^(?:url\.)?URL$/.test(textAt(e.callee));

/** `path.join(a, b)`. */
const isJoin = ({ callee }: Code.Call): boolean =>
  /^(?:\w*[pP]ath\w*\.(?:posix\.)?)?(?:join|resolve|normalize)$/.test(textAt(callee));

/** `text.concat(other)`, `text.toString()`. */
const isText = ({ callee }: Code.Call): boolean =>
  callee.kind === "member" && typeof callee.property === "string" && /^(?:concat|toString|trim)$/.test(callee.property);

type Inner = (e: Code.Expression | undefined) => readonly Piece[];

function piecesOfCall(e: Code.Call, inner: Inner): readonly Piece[] | undefined {
  const [first, base] = e.args;
  if (isUrl(e) && first) return ofUrl(inner(first), base && inner(base));
  if (textAt(e.callee) === "url.resolve" && first && base) return ofUrl(inner(base), inner(first));
  if (textAt(e.callee) === "String" && first) return inner(first);
  const { callee } = e;
  if (isJoin(e) && !(callee.kind === "member" && callee.object.kind === "array"))
    return e.args.flatMap((one, at) => [...(at > 0 ? ["/"] : []), ...inner(one)]);
  return callee.kind === "member" && isText(e) ? [callee.object, ...e.args].flatMap(inner) : undefined;
}

/** `new URL(text, base)`: the base's host counts only for a text that is a path for certain. */
function ofUrl(text: readonly Piece[], base: readonly Piece[] | undefined): readonly Piece[] {
  const [start, next] = text;
  if (!base || typeof start !== "string") return text;
  const isRooted = /^\/(?![/\\])/.test(start) && (start.length > 1 || next === undefined);
  const isRelative = /^[.?#\w-]/.test(start) && /^[^:]*[/?#]/.test(start);
  if (!isRooted && !isRelative) return text;
  return [...base.map((piece) => (typeof piece === "string" ? piece.replace(/\/+$/, "") : piece)), "/", ...text];
}

/** Those of the pieces that the outsider's text stands in, as far as their names tell; a lone one is it for certain. */
export function theirsAmong(pieces: readonly Piece[], flow: Flow): readonly Code.Expression[] {
  const holes = pieces.filter((piece): piece is Code.Expression => typeof piece !== "string");
  return holes.length === 1 ? holes : holes.filter(theirText(flow));
}

/** Whether the outsider's text stands in an expression, as far as its names tell. */
export function theirText(flow: Flow): (e: Code.Expression) => boolean {
  const isCarrier = carrierOf(flow);
  const isTheirs = (e: Code.Expression): boolean =>
    plainText(e) === flow.source || (e.kind === "name" && isCarrier(e)) || (e.kind === "member" && isCarrier(e));
  return (e) =>
    !isEncoded(e) && [...nodesOf(e)].some((node) => (node.kind === "name" || node.kind === "member") && isTheirs(node));
}

/** `event.headers?.["x"]` as a path is told: `event.headers.x`. */
const plainText = (e: Code.Expression): string =>
  textAt(e)
    .replace(/\?\.|!\./g, ".")
    .replace(/\.?\[(["'])([^"'\]]+)\1\]/g, ".$2");

/** A call that leaves nothing in a text that ends a part of an address, a line or a header. */
export const isEncoded = (e: Code.Expression): boolean =>
  e.kind === "call" && /^(?:encodeURIComponent|Number|parseInt|JSON\.stringify)$/.test(textAt(e.callee));
