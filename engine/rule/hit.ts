import type { Match, Rule } from "./rule.ts";

/** A match with the rule that made it: what findings and fixes are derived from. */
export interface Hit {
  readonly rule: Rule;
  // biome-ignore lint/suspicious/noExplicitAny: the data's type is the rule's own affair.
  readonly match: Match<any>;
}

/** Runs one check inside the boundary for our own faults: an exception drops the rule here and is told. */
export type Guarded = (rule: Rule, path: string, check: () => Iterable<Match<unknown>>) => readonly Hit[];

/** Boundary that reports to `onFault` and answers no hits; without `onFault` (tests) it lets the exception through. */
export function guarded(onFault?: (rule: string, path: string, error: unknown) => void): Guarded {
  return (rule, path, check) => {
    try {
      return Array.from(check(), (match) => ({ rule, match }));
    } catch (error) {
      if (!onFault) throw error;
      onFault(rule.meta.id, path, error);
      return [];
    }
  };
}
