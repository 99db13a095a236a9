import { shown } from "../shared/shown.ts";

/** Actions for a message, as many as there is room for: `'a'`, `'a' and 'b'`, `'a' and 3 more`. */
export function namedActions(actions: readonly string[], most = 70): string {
  const [first = "", second, ...rest] = actions.map((action) => shown(action, 45));
  if (second === undefined) return `'${first}'`;
  if (first.length + second.length <= most && rest.length === 0) return `'${first}' and '${second}'`;
  if (first.length + second.length <= most - 12) return `'${first}', '${second}' and ${rest.length} more`;
  return `'${first}' and ${rest.length + 1} more`;
}

export const isOrAre = (actions: readonly unknown[]): string => (actions.length === 1 ? "is" : "are");
