import { type Resource, type Site, type Value, value } from "../../engine/authoring.ts";

/** An environment variable of a function. */
export interface Variable {
  readonly name: string;
  readonly entry: value.MapEntry;
  readonly value: Value;
}

/** The environment variables of a function, those of `Globals` and `provider` too. */
export function variablesOf(resource: Resource): readonly Variable[] {
  const entries = value.map(resource.property("Environment/Variables")?.value)?.entries ?? [];
  return entries.map((entry) => ({ name: String(entry.key.value), entry, value: entry.value }));
}

/**
 * The text of a variable that stands as such at the function, in `Globals` or in `provider`: the same in every stage, which one that comes
 * from a parameter, a condition or another part of the file need not be.
 */
export function fixedText({ entry, value: found }: Variable, { template, entry: own }: Resource): string | undefined {
  const text = value.primitive(found);
  if (text === undefined || text === null || entry.node.kind !== "scalar") return undefined;
  // a text that was made from variables is another one than stands there
  if (found.at !== entry.node || String(entry.node.value) !== String(text)) return undefined;
  const places = [own.value, template.section("Globals"), template.section("provider")];
  return places.some((place) => place && holds(place, found.at)) ? String(text) : undefined;
}

const holds = (place: Site, site: Site): boolean =>
  place.block === site.block && place.start <= site.start && site.end <= place.end;
