import { memo } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { nodesOf } from "../program/walk.ts";
import type { Abstract, Closure } from "./abstract.ts";
import type { Activation, Evaluation, Summary } from "./evaluation.ts";
import { common, type Fact, learn, nothingKnown, type Outcomes } from "./facts.ts";
import type { Frame } from "./frame.ts";

/** What the end of a function's run tells of its parameters, whatever it gives back and if that is true or false. */
export interface Proven extends Outcomes {
  readonly always: readonly Fact[];
}

/** Notes what a way out of a function proves of its parameters. `value`: what it gives back, just evaluated. */
export function noteExit(ev: Evaluation, value: ir.Expression | undefined, result: Abstract, frame: Frame): void {
  const fn = frame.activation.running.at(-1);
  const { exits } = frame.activation;
  const params = fn && checkable(fn);
  if (!params || params.length === 0) return;
  const told = value ? ev.outcomes(value, frame) : nothingKnown;
  const after = (facts: readonly Fact[]): readonly Fact[] => {
    const before = frame.variables;
    frame.variables = new Map(before);
    learn(facts, frame);
    const found = params.flatMap((param) => factsOf(param, frame.variables.get(param.name)));
    frame.variables = before;
    return found;
  };
  const { literal } = result;
  const always = after([]);
  const under = (facts: readonly Fact[]) => (facts.length === 0 ? always : after(facts));
  exits.push({
    always,
    whenTrue: literal !== undefined && !literal ? undefined : under(told.whenTrue),
    whenFalse: literal ? undefined : under(told.whenFalse),
  });
}

/** One way out of a function; undefined: it does not come out so there. */
export interface Exit {
  readonly always: readonly Fact[];
  readonly whenTrue?: readonly Fact[];
  readonly whenFalse?: readonly Fact[];
}

/** What all ways out have in common. */
export function provenAt({ exits }: Activation): Proven {
  const all = (lists: readonly (readonly Fact[] | undefined)[]): readonly Fact[] => {
    const [first = [], ...others] = lists.filter((list) => list !== undefined);
    return others.reduce(common, first);
  };
  return {
    always: all(exits.map(({ always }) => always)),
    whenTrue: all(exits.map(({ whenTrue }) => whenTrue)),
    whenFalse: all(exits.map(({ whenFalse }) => whenFalse)),
  };
}

/** Parameters that are plain names and never given anything else. */
const checkable = memo((fn: ir.FunctionExpression): readonly ir.Name[] => {
  const given = new Set<string>();
  for (const node of nodesOf(fn))
    if (node.kind === "assignment" && node.target.kind === "name") given.add(node.target.name);
  return fn.params.flatMap(({ target, rest, initial }) =>
    target.kind === "name" && !rest && !initial && !given.has(target.name) ? [target] : [],
  );
});

const deepest = 3;

/** What is known to be harmless in what a parameter now is. */
function factsOf(param: ir.Name, value: Abstract | undefined, path: readonly string[] = []): readonly Fact[] {
  if (!value || path.length > deepest) return [];
  const [first, ...others] = value.taints.map(({ clean }) => clean);
  const kinds = others.reduce((shared, clean) => shared.filter((kind) => clean.includes(kind)), first ?? []);
  const own: readonly Fact[] = kinds.length > 0 ? [{ expression: param, path, kinds }] : [];
  return [
    ...own,
    ...Array.from(value.shape?.properties ?? []).flatMap(([key, part]) => factsOf(param, part, [...path, key])),
  ];
}

/** What a call of the workspace's own function proves of its arguments, by the outcome. */
export const provenBy = (closure: Closure, call: ir.Call, frame: Frame): Outcomes => {
  const proven = summaryOf(closure, frame)?.proven;
  if (!proven) return nothingKnown;
  const here = (facts: readonly Fact[]) => factsAt(facts, closure.fn, call);
  return { whenTrue: here(proven.whenTrue), whenFalse: here(proven.whenFalse) };
};

/** What a function proves of its first argument, as a whole, where it says yes. */
export function provenOf(closure: Closure | undefined, frame: Frame): Fact | undefined {
  const target = closure?.fn.params[0]?.target;
  const proven = closure && summaryOf(closure, frame)?.proven;
  return proven?.whenTrue.find(({ expression, path = [] }) => expression === target && path.length === 0);
}

/** What is known of a call's arguments when it has come back. */
export const provenAfter = (closure: Closure, call: ir.Call, frame: Frame): readonly Fact[] =>
  factsAt(summaryOf(closure, frame)?.proven.always ?? [], closure.fn, call);

/** At the top level no summary is made yet. */
const summaryOf = (closure: Closure, frame: Frame): Summary | undefined =>
  closure.self || closure.ofClass || frame.activation.pass.isTopLevel ? undefined : closure.home.summary(closure);

const factsAt = (facts: readonly Fact[], fn: ir.FunctionExpression, call: ir.Call): readonly Fact[] =>
  facts.flatMap(({ expression, path, kinds }) => {
    const argument = call.args[fn.params.findIndex(({ target }) => target === expression)];
    return argument && !call.args.some(({ kind }) => kind === "spread") ? [{ expression: argument, path, kinds }] : [];
  });
