import { memo, memoByText } from "../memo.ts";
import { type Abstract, unknown } from "./abstract.ts";
import { fitsPath, packageOf } from "./library-path.ts";
import type { BarrierModel, Models, SinkModel } from "./models.ts";

/** What the models say of one library path. */
export interface Known {
  readonly sinks: readonly SinkModel[];
  readonly result?: BarrierModel;
  readonly guard?: BarrierModel;
  readonly refusal?: BarrierModel;
  /** Some model speaks of the path's package. */
  readonly isModelled: boolean;
}

export interface ModelIndex {
  of(api: string): Known;
  /** Sinks known by a method's name only. */
  readonly named: readonly SinkModel[];
  /** What the method of something unknown is: a value that keeps its name if some sink goes by it. */
  method(name: string): Abstract;
}

/** The models with their answers remembered by library path: the same few hundred are asked for again and again. */
export const indexOf = memo((models: Models): ModelIndex => {
  const packages = new Set(models.sinks.flatMap((sink) => sink.callees.map(packageOf)));
  const fits = (callees: readonly string[], api: string) => callees.some((path) => fitsPath(path, api));
  const answer = (api: string): Known => ({
    sinks: models.sinks.filter((sink) => fits(sink.callees, api)),
    result: models.barriers.find((one) => one.as === "result" && fits(one.callees, api)),
    guard: models.barriers.find((one) => one.as === "guard" && fits(one.callees, api)),
    refusal: models.barriers.find((one) => one.as === "refusal" && fits(one.callees, api)),
    isModelled: packages.has(packageOf(api)),
  });
  const named = models.sinks.filter((sink) => sink.methods);
  const byName = new Map(
    named.flatMap(({ methods = [] }) => methods.map((method) => [method, { taints: [], method }])),
  );
  return {
    named,
    method: (name) => byName.get(name) ?? unknown,
    of: memoByText(answer),
  };
});
