import { type Failing, failing, type Resource, value, whenText } from "../../engine/authoring.ts";
import { type Limit, limits } from "../facts/limits.ts";
import { cured, grouped, nameOf, type Refused } from "./_refused.ts";

interface Row {
  readonly path: string;
  readonly limit: Limit;
}

/** The limits of a type's own properties. */
const byType = new Map<string, Row[]>();
for (const limit of limits) {
  const slash = limit.at.indexOf("/");
  const type = limit.at.slice(0, slash);
  const rows = byType.get(type) ?? [];
  rows.push({ path: limit.at.slice(slash + 1), limit });
  byType.set(type, rows);
}

export const limitedTypes: readonly string[] = [...byType.keys()];

/** Numbers in a resource's own properties that are beyond what the service takes. */
export function* numbersRefused(resource: Resource): Iterable<Refused> {
  // a function on instances of its own has other bounds
  if (resource.property("CapacityProviderConfig")) return;
  for (const { path, limit } of byType.get(resource.type) ?? []) {
    const found = failing(resource, path, (setting) => isBeyond(limit, value.number(setting)));
    if (found) yield refusal(resource, limit, found);
  }
}

const isBeyond = ({ least, most, only }: Limit, number: number | undefined): boolean =>
  number !== undefined && (number < least || number > most || (only !== undefined && !only.includes(number)));

/** The nearest number that is taken; of several, the next above. */
const nearest = ({ least, most, only }: Limit, number: number): number =>
  only?.find((one) => one >= number) ?? Math.min(Math.max(number, least), most);

function refusal(resource: Resource, limit: Limit, found: Pick<Failing, "at" | "value" | "when">): Refused {
  const asked = value.number(found.value) ?? 0;
  const taken = nearest(limit, asked);
  const bounds = limit.only ? "a few values only" : `${grouped(limit.least)} to ${grouped(limit.most)}`;
  const claim = `${nameOf(resource)} has ${limit.what} of ${asked} ${limit.unit}${whenText(found)}`;
  return {
    at: found.at,
    message: `${claim}: ${bounds} can be deployed`,
    cure: (edit) => cured(`Make it ${taken} ${limit.unit}`, edit.replace(found.at, taken)),
  };
}
