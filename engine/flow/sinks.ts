import type { Expression } from "../program/ir.ts";
import { type Abstract, isSame, type Taint } from "./abstract.ts";
import type { SinkFact } from "./models.ts";

/** Text from outside in the argument of a sink. */
export interface SinkHit {
  readonly model: SinkFact;
  readonly taint: Taint;
  /** The call; of a form the expression; of an answer what is returned. */
  readonly call: Expression;
  readonly argument: Expression;
  /** What the argument was found to be. */
  readonly whole: Abstract;
  /** The path of the part that counts, and the part as written. */
  readonly part?: string;
  readonly value: Expression;
  readonly outline?: string;
  /** The library the sink was recognised by; undefined: by the method's name and the look of the text. */
  readonly library?: string;
}

/** Calls that harm is done in, at most so many in one function: beyond it a function is beyond reading too. */
const mostCalls = 300;
/** Texts that reach one call in different ways, at most. */
const mostPerCall = 16;

/** The sinks that a function's run reaches, each text in each call once. */
export class Sinks {
  private readonly byCall = new Map<Expression, SinkHit[]>();

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
