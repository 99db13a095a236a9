/** A fault of ours: what was being done (a rule's id, or "evaluation"), for which file and version. What failed is left out for this revision. */
export interface Fault {
  readonly rule: string;
  readonly path: string;
  readonly version: number;
  readonly error: unknown;
}

export type OnFault = (fault: Fault) => void;

/** Runs the evaluation of a file inside the boundary for our own faults: undefined where it failed. */
export type Bounded = <T>(path: string, make: () => T) => T | undefined;

/**
 * Code nested so deeply (a chain of 100,000 alternatives) that following it would use up the stack is not followed: nothing is known of it.
 * Any other exception is told to `tell`; without it (tests) it goes through.
 */
export function bounded(tell?: (path: string, error: unknown) => void): Bounded {
  return (path, make) => {
    try {
      return make();
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      if (!tell) throw error;
      tell(path, error);
      return undefined;
    }
  };
}
