import { type Abstract, type Closure, union, unknown } from "./abstract.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Frame } from "./frame.ts";
import { indexOf } from "./model-index.ts";
import type { Models } from "./models.ts";
import { noteCall, noteFunction } from "./record.ts";

/** Objects and lists in one another that functions are looked for in, and functions that are found. */
const deepest = 4;
const most = 60;

/**
 * Functions handed to something unknown may be called by it with whatever it was given, and with what is its own (`transaction((tx) => …)`);
 * at the top level, when the module is complete. Those in an object only with what is its own.
 */
export function handOn(
  ev: Evaluation,
  given: readonly Abstract[],
  path: string | undefined,
  args: readonly Abstract[],
  frame: Frame,
): void {
  const taints = given.reduce((all, one) => union(all, one.taints), unknown.taints);
  for (const arg of args) {
    if (arg.fn) handed(ev, arg.fn, path, { taints }, frame);
    else if (path !== undefined)
      for (const [key, fn] of functionsIn(arg, "")) handed(ev, fn, `${path}${key}`, unknown, frame);
  }
}

function handed(ev: Evaluation, fn: Closure, path: string | undefined, given: Abstract, frame: Frame): void {
  const { record, isTopLevel } = frame.activation.pass;
  noteCall(frame.activation, fn.fn);
  if (!isTopLevel) {
    const args = fn.fn.params.map((_, index) => ({ ...given, api: handedAs(ev.models, fn, path, index) }));
    fn.home.run(fn, args, undefined, frame.activation);
    return;
  }
  if (path === undefined) return;
  if (!record.handed.has(fn.fn)) record.handed.set(fn.fn, path);
  noteFunction(record, fn);
}

/** The functions in an object or list as it is written, each with the names that lead to it: `.handler`. */
function functionsIn(value: Abstract, path: string, depth = 0): readonly (readonly [string, Closure])[] {
  const kind = value.from?.kind;
  if ((kind !== "object" && kind !== "array") || depth > deepest) return [];
  const below: (readonly [string, Closure])[] = [];
  for (const [key, part] of value.shape?.properties ?? []) {
    const at = kind === "array" ? path : `${path}.${key}`;
    if (part.fn) below.push([at, part.fn]);
    else below.push(...functionsIn(part, at, depth + 1));
    if (below.length > most) break;
  }
  return below;
}

/** The library path of a parameter of a function that a library calls. */
export function handedAs(models: Models, { fn }: Closure, path: string | undefined, index: number): string | undefined {
  if (path === undefined) return undefined;
  const callback = indexOf(models).of(path).callback;
  const before = callback?.ofParameters === fn.params.length ? callback.before : 0;
  return index < before ? undefined : `${path}.callback.${index - before}`;
}
