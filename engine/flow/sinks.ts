import type { Call, Expression } from "../program/ir.ts";
import { isSame, type Taint } from "./abstract.ts";
import type { SinkModel } from "./models.ts";

/** A parameter's text in the argument of a sink. */
export interface SinkHit {
  readonly model: SinkModel;
  readonly taint: Taint;
  readonly call: Call;
  readonly argument: Expression;
  /** The library the sink was recognised by; undefined: by the method's name and the look of the text. */
  readonly library?: string;
}

/** Calls that harm is done in, at most so many in one function: beyond it a function is beyond reading too. */
const mostCalls = 300;
/** Texts that reach one call in different ways, at most. */
const mostPerCall = 16;

/** The sinks that a function's run reaches, each text in each call once. */
export class Sinks {
  private readonly byCall = new Map<Call, SinkHit[]>();

  add(hit: SinkHit): void {
    const known = this.byCall.get(hit.call);
    if (!known) {
      if (this.byCall.size < mostCalls) this.byCall.set(hit.call, [hit]);
    } else if (
      known.length < mostPerCall &&
      !known.some((one) => one.model === hit.model && isSame(one.taint, hit.taint))
    )
      known.push(hit);
  }

  *[Symbol.iterator](): Iterator<SinkHit> {
    for (const hits of this.byCall.values()) yield* hits;
  }
}
