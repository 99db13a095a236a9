import type { Entry, Mapping } from "../syntax/node.ts";
import { entriesIn, field, fieldsOf, mappingOf } from "./fields.ts";
import type { Resolver } from "./scope.ts";
import { entryIn, mappingsIn, solid } from "./serverless-parts.ts";
import { at, items, map, text, unknown, type Value } from "./value.ts";

/** One function of a service, wherever it is written. */
export interface ServiceFunction {
  readonly name: string;
  readonly entry: Entry;
  /** The mapping that describes it, maybe in another file. */
  readonly body: Mapping | undefined;
  readonly own: Value;
}

/** One event of a function: the entry that names its kind. */
export interface ServiceEvent {
  readonly of: ServiceFunction;
  readonly kind: string;
  readonly entry: Entry;
  readonly value: Value;
  /** Among all events of the function, from 0. */
  readonly index: number;
}

/** What a service says, as far as it matters to what the framework makes of it. */
export interface Service {
  readonly root: Mapping;
  readonly resolver: Resolver;
  /** Services for other clouds make nothing of ours. */
  readonly isForAws: boolean;
  /** Where `provider` is named, and what it says. Undefined: it is not there. */
  readonly provider: { readonly entry: Entry; readonly body: Mapping | undefined; readonly value: Value } | undefined;
  readonly functions: readonly ServiceFunction[];
  readonly events: readonly ServiceEvent[];
}

export function serviceOf(root: Mapping, resolver: Resolver): Service {
  const entry = entryIn(root, "provider");
  const provider = entry && {
    entry,
    body: mappingOf(solid(entry.value, resolver)),
    value: resolver.resolve(entry.value),
  };
  const isForAws = isAws(provider?.value);
  const functions = isForAws ? functionsIn(root, resolver) : [];
  return { root, resolver, isForAws, provider, functions, events: functions.flatMap(eventsOf) };
}

function isAws(provider: Value | undefined): boolean {
  const name = text(map(provider) ? at(provider, "name") : provider);
  return name === undefined || name === "aws";
}

/** `functions` as a mapping, or as a list of mappings, here or in other files. */
function functionsIn(root: Mapping, resolver: Resolver): ServiceFunction[] {
  const entries = mappingsIn(field(root, "functions"), resolver).flatMap((part) => entriesIn(part));
  return entries.map((entry) => {
    const node = solid(entry.value, resolver);
    const body = mappingOf(node);
    const isVariable = node?.kind === "scalar" && (typeof node.value === "string" || node.tag !== undefined);
    const own =
      body || isVariable ? resolver.resolve(entry.value) : unknown(entry.value, "the function is not described");
    return { name: String(entry.key.value), entry, body, own };
  });
}

/** Each event is a mapping of its kind to what it says. */
function eventsOf(of: ServiceFunction): ServiceEvent[] {
  const events = map(of.own) ? at(of.own, "events") : undefined;
  return (events ? items(events) : []).flatMap((event, index) => {
    const [first] = map(event)?.entries ?? [];
    const mapping = mappingOf(event.at);
    const entry = first && mapping && fieldsOf(mapping).get(String(first.key.value));
    return entry ? [{ of, kind: String(entry.key.value), entry, value: first.value, index }] : [];
  });
}

/** What `provider` says at a path. */
export const providerAt = (service: Service, ...path: readonly string[]): Value | undefined =>
  map(service.provider?.value) ? at(service.provider?.value, ...path) : undefined;

/** The entry under `provider` that names a key, else `provider` itself. */
export const providerEntry = (service: Service, ...keys: readonly string[]): Entry | undefined =>
  keys.map((key) => entryIn(service.provider?.body, key)).find((entry) => entry) ?? service.provider?.entry;
