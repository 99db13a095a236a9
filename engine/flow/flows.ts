import type { Entry } from "../program/code.ts";
import type { Call, Expression } from "../program/ir.ts";
import { type Site, textAt } from "../text/source.ts";
import { listed, type Taint } from "./abstract.ts";
import type { Flow } from "./flow.ts";
import type { Models, SourceModel } from "./models.ts";
import type { ModuleFacts } from "./module.ts";
import { sinkScope } from "./sink-scope.ts";
import type { SinkHit } from "./sinks.ts";

/** The ways of an outsider's text from a handler's event to a sink, one for each sink and the first text that reaches it. */
export function flowsOf(facts: ModuleFacts, entry: Entry, models: Models): readonly Flow[] {
  const found = new Map<Call, Map<string, Flow>>();
  for (const hit of facts.summary(entry.fn)?.sinks ?? []) {
    if (hit.taint.root.fn !== entry.fn || hit.taint.root.index !== 0) continue;
    const source = sourceOf(hit.taint, entry, models.sources);
    if (!source) continue;
    const ofCall = found.get(hit.call) ?? new Map<string, Flow>();
    found.set(hit.call, ofCall);
    if (!ofCall.has(hit.model.kind)) ofCall.set(hit.model.kind, flow(hit, source, entry, facts));
  }
  return Array.from(found.values(), (ofCall) => [...ofCall.values()]).flat();
}

interface Source {
  readonly event: string;
  readonly isKnown: boolean;
}

/** Whether an outsider controls a path of the event: under the triggers that are known, or any path if none is. */
function sourceOf(taint: Taint, entry: Entry, sources: readonly SourceModel[]): Source | undefined {
  if (entry.triggers.length === 0)
    return taint.path.length === 0 && !taint.settled ? undefined : { event: "the event", isKnown: false };
  for (const source of sources) {
    if (!entry.triggers.includes(source.trigger)) continue;
    if (source.controlled.some((path) => controls(path, taint))) return { event: source.event, isKnown: true };
  }
  return undefined;
}

function controls(pattern: string, taint: Taint): boolean {
  const wanted = pattern === "" ? [] : pattern.replaceAll("[]", ".[]").split(".");
  const shared = Math.min(wanted.length, taint.path.length);
  for (let i = 0; i < shared; i++) if (wanted[i] !== taint.path[i] && wanted[i] !== "*") return false;
  return taint.path.length >= wanted.length || taint.settled;
}

function flow(hit: SinkHit, source: Source, entry: Entry, facts: ModuleFacts): Flow {
  const name = shownPath(entry, hit.taint);
  const sink = sinkName(hit.call);
  const trace = [
    { at: hit.taint.readAt, message: `'${name}' comes from ${source.event}` },
    ...listed(hit.taint.steps),
    { at: shownSink(hit), message: `'${sink}' gets it` },
  ];
  return {
    kind: hit.model.kind,
    source: name,
    event: source.event,
    sink,
    sinkAt: shownSink(hit),
    argument: hit.argument,
    call: hit.call,
    library: hit.library,
    facts: hit.model.facts ?? {},
    confidence: source.isKnown && hit.library ? "high" : "medium",
    trace: trace.filter(
      (step, index) => index === 0 || step.at !== trace[index - 1]?.at || step.message !== trace[index - 1]?.message,
    ),
    ...sinkScope(facts, hit.call),
  };
}

/** The call, without the functions behind the argument: a callback of many lines is no part of the harm. */
function shownSink({ call, argument }: SinkHit): Site {
  const behind = call.args.slice(call.args.indexOf(argument) + 1);
  const end = behind.some(({ kind }) => kind === "function") ? argument.end : call.end;
  return { block: call.block, start: call.start, end };
}

/** The path in the words of the code: `event.Records[].body`. */
function shownPath(entry: Entry, taint: Taint): string {
  const target = entry.fn.params[0]?.target;
  const root = target?.kind === "name" ? target.name : "event";
  return taint.path.reduce((path, key) => (key === "[]" ? `${path}[]` : `${path}.${key}`), root);
}

function sinkName(call: Call): string {
  const callee: Expression = call.callee;
  const text = textAt(callee).replace(/\s+/g, " ");
  return text.length > 50 ? `…${text.slice(-49)}` : text;
}
