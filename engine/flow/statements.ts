import type * as ir from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import { type Abstract, either, property, unknown } from "./abstract.ts";
import { bind, mayExport } from "./bind.ts";
import type { Evaluation } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { declare, type Frame, joinVariables, lookup, type Variables } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { noteExit } from "./proven.ts";

/** Runs a list of statements. True: control leaves it early on every way through it. */
export function executed(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): boolean {
  hoist(ev, list, frame);
  for (const statement of list) if (step(ev, statement, frame)) return true;
  return false;
}

/** Runs the top level of a module, to its end: a `return` there is a function's that is half typed. */
export function executedAll(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): void {
  hoist(ev, list, frame);
  for (const statement of list) step(ev, statement, frame);
}

/** Function declarations are there before the first statement runs. */
function hoist(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): void {
  for (const one of list) {
    if (one.kind !== "variable" || one.word !== "function" || one.target.kind !== "name" || !one.initial) continue;
    declare(frame, one.target.name, ev.expression(one.initial, frame));
  }
}

/**
 * A block of its own: a name of an outer scope that it declares anew is the outer one's again after it, also where control jumps out of it.
 * Other names stay: a function made in the block may still be called.
 */
function inner(ev: Evaluation, list: readonly ir.Statement[], frame: Frame): boolean {
  const declared = list.flatMap((one) => (one.kind === "variable" && one.word !== "var" ? namesIn(one.target) : []));
  const hidden = declared.filter((name) => lookup(frame, name));
  const outer = hidden.map((name) => [name, frame.variables.get(name)] as const);
  const { jumps } = frame.activation;
  const jumpsBefore = jumps.length;
  const leaves = executed(ev, list, frame);
  for (const variables of [frame.variables, ...jumps.slice(jumpsBefore)]) {
    for (const [name, before] of outer) {
      if (before) variables.set(name, before);
      else variables.delete(name);
    }
  }
  return leaves;
}

function step(ev: Evaluation, s: ir.Statement, frame: Frame): boolean {
  if (frame.activation.pass.budget.statements-- <= 0) return false;
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
      noteExit(ev, s.value, value, frame);
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
      frame.activation.jumps.push(frame.variables);
      return true;
    case "export":
      if (s.value) exportDefault(ev, s.value, frame);
      return false;
    case "import":
      return false;
  }
}

function exportDefault(ev: Evaluation, value: ir.Expression, frame: Frame): void {
  const given = ev.expression(value, frame);
  if (mayExport(ev, frame)) ev.exports.named.set("default", given);
}

/** Runs each way from the same state and joins those that come through; true if none does. */
function ways(frame: Frame, runs: readonly (() => boolean)[]): boolean {
  const before = frame.variables;
  const after: Variables[] = [];
  for (const run of runs) {
    frame.variables = new Map(before);
    if (!run()) after.push(frame.variables);
  }
  return joinInto(frame, after, before);
}

/** Goes on from any of some states; from `before`, with true, if there is none. */
function joinInto(frame: Frame, states: readonly Variables[], before: Variables): boolean {
  const [first, ...others] = states;
  frame.variables = others.reduce(joinVariables, first ?? new Map(before));
  return first === undefined;
}

/** Runs a loop's body or a switch; gives back the states that `break` and `continue` in it leave in. */
function catchingJumps(frame: Frame, run: () => void): readonly Variables[] {
  const { jumps } = frame.activation;
  const first = jumps.length;
  run();
  return jumps.splice(first);
}

function branch(ev: Evaluation, s: ir.If, frame: Frame): boolean {
  ev.expression(s.test, frame);
  const known = outcomesOf(ev, s.test, frame);
  return ways(frame, [
    () => {
      learn(known.whenTrue, frame);
      return inner(ev, s.whenTrue, frame);
    },
    () => {
      learn(known.whenFalse, frame);
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
  for (let turn = 0; turn < turns; turn++) ways(frame, [() => false, () => turnOf(ev, s, over, frame)]);
  frame.activation.loops--;
  return false;
}

/** One turn of a loop. Where it jumps to the next or out of the loop, it is over as well. True: every way through it returns or throws. */
function turnOf(ev: Evaluation, s: ir.Loop, over: Abstract | undefined, frame: Frame): boolean {
  if (s.test) {
    ev.expression(s.test, frame);
    learn(outcomesOf(ev, s.test, frame).whenTrue, frame);
  }
  if (s.each && over) {
    const item = s.word === "of" ? (over.item ?? property(over, "[]", s.each)) : { taints: over.taints };
    bind(ev, s.each, item, frame, declare);
  }
  let ends = false;
  const jumped = catchingJumps(frame, () => {
    ends = inner(ev, s.body, frame);
  });
  const leaves = joinInto(frame, ends ? jumped : [frame.variables, ...jumped], frame.variables);
  if (s.after) ev.expression(s.after, frame);
  return leaves;
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

/** The cases in their order: each is entered by its own test, or from the one above that has no `break`. */
function cases(ev: Evaluation, s: ir.Switch, frame: Frame): boolean {
  ev.expression(s.subject, frame);
  const before = frame.variables;
  let above: Variables | undefined;
  const jumped = catchingJumps(frame, () => {
    for (const one of s.cases) {
      frame.variables = new Map(before);
      if (one.test) learnCase(ev, s.subject, one.test, frame);
      if (above) frame.variables = joinVariables(frame.variables, above);
      above = inner(ev, one.body, frame) ? undefined : frame.variables;
    }
  });
  const hasDefault = s.cases.some((one) => !one.test);
  const through = above ? [above] : [];
  return joinInto(frame, [...jumped, ...through, ...(hasDefault ? [] : [new Map(before)])], before);
}

function learnCase(ev: Evaluation, subject: ir.Expression, value: ir.Expression, frame: Frame): void {
  ev.expression(value, frame);
  const { block, start, end } = value;
  const test = { kind: "binary", operator: "===", left: subject, right: value, block, start, end } as const;
  learn(outcomesOf(ev, test, frame).whenTrue, frame);
}
