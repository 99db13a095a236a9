import type * as ir from "../program/ir.ts";
import { namesIn } from "../program/patterns.ts";
import type { Abstract } from "./abstract.ts";
import { bind } from "./bind.ts";
import type { Evaluation, Jumped } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { assign, declare, type Frame, joinVariables, type Variables } from "./frame.ts";
import { outcomesOf } from "./guards.ts";
import { iterated, keysOf } from "./iterated.ts";
import { saysNoMore } from "./same-state.ts";
import { block, scoped } from "./scoped.ts";
import { truthOf } from "./truth.ts";

/** Turns of a loop that are followed, by how many loops are around it, until a turn brings nothing new. */
const mostTurns = [8, 4, 2];

/** Runs a loop's body again and again, until what the variables may be does not change. True: control never comes out at its end. */
export const loop = (ev: Evaluation, s: ir.Loop, frame: Frame): boolean =>
  scoped(frame, namesOf(s), () => looped(ev, s, frame));

/** The names that live as long as the loop. */
const namesOf = (s: ir.Loop): readonly string[] => [
  ...s.before.flatMap((one) => (one.kind === "variable" && one.word !== "var" ? namesIn(one.target) : [])),
  ...(s.each && s.eachWord && s.eachWord !== "var" ? namesIn(s.each) : []),
];

function looped(ev: Evaluation, s: ir.Loop, frame: Frame): boolean {
  ev.statements(s.before, frame);
  const item = s.over && itemOf(s.word, ev.expression(s.over, frame), s.over, frame);
  const { activation } = frame;
  const turns = mostTurns[activation.loops] ?? 1;
  const out: Variables[] = [];
  activation.loops++;
  for (let turn = 0; turn < turns; turn++) {
    const before = frame.variables;
    frame.variables = new Map(before);
    const { next, breaks } = turnOf(ev, s, item, turn === 0, frame);
    out.push(...breaks);
    // `do` runs once before anything is asked
    if (s.word === "do" && turn === 0) frame.variables = next ?? before;
    else frame.variables = next ? joinVariables(before, next) : before;
    if (!next || (frame.variables === before ? true : saysNoMore(frame.variables, before))) break;
  }
  activation.loops--;
  return ended(ev, s, out, frame);
}

function itemOf(word: ir.Loop["word"], over: Abstract, at: ir.Expression, frame: Frame): Abstract {
  return word === "of" ? iterated(over, frame, at) : keysOf(over);
}

/** Goes on where the loop's test says no, and where `break` jumps to. */
function ended(ev: Evaluation, s: ir.Loop, breaks: readonly Variables[], frame: Frame): boolean {
  const isEndless = s.word !== "of" && s.word !== "in" && (s.test ? truthOf(s.test) === true : true);
  if (s.test && !isEndless) {
    ev.expression(s.test, frame);
    learn(outcomesOf(ev, s.test, frame).whenFalse, frame);
  }
  const [first, ...others] = isEndless ? breaks : [frame.variables, ...breaks];
  if (!first) return true;
  frame.variables = others.reduce(joinVariables, first);
  return false;
}

interface Turn {
  /** The variables when the next turn begins; undefined: none does. */
  readonly next?: Variables;
  readonly breaks: readonly Variables[];
}

function turnOf(ev: Evaluation, s: ir.Loop, item: Abstract | undefined, isFirst: boolean, frame: Frame): Turn {
  const isAsked = s.test && !(s.word === "do" && isFirst);
  if (s.test && isAsked) {
    ev.expression(s.test, frame);
    learn(outcomesOf(ev, s.test, frame).whenTrue, frame);
  }
  if (s.each && item) bind(ev, s.each, item, frame, s.eachWord ? declare : assign);
  let ends = false;
  const jumps = caught(
    frame,
    (jump) => !jump.label || jump.label === s.label,
    () => {
      ends = block(ev, s.body, frame);
    },
  );
  const states = [
    ...(ends ? [] : [frame.variables]),
    ...jumps.flatMap(({ word, variables }) => (word === "continue" ? [variables] : [])),
  ];
  const breaks = jumps.flatMap(({ word, variables }) => (word === "break" ? [variables] : []));
  const [first, ...others] = states;
  if (!first) return { breaks };
  frame.variables = others.reduce(joinVariables, first);
  if (s.after) ev.expression(s.after, frame);
  return { next: frame.variables, breaks };
}

/** Runs something; takes the jumps out of it that end there, and leaves the others to what is around. */
export function caught(frame: Frame, isHere: (jump: Jumped) => boolean, run: () => void): readonly Jumped[] {
  const { jumps } = frame.activation;
  const before = jumps.length;
  run();
  const all = jumps.splice(before);
  jumps.push(...all.filter((jump) => !isHere(jump)));
  return all.filter(isHere);
}
