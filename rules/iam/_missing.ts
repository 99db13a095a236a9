import { covers, matchesAction, type Need, type Privileges, type Target } from "../../engine/authoring.ts";

/** Needs of one call, or of one thing that Lambda does, which nothing allows. */
export interface Missing {
  readonly privileges: Privileges;
  readonly needs: readonly [Need, ...Need[]];
}

/** What is missing, call by call. Of logs and traces others speak. */
export function missingOf(privileges: Privileges): readonly Missing[] {
  const byPlace = new Map<unknown, [Need, ...Need[]]>();
  for (const need of privileges.missing) {
    if (need.by === "logs" || need.by === "tracing") continue;
    const place = need.call?.at ?? need.at;
    const known = byPlace.get(place);
    if (known) known.push(need);
    else byPlace.set(place, [need]);
  }
  return Array.from(byPlace.values(), (needs) => ({ privileges, needs }));
}

/** Whether all that is missing are parts of resources that are themselves allowed: indexes of a table, its stream. */
export const isOfPartsOnly = ({ needs, privileges }: Missing): boolean =>
  needs.every(({ action, targets }) => targets?.every((target) => isAllowedOnWhole(action, target, privileges)));

function isAllowedOnWhole(action: string, { arn }: Target, { granted }: Privileges): boolean {
  const whole = /^(.*:table\/[^/]+)\/(?:index|stream)\//.exec(arn)?.[1];
  if (whole === undefined) return false;
  return granted.some(
    (grant) => matchesAction(grant.action, action) && grant.resources?.some((one) => covers(one, whole) === true),
  );
}

/** What is missing is about, for a message. */
export function aboutWhat({ targets }: Need): string {
  const [first, ...others] = targets ?? [];
  if (!first || first.arn === "*") return "";
  const name = first.resource ? first.resource.name : first.arn.slice(first.arn.lastIndexOf(":") + 1);
  return others.length > 0 ? ` on '${name}' and ${others.length} more` : ` on '${name}'`;
}
