import { type Code, type Cure, type Edit, type Flow, type SiteEdit, textAt } from "../../engine/authoring.ts";
import { carrierOf } from "./_carried.ts";

/** A value in a filter where an operator could stand. */
interface Place {
  readonly at: Code.Expression;
  /** The property whose name is its value: `{ email }`. */
  readonly shorthand?: Code.ObjectProperty;
}

/** Filters that take no operator from outside: every value that comes with the request is compared, or made text. */
export function plainValues(flow: Flow, edit: Edit): readonly Cure[] {
  const { value } = flow;
  const known = value.kind === "name" ? flow.definition(value.name) : undefined;
  const filter = known?.kind === "object" || known?.kind === "array" ? known : value;
  const isFilter = filter.kind === "object" || filter.kind === "array";
  const places = isFilter ? placesIn(filter, carrierOf(flow)) : takesValue.test(flow.sink) ? [{ at: filter }] : [];
  if (places.length === 0) return [];
  const cure = (title: string, wrapped: (value: string) => string): Cure => ({
    title,
    safety: "unsafe",
    edits: places.flatMap((place) => replaced(place, wrapped, edit)),
  });
  const asText = cure("Make text of each value", (value) => `String(${value})`);
  const compared = flow.facts["compared"] ?? "$eq";
  const hasOperators = flow.library !== "dynamoose" && isFilter;
  return hasOperators
    ? [cure(`Compare with each value by ${compared}`, (value) => `{ ${compared}: ${value} }`), asText]
    : [asText];
}

function replaced({ at, shorthand }: Place, wrapped: (value: string) => string, edit: Edit): readonly SiteEdit[] {
  const text = wrapped(textAt(at));
  return shorthand ? edit.text(shorthand, `${textAt(at)}: ${text}`) : edit.text(at, text);
}

/** Methods that are given one value, not a filter. */
const takesValue = /\.(?:findById\w*|equals)$/;

/** None if something stands there that is no single value: half a cure would hide the other half. */
function placesIn(filter: Code.Expression, carries: (e: Code.Expression) => boolean): readonly Place[] {
  const places: Place[] = [];
  const open: Code.Expression[] = [filter];
  for (let here = open.pop(); here; here = open.pop()) {
    if (here.kind === "array") open.push(...here.items);
    if (here.kind === "spread" && carries(here.value)) return [];
    if (here.kind !== "object") continue;
    for (const property of here.properties) {
      const { key, value } = property;
      if (key === undefined) {
        if (carries(value)) return [];
      } else if (value.kind === "object" || value.kind === "array") {
        if (typeof key !== "string" || !isComparison(key)) open.push(value);
      } else if (isValue(value) && carries(value) && !(typeof key === "string" && key.startsWith("$"))) {
        places.push({ at: value, shorthand: property.shorthand ? property : undefined });
      }
    }
  }
  return places;
}

const isComparison = (key: string): boolean =>
  /^(?:\$(?:eq|ne|gte?|lte?|n?in|regex|options)|equals|in|notIn|[lg]te?|contains|startsWith|endsWith)$/.test(key);

const isValue = ({ kind }: Code.Expression): boolean => kind === "name" || kind === "member" || kind === "call";
