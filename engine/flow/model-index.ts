import { memo, memoByText } from "../memo.ts";
import { type Abstract, unknown } from "./abstract.ts";
import { fitsPath, packageOf } from "./library-path.ts";
import type {
  BarrierFact,
  CallbackFact,
  CheckFact,
  Fact,
  Models,
  OriginFact,
  PassFact,
  SchemaFact,
  SinkFact,
} from "./models.ts";

/** What the models say of one library path. */
export interface Known {
  readonly sinks: readonly SinkFact[];
  readonly result?: BarrierFact;
  readonly guard?: BarrierFact;
  readonly refusal?: BarrierFact;
  readonly pass?: PassFact;
  readonly origin?: OriginFact;
  readonly schemas: readonly SchemaFact[];
  readonly checks: readonly CheckFact[];
  readonly callback?: CallbackFact;
  /** Some model speaks of the path's package. */
  readonly isModelled: boolean;
}

export interface ModelIndex {
  of(api: string): Known;
  /** Sinks known by a method's name only. */
  named(method: string): readonly SinkFact[];
  /** What the method of something unknown is: a value that keeps its name if some sink goes by it. */
  method(name: string): Abstract;
  /** The library path of what a type of a library is, if a model says so. */
  type(path: string): string | undefined;
  /** Sinks that are no calls. */
  form(form: SinkFact["form"]): readonly SinkFact[];
  /** Sinks in what a handler answers. */
  readonly answers: readonly SinkFact[];
}

/** The models with their answers remembered by library path: the same few hundred are asked for again and again. */
export const indexOf = memo((models: Models): ModelIndex => {
  const facts = models.libraries.flatMap((library) => library.facts);
  const sinks = facts.filter((fact): fact is SinkFact => "sink" in fact);
  const types = new Map(facts.flatMap((fact) => ("type" in fact ? fact.type.map((type) => [type, fact.is]) : [])));
  const among = byPackage(facts);
  const named = sinks.filter((sink) => sink.methods);
  const names = [...new Set(named.flatMap(({ methods = [] }) => methods))];
  const sinksByName = new Map(names.map((name) => [name, named.filter(({ methods }) => methods?.includes(name))]));
  const byName = new Map(names.map((method) => [method, { taints: [], method }]));
  return {
    named: (method) => sinksByName.get(method) ?? [],
    answers: sinks.filter((sink) => sink.answer !== undefined),
    form: (form) => sinks.filter((sink) => sink.form === form),
    type: (path) => types.get(path),
    method: (name) => byName.get(name) ?? unknown,
    of: memoByText((api: string) => knownOf(api, among(api))),
  };
});

function knownOf(api: string, among: readonly Fact[]): Known {
  const fitting = among.filter((fact) => pathsOf(fact).some((path) => fitsPath(path, api)));
  const barrier = (kind: BarrierFact["barrier"]) =>
    fitting.find((fact): fact is BarrierFact => "barrier" in fact && fact.barrier === kind);
  return {
    sinks: fitting.filter((fact): fact is SinkFact => "sink" in fact),
    result: barrier("result"),
    guard: barrier("guard"),
    refusal: barrier("refusal"),
    pass: fitting.find((fact): fact is PassFact => "pass" in fact),
    origin: fitting.find((fact): fact is OriginFact => "origin" in fact),
    schemas: fitting.filter((fact): fact is SchemaFact => "schema" in fact),
    checks: fitting.filter((fact): fact is CheckFact => "check" in fact),
    callback: fitting.find((fact): fact is CallbackFact => "ofParameters" in fact),
    isModelled: among.some(
      (fact) => "sink" in fact && pathsOf(fact).some((path) => packageOf(path) === packageOf(api)),
    ),
  };
}

const pathsOf = (fact: Fact): readonly string[] =>
  "origin" in fact ? fact.paths : "type" in fact ? [] : (fact.callees ?? []);

/** The facts that may speak of a path, in their order: those of its package, and those of any. */
function byPackage(facts: readonly Fact[]): (api: string) => readonly Fact[] {
  const packages = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const name of new Set(pathsOf(fact).map(headOf))) {
      const known = packages.get(name);
      if (known) known.push(fact);
      else packages.set(name, [fact]);
    }
  }
  const ofAny = [...(packages.get("**") ?? []), ...(packages.get("*") ?? [])];
  return (api) => [...(packages.get(headOf(api)) ?? []), ...ofAny];
}

/** The package without the brackets of its call: `express` of `express().get`. */
const headOf = (path: string): string => packageOf(path).replace(/[(].*$/, "");
