import type { TriggerKind } from "../template/model.ts";

/**
 * What libraries and events mean, as data. A library path is what `CodeContext.api` answers: package, members and calls in order, such as
 * `mysql2/promise.createPool().query`. In a pattern `*` stands for one member or call, `**` for any number of them.
 */
export interface Models {
  readonly sources: readonly SourceModel[];
  readonly sinks: readonly SinkModel[];
  readonly barriers: readonly BarrierModel[];
}

/** What an outsider controls of the event that a trigger brings. Paths count from the event; `[]` is any item. */
export interface SourceModel {
  readonly trigger: TriggerKind;
  /** In words: "the request". */
  readonly event: string;
  readonly controlled: readonly string[];
  /** TypeScript types of `@types/aws-lambda` that say the same. */
  readonly types: readonly string[];
  /** Paths that only this event has: how it is known by shape. */
  readonly shape: readonly string[];
}

/** A call that must not get an outsider's text in one of its arguments. */
export interface SinkModel {
  readonly kind: string;
  /** Library path patterns of the callee. */
  readonly callees: readonly string[];
  /** For receivers that nothing is known of: method names; then the argument's text must match `looksLike`, and confidence is medium. */
  readonly methods?: readonly string[];
  readonly looksLike?: RegExp;
  /** Only if another argument, or a property of it, is a literal that fits: `{ shell: true }`. */
  readonly given?: { readonly argument: number; readonly property?: string; readonly fits: RegExp };
  /** Index of the argument, and the property of it that counts (`sql` of an options object) beside the argument itself. */
  readonly argument: number;
  readonly properties?: readonly string[];
  /** Handed to the rule: `placeholder: "$1"`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** A call that makes text harmless for some kinds of sinks. */
export interface BarrierModel {
  readonly callees: readonly string[];
  /** Kinds it protects; "*" for all. */
  readonly protects: readonly string[];
  /** `result`: what it returns is clean. `guard`: it is a test; where it holds, its argument is clean. `refusal`: where it does not. */
  readonly as: "result" | "guard" | "refusal";
}
