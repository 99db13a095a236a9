import type { Expression, FunctionExpression } from "../program/ir.ts";
import { type Abstract, unknown } from "./abstract.ts";
import { type Activation, doesNothing, type Home } from "./evaluation.ts";
import type { Frame } from "./frame.ts";

/** What a function does that has no code of its own. */
export type Does = (args: readonly Abstract[], caller: Activation) => Abstract;

/**
 * A function that the platform makes: the `resolve` of a promise, a function with its first arguments given. `at` and `name` say which:
 * the same function each time the expression is run.
 */
export const native = (at: Expression, name: string, frame: Frame, does: Does): Abstract => ({
  taints: [],
  fn: { fn: bodyless(at, name), frame, home: homeOf(does), self: unknown },
});

const homeOf = (does: Does): Home => ({
  summary: () => doesNothing,
  run: (_closure, args, _self, caller) => does(args, caller),
  protects: () => [],
  instance: (_closure, frame) => ({ scope: frame, members: unknown }),
});

const made = new WeakMap<Expression, Map<string, FunctionExpression>>();

function bodyless(at: Expression, name: string): FunctionExpression {
  const ofPlace = made.get(at) ?? new Map<string, FunctionExpression>();
  made.set(at, ofPlace);
  const { block, start, end } = at;
  const site = { block, start, end };
  const known = ofPlace.get(name) ?? {
    ...site,
    kind: "function",
    params: [],
    body: [],
    concise: false,
    isAsync: false,
    isArrow: true,
    bodyAt: site,
  };
  ofPlace.set(name, known);
  return known;
}
