import { type Code, type Cure, type Edit, type Flow, nodesOf, type SiteEdit } from "../../engine/authoring.ts";
import { type NamedValue, namedPlaces } from "../shared/named-places.ts";
import { withProperties } from "../shared/object-properties.ts";

/** Placeholders of DynamoDB for what an expression is put together from: `:value` where it compares or sets, `#name` for an attribute. */
export function withPlaceholders(flow: Flow, edit: Edit): Cure | undefined {
  const holder = inputOf(flow);
  const built = holder && builtText(holder.property.value, flow);
  if (!holder || !built) return undefined;
  const [names, values] = ["ExpressionAttributeNames", "ExpressionAttributeValues"].map((key) =>
    mapOf(holder.input, key),
  );
  if (!names || !values) return undefined;
  const taken = [...names.keys, ...values.keys].map((key) => key.replace(/^[#:]/, ""));
  const placed = namedPlaces(built, flow, edit.quote(built), standFor, taken);
  if (!placed) return undefined;
  const quote = edit.quote(built);
  const entry = (value: NamedValue) => `${quote}${standFor(value)}${quote}: ${valueOf(value, flow)}`;
  const edits = added(
    holder.input,
    [
      { map: names, key: "ExpressionAttributeNames", entries: placed.values.filter(isName).map(entry) },
      {
        map: values,
        key: "ExpressionAttributeValues",
        entries: placed.values.filter((one) => !isName(one)).map(entry),
      },
    ],
    edit,
  );
  return (
    edits && {
      title: "Pass names and values by placeholders",
      safety: "unsafe",
      edits: [...edit.text(built, placed.text), ...edits],
    }
  );
}

interface Holder {
  readonly input: Code.ObjectExpression;
  readonly property: Code.ObjectProperty;
}

/** The object literal that has the expression as a property. */
function inputOf({ argument, part, definition }: Flow): Holder | undefined {
  let here = argument.kind === "name" ? definition(argument.name) : argument;
  const path = part?.split(".") ?? [];
  for (const [index, key] of path.entries()) {
    if (here?.kind === "array") here = here.items[Number(key)];
    else if (here?.kind === "object") {
      const property: Code.ObjectProperty | undefined = here.properties.find((one) => one.key === key);
      if (index === path.length - 1) return property && !property.shorthand ? { input: here, property } : undefined;
      here = property?.value;
    } else return undefined;
  }
  return undefined;
}

/** The text itself, or that of the one variable which holds it for this call only. */
function builtText(text: Code.Expression, flow: Flow): Code.Expression | undefined {
  if (text.kind !== "name") return text;
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  const uses = scope ? [...nodesOf(scope)].filter((node) => node.kind === "name" && node.name === text.name) : [];
  return uses.length === 1 ? flow.definition(text.name) : undefined;
}

interface PlaceholderMap {
  readonly keys: readonly string[];
  /** Undefined: there is none yet. */
  readonly object?: Code.ObjectExpression;
}

/** Undefined if it is written in a way that leaves doubt. */
function mapOf(input: Code.ObjectExpression, key: string): PlaceholderMap | undefined {
  const property = input.properties.find((one) => one.key === key);
  if (!property) return input.properties.some((one) => one.key === undefined) ? undefined : { keys: [] };
  const object = property.value;
  if (object.kind !== "object") return undefined;
  const keys = object.properties.flatMap((one) => (typeof one.key === "string" ? [one.key] : []));
  return { keys, object };
}

function added(
  input: Code.ObjectExpression,
  parts: readonly { readonly map: PlaceholderMap; readonly key: string; readonly entries: readonly string[] }[],
  edit: Edit,
): readonly SiteEdit[] {
  const wanted = parts.filter(({ entries }) => entries.length > 0);
  const fresh = wanted.flatMap(({ map, key, entries }) => (map.object ? [] : [`${key}: { ${entries.join(", ")} }`]));
  return [
    ...wanted.flatMap(({ map, entries }) => (map.object ? withProperties(map.object, entries, edit) : [])),
    ...(fresh.length > 0 ? withProperties(input, fresh, edit) : []),
  ];
}

const isName = ({ before, after }: NamedValue): boolean =>
  !isValuePlace(before) || /^\s*(?:<|>|=(?!=)|BETWEEN\b|IN\b)/i.test(after);

/** What stands before a value: a comparison, a bound, a further argument of a function or list. */
const isValuePlace = (before: string): boolean =>
  /(?:[<>=+-]|\bBETWEEN|\bBETWEEN\s+\S+\s+AND|\w\s*\(\s*[\w#.]+\s*,|\bIN\s*\((?:\s*[\w:#.]+\s*,)*)\s*$/i.test(before);

/** No placeholder can be a part of a word. */
function standFor(value: NamedValue): string | undefined {
  if (/[\w#:]$/.test(value.before) || /^\w/.test(value.after)) return undefined;
  return `${isName(value) ? "#" : ":"}${value.name}`;
}

const valueOf = (value: NamedValue, flow: Flow): string =>
  isName(value) || flow.facts["values"] !== "typed" ? value.source : `{ S: ${value.source} }`;
