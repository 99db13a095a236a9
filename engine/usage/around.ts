import type { Call, ClassExpression, FunctionExpression, Name } from "../program/ir.ts";
import type { Piece } from "./piece.ts";

/** The class, or the function that is used as one, whose instance `this` is. */
export function holderOfThis(e: Name, piece: Piece): ClassExpression | FunctionExpression | undefined {
  let fn = piece.unitOf.get(e)?.fn;
  while (fn?.isArrow) fn = piece.unitOf.get(fn)?.fn;
  return (fn && piece.classOf.get(fn)) ?? classAround(e, piece) ?? fn;
}

/** The class in whose fields a name stands, outside all methods. */
function classAround(e: Name, piece: Piece): ClassExpression | undefined {
  const around = piece.unitOf
    .get(e)
    ?.nodes.filter((one): one is ClassExpression => one.kind === "class" && one.start <= e.start && e.end <= one.end);
  return around?.at(-1);
}

/** The constructor that a class has of its own. */
export function constructorOf({ members }: ClassExpression): FunctionExpression | undefined {
  const own = members.find(({ name, isStatic }) => name === "constructor" && !isStatic)?.value;
  return own?.kind === "function" ? own : undefined;
}

/** The call of `super` in a constructor. */
export function superCallIn(fn: FunctionExpression, piece: Piece): Call | undefined {
  const unit = piece.units.find((one) => one.fn === fn);
  return unit?.nodes.find(
    (one): one is Call => one.kind === "call" && one.callee.kind === "name" && one.callee.name === "super",
  );
}

/** The method around a name, if it is in one. */
export function methodAround(e: Name, piece: Piece): FunctionExpression | undefined {
  let fn = piece.unitOf.get(e)?.fn;
  while (fn?.isArrow) fn = piece.unitOf.get(fn)?.fn;
  return fn && piece.classOf.has(fn) ? fn : undefined;
}
