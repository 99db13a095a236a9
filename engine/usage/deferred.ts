import type { Call, Expression, FunctionExpression, Name } from "../program/ir.ts";
import { isOfNode } from "../project/foreign.ts";
import type { Module, World } from "./module.ts";
import { requiredBy } from "./thing.ts";
import type { Things } from "./things.ts";

const mostHops = 4;

/** The package that a callee is of: `middy` of `middy(fn).use`, also by a constant that it made. */
export function packageBehind(callee: Expression, module: Module, world: World, hops = 0): string | undefined {
  const root = rootOf(callee);
  const specifier = requiredBy(root);
  if (specifier !== undefined) return world.imported(module, specifier) ? undefined : specifier;
  if (root.kind !== "name" || hops > mostHops) return undefined;
  for (const one of module.bindingOf(root)?.definitions ?? []) {
    if (one.kind === "import") return world.imported(module, one.from) ? undefined : one.from;
    if (one.kind === "value") return packageBehind(one.value, module, world, hops + 1);
  }
  return undefined;
}

function rootOf(e: Expression): Expression {
  let here = e;
  for (let hops = 0; hops < 200; hops++) {
    if (requiredBy(here) !== undefined) return here;
    if (here.kind === "member") here = here.object;
    else if (here.kind === "call") here = here.callee;
    else if (here.kind === "await") here = here.value;
    else break;
  }
  return here;
}

/** Packages that call what they are given at once. */
const runsAtOnce =
  /^(?:p-|async(?:$|-)|bluebird|retry|promise-|exponential-backoff|ts-retry|neverthrow|tiny-invariant)/;

/** Whether what a call is given is not called before the call's result is: by a wrapper of a package, or one of the code's own. */
export function defers(call: Call, module: Module, world: World, things: Things): boolean {
  const name = packageBehind(call.callee, module, world);
  if (name !== undefined) return !isOfNode(name) && !runsAtOnce.test(name);
  const own = things
    .of(call.callee)
    .flatMap((one) => (one.kind === "value" && one.value.kind === "function" ? [one.value] : []));
  return own.length > 0 && own.every((fn) => keepsParameters(fn, world));
}

/** Whether a function uses its parameters only in functions inside it, and gives back such a function. */
function keepsParameters(fn: FunctionExpression, world: World): boolean {
  const module = world.at(fn.block.path);
  const unit = module?.pieceOf(fn)?.units.find((one) => one.fn === fn);
  if (!module || !unit || unit.returned.length === 0) return false;
  if (!unit.returned.every(({ kind }) => kind === "function")) return false;
  return !unit.nodes.some((node) => node.kind === "name" && isParameterOf(fn, node, module));
}

const isParameterOf = (fn: FunctionExpression, name: Name, module: Module): boolean =>
  module.bindingOf(name)?.definitions.some((one) => one.kind === "parameter" && one.of === fn) ?? false;
