/** How much may still be done for one part of a module: what keeps code finite that calls itself in ever new ways. */
export interface Budget {
  /** Calls followed by running the function. */
  calls: number;
  /** Sinks of a called function that become the caller's. */
  sinks: number;
  /** Statements run, each time they are. */
  statements: number;
  /** Something was left out: what it does is not known. */
  isSpent: boolean;
  /** What the parts of the module share. */
  module: { statements: number };
}

export const newBudget = (module: Budget["module"]): Budget => ({
  calls: 2000,
  sinks: 5000,
  statements: 6000,
  isSpent: false,
  module,
});

/** For all parts of a module in one evaluation: about a second of work. */
export const moduleBudget = (): Budget["module"] => ({ statements: 150_000 });

/** Whether one more may be done. */
export function spends(budget: Budget, what: "calls" | "sinks" | "statements"): boolean {
  if (budget[what]-- > 0 && (what !== "statements" || budget.module.statements-- > 0)) return true;
  budget.isSpent = true;
  return false;
}
