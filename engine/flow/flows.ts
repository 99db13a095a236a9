import type { Entry } from "../program/code.ts";
import type { Expression } from "../program/ir.ts";
import { type Confidence, confidences } from "../rule/finding.ts";
import type { TriggerKind } from "../template/model.ts";
import { type Site, textAt } from "../text/source.ts";
import type { Taint } from "./abstract.ts";
import { type Controlling, controllingOf, mayBeObject } from "./controlled.ts";
import { identityOf } from "./dependence.ts";
import type { Summary } from "./evaluation.ts";
import type { Flow } from "./flow.ts";
import { indexOf } from "./model-index.ts";
import type { Models } from "./models.ts";
import type { ModuleFacts } from "./module.ts";
import { cleanAt } from "./schema.ts";
import { hitsIn, literalAt } from "./sink-parts.ts";
import { type Seen, sinkScope } from "./sink-scope.ts";
import { type SinkHit, Sinks } from "./sinks.ts";
import { listed } from "./steps.ts";

/** What a module is looked at with. */
export interface Around {
  readonly models: Models;
  /** The range that the nearest package.json above a file declares for a package. */
  readonly declaredRange: (name: string, from: string) => string | undefined;
}

/**
 * The ways of an outsider's text to the sinks: those of each handler, then those that libraries bring. A handler's list is the same object as
 * long as what it does is the same, and nobody has looked at the module as a whole for it.
 */
export const flowsIn = (
  facts: ModuleFacts,
  entries: readonly Entry[],
  around: Around,
): readonly (readonly Flow[])[] => [
  ...entries.map((entry) => keptFlows(facts, entry, around)),
  originFlowsOf({ facts, isLookedAt: false }, around),
];

interface KeptFlows {
  readonly key: string;
  readonly seen: Seen;
  readonly flows: readonly Flow[];
}

const kept = new WeakMap<Summary, KeptFlows[]>();

function keptFlows(facts: ModuleFacts, entry: Entry, around: Around): readonly Flow[] {
  const summary = facts.summary(entry.fn);
  if (!summary) return [];
  const { exported, known, triggers, parameter, base = [], checked } = entry;
  const outer = entry.wrapper && facts.summary(entry.wrapper);
  const numbers = [checked, outer, around.models, around.declaredRange].map(identityOf);
  const key = [exported, known, ...triggers, parameter, ...base, ...numbers].join();
  const before = kept.get(summary) ?? [];
  const same = before.find((one) => one.key === key && !one.seen.isLookedAt);
  if (same) {
    same.seen.facts = facts;
    return same.flows;
  }
  const seen = { facts, isLookedAt: false };
  const flows = flowsOf(outer ? within(summary, outer, entry, around.models) : summary, seen, entry, around);
  kept.set(summary, [...before.filter((one) => one.key !== key), { key, seen, flows }]);
  return flows;
}

/** What a handler does with that of the event which its wrapper hands on. */
function within(summary: Summary, outer: Summary, entry: Entry, { sources }: Models): Summary {
  const reached = [...outer.sinks].filter(({ taint }) => controllingOf(taint, entry, sources));
  const sinks = new Sinks();
  for (const hit of summary.sinks)
    if (reached.some(({ call, model }) => call === hit.call && model === hit.model)) sinks.add(hit);
  return { ...summary, sinks };
}

/** Those that begin in a handler's event. */
function flowsOf(summary: Summary, seen: Seen, entry: Entry, around: Around): readonly Flow[] {
  return told([...summary.sinks, ...answered(summary, entry, around.models)], (hit) => {
    const { root } = hit.taint;
    if (root.fn !== entry.fn || root.index !== (entry.parameter ?? 0)) return undefined;
    const checked = entry.checked && cleanAt(entry.checked, hit.taint.path);
    if (checked?.includes("*") || checked?.includes(hit.model.sink)) return undefined;
    const controlling = controllingOf(hit.taint, entry, around.models.sources);
    return controlling && isHarm(hit, controlling) ? flow(hit, controlling, entry, seen, around) : undefined;
  });
}

/** Those that begin in what a library brings, such as the request object of a web framework, wherever in a module that is. */
function originFlowsOf(seen: Seen, around: Around): readonly Flow[] {
  return told(seen.facts.originHits, (hit) => {
    const model = hit.taint.root.origin?.model;
    if (!model) return undefined;
    const { event, by, origin: form } = model;
    const depth = hit.taint.path.length;
    const controlling = { event, by, mayBeObject: mayBeObject(hit.taint, form, depth), known: "template" } as const;
    return isHarm(hit, controlling) ? flow(hit, controlling, undefined, seen, around) : undefined;
  });
}

/** The flows to each sink, the surest first, else in their order: a rule tells of the first that it finds harmful. */
function told(hits: readonly SinkHit[], flowOf: (hit: SinkHit) => Flow | undefined): readonly Flow[] {
  const found = new Map<Expression, Flow[]>();
  for (const hit of hits) {
    const one = flowOf(hit);
    if (one) found.set(hit.call, [...(found.get(hit.call) ?? []), one]);
  }
  const sureness = ({ confidence }: Flow) => confidences.indexOf(confidence);
  return Array.from(found.values(), (flows) => flows.sort((a, b) => sureness(a) - sureness(b))).flat();
}

const isHarm = ({ model }: SinkHit, { mayBeObject: isObject }: Controlling): boolean =>
  isObject || (model.takes ?? "text") === "text";

const answering: ReadonlySet<TriggerKind> = new Set(["rest-api", "http-api", "function-url", "alb"]);

/** What the sinks in a handler's answers are reached by; only an answer to a request, or to AppSync, has any. */
function answered({ answers }: Summary, entry: Entry, models: Models): readonly SinkHit[] {
  const isKnown = entry.triggers.some((kind) => answering.has(kind));
  const isShaped =
    entry.triggers.length === 0 && answers.some(({ value }) => value.shape?.properties.has("statusCode"));
  const of = entry.triggers.includes("appsync-resolver") ? "resolver" : isKnown || isShaped ? "request" : undefined;
  const sinks = of ? indexOf(models).answers.filter(({ answerOf = "request" }) => answerOf === of) : [];
  const library = of === "resolver" ? "@aws-appsync/utils" : "aws-lambda";
  return answers.flatMap(({ at, value }) =>
    sinks.flatMap((model) => hitsIn(model, value, { call: at, argument: at, library })),
  );
}

function flow(hit: SinkHit, controlling: Controlling, entry: Entry | undefined, seen: Seen, around: Around): Flow {
  const name = shownPath(entry, hit.taint);
  const sink = sinkName(hit);
  const trace = [
    { at: hit.taint.readAt, message: `'${name}' comes from ${controlling.event}` },
    ...listed(hit.taint.steps),
    { at: shownSink(hit), message: `'${sink}' gets it` },
  ];
  return {
    kind: hit.model.sink,
    source: name,
    event: controlling.event,
    by: controlling.by,
    mayBeObject: controlling.mayBeObject,
    clean: hit.taint.clean,
    entry,
    sink,
    sinkAt: shownSink(hit),
    argument: hit.argument,
    part: hit.part,
    value: hit.value,
    outline: hit.outline,
    call: hit.call,
    library: hit.library,
    facts: hit.model.facts ?? {},
    confidence: confidenceOf(hit, controlling),
    trace: trace.filter(
      (step, index) => index === 0 || step.at !== trace[index - 1]?.at || step.message !== trace[index - 1]?.message,
    ),
    beside: (path) => literalAt(hit.whole, path),
    dependency: (name) => around.declaredRange(name, hit.call.block.path),
    ...sinkScope(seen, hit.call),
  };
}

/** High: a template declares the event, anyone may send it, and the library is known. Low: what was stored before. */
function confidenceOf({ library }: SinkHit, { by, known }: Controlling): Confidence {
  if (by === "storage") return "low";
  return library !== undefined && by === "outsider" && known !== "unknown" ? "high" : "medium";
}

/** The call, without the functions behind the argument: a callback of many lines is no part of the harm. */
function shownSink({ call, argument }: SinkHit): Site {
  const behind = call.kind === "call" ? call.args.slice(call.args.indexOf(argument) + 1) : [];
  const end = behind.some(({ kind }) => kind === "function") ? argument.end : call.end;
  return { block: call.block, start: call.start, end };
}

/** The path in the words of the code: `event.Records[].body`. */
function shownPath(entry: Entry | undefined, { root, path }: Taint): string {
  const target = entry?.fn.params[entry.parameter ?? 0]?.target;
  const start = root.origin ? shortened(textAt(root.origin.at)) : target?.kind === "name" ? target.name : "event";
  return path.reduce((shown, key) => (key === "[]" ? `${shown}[]` : `${shown}.${key}`), start);
}

/** What gets the text: the callee of a call, the part of an answer. */
function sinkName({ call, part, model }: SinkHit): string {
  if (model.answer !== undefined) return part ?? "the answer";
  return shortened(textAt(call.kind === "call" ? call.callee : call));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 50 ? `…${line.slice(-49)}` : line;
}
