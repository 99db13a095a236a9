import type * as ir from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import { type Abstract, either, unknown } from "./abstract.ts";
import { noteAliases } from "./aliases.ts";
import { bind, mayExport } from "./bind.ts";
import { spends } from "./budget.ts";
import { type Evaluation, type Jumped, noteAnswered } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { declare, type Frame, joinVariables, tried, type Variables } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { noteLeft } from "./left.ts";
import { caught, loop } from "./loops.ts";
import { noteExit } from "./proven.ts";
import { block, scoped } from "./scoped.ts";
import { truthOf } from "./truth.ts";

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

function step(ev: Evaluation, s: ir.Statement, frame: Frame): boolean {
  if (!spends(frame.activation.pass.budget, "statements")) return false;
  switch (s.kind) {
    case "variable": {
      if (s.word === "function" && s.target.kind === "name") return false;
      if (s.initial) {
        bind(ev, s.target, ev.types.typed(ev.expression(s.initial, frame), s.type), frame, declare);
        noteAliases(s, frame);
      } else if (s.target.kind === "name" && !frame.variables.has(s.target.name))
        declare(frame, s.target.name, ev.types.typed(unknown, s.type));
      return false;
    }
    case "expression":
      ev.expression(s.value, frame);
      return false;
    case "return": {
      const value = s.value ? ev.expression(s.value, frame) : unknown;
      // what a generator returns, no loop over it gets
      if (!frame.activation.running.at(-1)?.isGenerator)
        frame.activation.returned = either(frame.activation.returned, value);
      noteLeft(frame);
      noteExit(ev, s.value, value, frame);
      if (s.value && frame.activation.running.length === 1) noteAnswered(frame.activation.pass, s.value, value);
      return true;
    }
    case "throw":
      frame.activation.thrown = either(frame.activation.thrown, ev.expression(s.value, frame));
      return true;
    case "block":
      return s.label === undefined ? block(ev, s.body, frame) : labelled(ev, s, s.label, frame);
    case "if":
      return branch(ev, s, frame);
    case "loop":
      return loop(ev, s, frame);
    case "try":
      return attempt(ev, s, frame);
    case "switch":
      return cases(ev, s, frame);
    case "jump":
      frame.activation.jumps.push({ word: s.word, label: s.label, variables: frame.variables });
      return true;
    case "export":
      if (s.value) exportDefault(ev, s, s.value, frame);
      return false;
    case "import":
    case "type":
      return false;
  }
}

function exportDefault(ev: Evaluation, { block, start }: ir.Export, value: ir.Expression, frame: Frame): void {
  const given = ev.expression(value, frame);
  if (!mayExport(ev, frame)) return;
  // TypeScript's `export =` is what `require` gives
  if (/^export\s*=/.test(block.text.slice(start, start + 40))) ev.exports.whole = given;
  else ev.exports.named.set("default", given);
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

/** `name: { … break name; … }` */
function labelled(ev: Evaluation, s: ir.BlockStatement, label: string, frame: Frame): boolean {
  let leaves = false;
  const jumps = caught(
    frame,
    (jump) => jump.label === label,
    () => {
      leaves = block(ev, s.body, frame);
    },
  );
  const states = [...(leaves ? [] : [frame.variables]), ...jumps.map((jump) => jump.variables)];
  return joinInto(frame, states, frame.variables);
}

function branch(ev: Evaluation, s: ir.If, frame: Frame): boolean {
  const truth = truthOf(s.test);
  if (truth !== undefined) return block(ev, truth ? s.whenTrue : s.whenFalse, frame);
  ev.expression(s.test, frame);
  const known = outcomesOf(ev, s.test, frame);
  return ways(frame, [
    () => {
      learn(known.whenTrue, frame);
      return block(ev, s.whenTrue, frame);
    },
    () => {
      learn(known.whenFalse, frame);
      return block(ev, s.whenFalse, frame);
    },
  ]);
}

/** The handler may find the variables as they were at any moment of the block, and gets what was thrown in it. */
function attempt(ev: Evaluation, s: ir.Try, frame: Frame): boolean {
  const { activation } = frame;
  const before = frame.variables;
  const thrownBefore = activation.thrown;
  frame.variables = new Map(before);
  activation.thrown = unknown;
  let leaves = false;
  const written = tried(frame, () => {
    leaves = block(ev, s.body, frame);
  });
  if (s.handler) {
    const afterBody = frame.variables;
    const caughtValue = activation.thrown;
    activation.thrown = thrownBefore;
    frame.variables = joinVariables(joinVariables(before, afterBody), written);
    const handlerLeaves = handled(ev, s, s.handler, caughtValue, frame);
    if (handlerLeaves) frame.variables = afterBody;
    else if (!leaves) frame.variables = joinVariables(afterBody, frame.variables);
    leaves &&= handlerLeaves;
  } else activation.thrown = either(thrownBefore, activation.thrown);
  return block(ev, s.finalizer, frame) || leaves;
}

const handled = (
  ev: Evaluation,
  { parameter }: ir.Try,
  handler: readonly ir.Statement[],
  thrown: Abstract,
  frame: Frame,
): boolean =>
  scoped(frame, parameter ? namesIn(parameter) : [], () => {
    if (parameter) bind(ev, parameter, thrown, frame, declare);
    return block(ev, handler, frame);
  });

/** The cases in their order: each is entered by its own test, or from the one above that has no `break`. */
function cases(ev: Evaluation, s: ir.Switch, frame: Frame): boolean {
  ev.expression(s.subject, frame);
  const before = frame.variables;
  let above: Variables | undefined;
  const isHere = ({ word, label }: Jumped) => word === "break" && !label;
  const jumped = caught(frame, isHere, () => {
    for (const one of s.cases) {
      frame.variables = new Map(before);
      if (one.test) learnCase(ev, s.subject, one.test, frame);
      if (above) frame.variables = joinVariables(frame.variables, above);
      above = block(ev, one.body, frame) ? undefined : frame.variables;
    }
  });
  const hasDefault = s.cases.some((one) => !one.test);
  const through = above ? [above] : [];
  return joinInto(
    frame,
    [...jumped.map((jump) => jump.variables), ...through, ...(hasDefault ? [] : [new Map(before)])],
    before,
  );
}

function learnCase(ev: Evaluation, subject: ir.Expression, value: ir.Expression, frame: Frame): void {
  ev.expression(value, frame);
  const { block, start, end } = value;
  const test = { kind: "binary", operator: "===", left: subject, right: value, block, start, end } as const;
  learn(outcomesOf(ev, test, frame).whenTrue, frame);
}
