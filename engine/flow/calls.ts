import { memo } from "../memo.ts";
import type * as ir from "../program/ir.ts";
import { type Abstract, union, unknown } from "./abstract.ts";
import { argumentsOf } from "./arguments.ts";
import { builtin } from "./builtins.ts";
import { type Activation, type Evaluation, noteAnswered } from "./evaluation.ts";
import { learn } from "./facts.ts";
import { computedCall, slowPattern } from "./forms.ts";
import type { Frame } from "./frame.ts";
import { isGiven } from "./given.ts";
import { assertedBy } from "./guards.ts";
import { handOn } from "./handed.ts";
import { directOf } from "./indirect.ts";
import { asLibrary, packageOf } from "./library-path.ts";
import { memberOf } from "./member.ts";
import { indexOf, type Known } from "./model-index.ts";
import type { SinkFact } from "./models.ts";
import { withOrigin } from "./origin.ts";
import { ownCalled } from "./own-calls.ts";
import { handedOn, valuesOf } from "./passes.ts";
import { noteSink, noteValue } from "./record.ts";
import { checkCalled } from "./schema-check.ts";
import { schemaMade } from "./schema-made.ts";
import { hitsIn, partsOf } from "./sink-parts.ts";
import { cleaned } from "./taint-changes.ts";

/** A call or `new`: what it gives back, with the sinks that its arguments reach on the way. */
export function called(ev: Evaluation, e: ir.Call, frame: Frame): Abstract {
  const value = given(ev, e, frame);
  return mayBeTest(value) ? { ...value, from: e } : value;
}

/** What a call says may be known by a name before it is asked: `const isKnown = list.includes(id)`. */
const mayBeTest = ({ api, from }: Abstract): boolean =>
  from === undefined || (api === undefined && /^(?:call|binary|unary)$/.test(from.kind));

function given(ev: Evaluation, e: ir.Call, frame: Frame): Abstract {
  const { receiver, callee, thrown } = calleeOf(ev, e, frame);
  const reflects = callee.api === "Reflect.apply";
  const isRelayed = receiver && !receiver.fn && receiver.api && !isOwnMethod(ev, callee.api);
  const direct = reflects || isRelayed ? directOf(e, reflects) : undefined;
  if (direct) return given(ev, direct, frame);
  const args = argumentsOf(ev, e.args, frame);
  const module = moduleOf(ev, e, args);
  if (module) return module;
  sinksOf(ev, e, callee, receiver, args, frame.activation);
  computedCall(ev, e, frame);
  slowPattern(ev, e, receiver ?? unknown, args, frame.activation);
  noteAnswer(e, callee, args, frame.activation);
  const path = callee.api === undefined ? undefined : e.isNew ? `${callee.api}.new` : callee.api;
  const index = indexOf(ev.models);
  const { result: barrier, pass, schemas = [], checks = [] } = path === undefined ? nothingSaid : index.of(path);
  learn(assertedBy(ev, e, path, callee.fn, frame), frame);
  const outcome =
    checks.length > 0 ? checkCalled(checks, { call: e, callee, receiver, args, frame, index }) : undefined;
  if (outcome) return outcome;
  if (barrier) return barredResult(e, callee, args, barrier.protects);
  if (pass) return handedOn(pass, { ev, call: e, receiver: receiver ?? unknown, args, frame });
  if (callee.fn) return ownCalled(e, callee, receiver, args, frame);
  const reach = (one: Abstract, given: readonly Abstract[]) => reachedBy(ev, e, one, given, frame.activation);
  const known = builtin({ ev, call: e, callee, receiver: receiver ?? unknown, args, frame, reach, thrown });
  if (known) return known;
  handOn(ev, [receiver ?? unknown, ...args], path, args, frame);
  if (path === undefined) return unknown;
  const made = {
    taints: [],
    api: `${path}()`,
    from: e,
    schema: schemas.length > 0 ? schemaMade(schemas, { call: e, receiver, args, frame, index }) : receiver?.schema,
  };
  return withOrigin(ev, made, e);
}

/** A method of a library that is named like one of functions: `redis.call(command)`. */
const isOwnMethod = (ev: Evaluation, api: string | undefined): boolean =>
  api !== undefined && /\)\.(?:call|apply)$/.test(api) && indexOf(ev.models).of(api).sinks.length > 0;

const nothingSaid: Partial<Known> = {};

/** What is called, and on what. The object is run once: in a chain of calls each would run all before it again. */
function calleeOf(
  ev: Evaluation,
  { callee }: ir.Call,
  frame: Frame,
): { readonly receiver?: Abstract; readonly callee: Abstract; readonly thrown?: Abstract } {
  if (callee.kind !== "member") return { callee: ev.expression(callee, frame) };
  const { activation } = frame;
  const thrownBefore = activation.thrown;
  if (callee.property === "catch") activation.thrown = unknown;
  const receiver = ev.expression(callee.object, frame);
  const { thrown } = activation;
  // what a promise is rejected with goes no further than to its `catch`
  if (callee.property === "catch") activation.thrown = thrownBefore;
  const value = memberOf(ev, callee, receiver, frame);
  noteValue(frame.activation.pass, callee, value);
  return { receiver, callee: value, thrown: callee.property === "catch" ? thrown : undefined };
}

/** `require("x")` and `import("x")`. */
function moduleOf(ev: Evaluation, e: ir.Call, args: readonly Abstract[]): Abstract | undefined {
  if (e.callee.kind !== "name" || (e.callee.name !== "require" && e.callee.name !== "import")) return undefined;
  const specifier = args[0]?.literal;
  if (typeof specifier !== "string") return undefined;
  const own = ev.imported(specifier);
  if (own || specifier.startsWith(".") || specifier.startsWith("/")) return own ?? unknown;
  return { taints: [], api: asLibrary(specifier) };
}

/** What a barrier gives back: its arguments, harmless for what it protects. */
function barredResult(e: ir.Call, callee: Abstract, args: readonly Abstract[], protects: readonly string[]): Abstract {
  const whole = args.reduce((all, one) => ({ ...one, taints: union(all.taints, one.taints) }), unknown);
  return {
    ...cleaned({ taints: whole.taints, item: whole.item, shape: whole.shape }, protects),
    api: whole.taints.length > 0 ? undefined : `${callee.api}()`,
    from: e,
  };
}

/** `callback(null, answer)` of a handler's third parameter. */
function noteAnswer(e: ir.Call, callee: Abstract, args: readonly Abstract[], { running, pass }: Activation): void {
  const value = args[1];
  const [at] = e.args.slice(1);
  const isCallback = callee.taints.some(
    ({ root, path }) => root.index === 2 && path.length === 0 && root.fn !== undefined && root.fn === running[0],
  );
  if (isCallback && value && at) noteAnswered(pass, at, value);
}

/** A function of a library that another one calls: `list.forEach(exec)`. */
function reachedBy(
  ev: Evaluation,
  e: ir.Call,
  callee: Abstract,
  given: readonly Abstract[],
  activation: Activation,
): void {
  const at = e.args.find((arg) => activation.pass.latest.get(arg)?.api === callee.api);
  const call = at && callsOfArguments(e).get(at);
  if (call) sinksOf(ev, call, callee, undefined, given, activation);
}

/** A call of each argument, which stands for whatever it is called with. */
const callsOfArguments = memo(
  (e: ir.Call): ReadonlyMap<ir.Expression, ir.Call> =>
    new Map(e.args.map((at) => [at, { ...e, callee: at, args: [at, at, at], isNew: false }])),
);

function sinksOf(
  ev: Evaluation,
  e: ir.Call,
  callee: Abstract,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  activation: Activation,
): void {
  const index = indexOf(ev.models);
  const known = callee.api === undefined ? undefined : index.of(e.isNew ? `${callee.api}.new` : callee.api);
  for (const model of known?.sinks ?? [])
    if (!model.given || isGiven(model.given, args))
      reach(model, packageOf(callee.api ?? ""), e, receiver, args, activation);
  const method = callee.method ?? (e.callee.kind === "member" ? e.callee.property : undefined);
  if (known?.isModelled || callee.fn || typeof method !== "string") return;
  for (const model of index.named(method)) {
    const looksRight = valuesOf(model.argument ?? 0, e, receiver, args).some(({ value, at }) =>
      partsOf(model, value, at).some((part) => model.looksLike?.test(part.value.outline ?? "") ?? true),
    );
    if (looksRight) reach(model, undefined, e, receiver, args, activation);
  }
}

function reach(
  model: SinkFact,
  library: string | undefined,
  e: ir.Call,
  receiver: Abstract | undefined,
  args: readonly Abstract[],
  activation: Activation,
): void {
  for (const { value, at } of valuesOf(model.argument ?? 0, e, receiver, args))
    for (const hit of hitsIn(model, value, { call: e, argument: at, library })) noteSink(activation, hit);
}
