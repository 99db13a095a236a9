import type * as ir from "../program/ir.ts";
import { type Abstract, either, property, unknown } from "./abstract.ts";
import { bind } from "./bind.ts";
import type { Evaluation } from "./evaluation.ts";
import { declare, type Frame, joinVariables } from "./frame.ts";
import { refine } from "./guards.ts";

/** Runs a list of statements. True: control leaves it early on every way through it. */
export function executed(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): boolean {
  hoist(ev, list, frame);
  for (const statement of list) if (step(ev, statement, frame)) return true;
  return false;
}

/** Function declarations are there before the first statement runs. */
function hoist(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): void {
  for (const one of list) {
    if (one.kind !== "variable" || one.word !== "function" || one.target.kind !== "name" || !one.initial) continue;
    declare(frame, one.target.name, ev.expression(one.initial, frame));
  }
}

/** A block of its own: what it declares ends with it. */
function inner(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): boolean {
  const outer = frame.variables;
  const declared = list.flatMap((one) => (one.kind === "variable" && one.word !== "var" ? namesOf(one.target) : []));
  const leaves = executed(ev, list, frame);
  for (const name of declared) {
    const before = outer.get(name);
    if (before) frame.variables.set(name, before);
    else frame.variables.delete(name);
  }
  return leaves;
}

function namesOf(target: ir.Pattern): string[] {
  if (target.kind === "name") return [target.name];
  if (target.kind === "member") return [];
  const parts = target.kind === "object-pattern" ? target.properties : target.items;
  return [...parts.flatMap((part) => (part ? namesOf(part.target) : [])), ...(target.rest ? namesOf(target.rest) : [])];
}

function step(ev: Evaluation, s: ir.Statement, frame: Frame): boolean {
  switch (s.kind) {
    case "variable": {
      if (s.word === "function" && s.target.kind === "name") return false;
      if (s.initial) bind(ev, s.target, ev.expression(s.initial, frame), frame, declare);
      else if (s.target.kind === "name" && !frame.variables.has(s.target.name)) declare(frame, s.target.name, unknown);
      return false;
    }
    case "expression":
      ev.expression(s.value, frame);
      return false;
    case "return": {
      const value = s.value ? ev.expression(s.value, frame) : unknown;
      frame.activation.returned = either(frame.activation.returned, value);
      return true;
    }
    case "throw":
      ev.expression(s.value, frame);
      return true;
    case "block":
      return inner(ev, s.body, frame);
    case "if":
      return branch(ev, s, frame);
    case "loop":
      return loop(ev, s, frame);
    case "try":
      return attempt(ev, s, frame);
    case "switch":
      return cases(ev, s, frame);
    case "jump":
      return true;
    case "export":
      if (s.value) ev.exports.set("default", ev.expression(s.value, frame));
      return false;
    case "import":
      return false;
  }
}

/** Runs each way from the same state and joins those that come through; true if none does. */
function ways(frame: Frame, runs: readonly (() => boolean)[]): boolean {
  const before = frame.variables;
  let after: Map<string, Abstract> | undefined;
  for (const run of runs) {
    frame.variables = new Map(before);
    if (run()) continue;
    after = after ? joinVariables(after, frame.variables) : frame.variables;
  }
  frame.variables = after ?? new Map(before);
  return after === undefined;
}

function branch(ev: Evaluation, s: ir.If, frame: Frame): boolean {
  ev.expression(s.test, frame);
  return ways(frame, [
    () => {
      refine(ev, s.test, true, frame);
      return inner(ev, s.whenTrue, frame);
    },
    () => {
      refine(ev, s.test, false, frame);
      return inner(ev, s.whenFalse, frame);
    },
  ]);
}

/** The body runs not at all, once, or more than once: twice shows what one turn hands to the next. */
function loop(ev: Evaluation, s: ir.Loop, frame: Frame): boolean {
  executed(ev, s.before, frame);
  const over = s.over && ev.expression(s.over, frame);
  const turns = frame.activation.loops < 2 ? 2 : 1;
  frame.activation.loops++;
  for (let turn = 0; turn < turns; turn++) {
    ways(frame, [
      () => false,
      () => {
        if (s.test) {
          ev.expression(s.test, frame);
          refine(ev, s.test, true, frame);
        }
        if (s.each && over)
          bind(
            ev,
            s.each,
            s.word === "of" ? (over.item ?? property(over, "[]", s.each)) : { taints: over.taints },
            frame,
            declare,
          );
        inner(ev, s.body, frame);
        if (s.after) ev.expression(s.after, frame);
        return false;
      },
    ]);
  }
  frame.activation.loops--;
  return false;
}

function attempt(ev: Evaluation, s: ir.Try, frame: Frame): boolean {
  const before = frame.variables;
  frame.variables = new Map(before);
  const bodyLeaves = inner(ev, s.body, frame);
  const afterBody = frame.variables;
  let leaves = bodyLeaves;
  if (s.handler) {
    const handler = s.handler;
    frame.variables = joinVariables(before, afterBody);
    if (s.parameter) bind(ev, s.parameter, unknown, frame, declare);
    const handlerLeaves = inner(ev, handler, frame);
    leaves = bodyLeaves && handlerLeaves;
    if (handlerLeaves) frame.variables = afterBody;
    else if (!bodyLeaves) frame.variables = joinVariables(afterBody, frame.variables);
  }
  return inner(ev, s.finalizer, frame) || leaves;
}

function cases(ev: Evaluation, s: ir.Switch, frame: Frame): boolean {
  ev.expression(s.subject, frame);
  const hasDefault = s.cases.some((one) => !one.test);
  ways(frame, [
    ...s.cases.map((one) => () => {
      if (one.test) {
        const test: ir.Binary = { ...s.subject, kind: "binary", operator: "===", left: s.subject, right: one.test };
        refine(ev, test, true, frame);
      }
      return inner(ev, one.body, frame) && one.body.at(-1)?.kind !== "jump";
    }),
    ...(hasDefault ? [] : [() => false]),
  ]);
  return false;
}
