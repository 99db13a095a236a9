import type { Call, ClassExpression, Expression, FunctionExpression } from "../program/ir.ts";
import type { Module } from "./module.ts";

/** What the names in an expression stand for, in one call of the function around it. */
export interface Context {
  of(e: Expression): readonly Thing[];
  property(thing: Thing, key: string): readonly Thing[];
}

/** What an expression may stand for. */
export type Thing =
  /** Itself: a literal, text built of parts, an object, an array, a function, a class. */
  | { readonly kind: "value"; readonly value: Expression; readonly in?: Context }
  /** Something of a package or of the platform, by library path: `aws-sdk.S3.new()`, `process.env.TABLE`. `call`: the call that made it. */
  | { readonly kind: "library"; readonly path: string; readonly call?: Call }
  /** `call`: what made it, if it is known which of all. */
  | {
      readonly kind: "instance";
      readonly of: ClassExpression | FunctionExpression;
      readonly call?: Call;
      readonly in?: Context;
    }
  | { readonly kind: "module"; readonly module: Module }
  /** What has items that are known: the result of `map`, `Promise.all`, `Object.values`. */
  | { readonly kind: "list"; readonly items: () => readonly Thing[] }
  /** What a function is given by callers that are not looked for. */
  | {
      readonly kind: "parameter";
      readonly of: FunctionExpression;
      readonly index: number;
      readonly path: readonly string[];
    }
  | { readonly kind: "unknown" };

export const unknownThing: Thing = { kind: "unknown" };

/** The specifier of `require("x")`, `import("x")` and `await import("x")`. */
export function requiredBy(e: Expression): string | undefined {
  if (e.kind === "await") return requiredBy(e.value);
  if (e.kind !== "call" || e.callee.kind !== "name") return undefined;
  // what TypeScript puts around a require
  if (/^_*(?:importStar|importDefault|interopRequire\w*|toESM)$/.test(e.callee.name) && e.args[0])
    return requiredBy(e.args[0]);
  if (!/^(?:require|import)$/.test(e.callee.name)) return undefined;
  const [first] = e.args;
  return first?.kind === "literal" && typeof first.value === "string" ? first.value : undefined;
}

/** The terms of a chain of one of these operators, the first first: chains lean left and may be long. */
export function termsOf(e: Expression, isTerm: (operator: string) => boolean): readonly Expression[] {
  const terms: Expression[] = [];
  let here = e;
  for (; here.kind === "binary" && isTerm(here.operator); here = here.left) terms.push(here.right);
  return [here, ...terms.reverse()];
}

export const chooses = (operator: string): boolean => /^(?:\|\||&&|\?\?)$/.test(operator);
