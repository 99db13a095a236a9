import type { Rule } from "../../engine/authoring.ts";

/** Milliseconds by rule id. */
export type Times = Map<string, number>;

type Check = (...args: readonly unknown[]) => Iterable<unknown>;

/** The same rules, each adding to `times` what its check takes. A taint rule has no check: its flows are found for all at once. */
export function timed(rules: readonly Rule[], times: Times): Rule[] {
  return rules.map((rule) => {
    const checks = (["check", "checkPolicy"] as const).filter((name) => name in rule);
    const timedChecks = checks.map((name) => {
      const check = (rule as unknown as Record<string, Check>)[name] as Check;
      const timedCheck = (...args: readonly unknown[]) =>
        spent(rule.meta.id, times, () => [...check.apply(rule, args as unknown[])]);
      return [name, timedCheck];
    });
    return { ...rule, ...Object.fromEntries(timedChecks) } as Rule;
  });
}

function spent<T>(rule: string, times: Times, action: () => T): T {
  const start = performance.now();
  try {
    return action();
  } finally {
    times.set(rule, (times.get(rule) ?? 0) + performance.now() - start);
  }
}
