import type { Abstract } from "./abstract.ts";
import { mapTaints } from "./taint-changes.ts";

/** How it is noted that a text is harmless for a kind once a check is known to have passed. */
export const once = (check: string): string => `once ${check}: `;

/** The value, knowing that a check has passed. */
export function settledBy(check: string, value: Abstract): Abstract {
  const prefix = once(check);
  return mapTaints(value, (taint) =>
    taint.clean.some((kind) => kind.startsWith(prefix))
      ? [
          {
            ...taint,
            clean: [
              ...new Set(taint.clean.map((kind) => (kind.startsWith(prefix) ? kind.slice(prefix.length) : kind))),
            ].sort(),
          },
        ]
      : [taint],
  );
}
