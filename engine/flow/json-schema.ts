import { type Abstract, property } from "./abstract.ts";
import { admittedBy } from "./admitted.ts";
import { harmlessAsText, harmlessFor } from "./harmless.ts";
import { anything, type Schema } from "./schema.ts";

/** Formats that leave no room for anything else. Source: https://json-schema.org/understanding-json-schema/reference/type#format */
const narrowFormats = /^(?:uuid|date|time|date-time|ipv4|ipv6|int32|int64|float|double|duration)$/;
/** What addresses and the like may still have in them is less than any text may. */
const looseFormats: Readonly<Record<string, readonly string[]>> = {
  email: ["header", "log"],
  hostname: ["sql", "statement", "command", "path", "zip", "s3-key", "html", "header", "log"],
  uri: ["header", "log"],
};

const deepest = 8;

/** A JSON schema, read part by part. `part`: a keyword or an item of it; undefined if it is not there. */
export interface JsonPart {
  at(key: string): JsonPart | undefined;
  readonly literal: string | number | boolean | null | undefined;
  /** Keys of a map, or indices of a list. */
  readonly keys: readonly string[] | undefined;
}

/** The JSON schema that an object literal is, or what is known of texts beside; undefined if it is none that is known. */
export const jsonSchemaOf = (value: Abstract, isText = false): Schema | undefined =>
  value.schema ?? (isText ? { clean: textKinds(partOf(value)) } : jsonSchema(partOf(value)));

const partOf = (value: Abstract): JsonPart => ({
  literal: value.literal,
  keys: value.shape && [...value.shape.properties.keys()],
  at: (key) => (value.shape?.properties.has(key) ? partOf(property(value, key)) : undefined),
});

/** What a JSON schema says of the values that pass. Undefined: it cannot be told, such as behind a `$ref`. */
export function jsonSchema(part: JsonPart, depth = 0): Schema | undefined {
  if (part.literal === true) return anything;
  if (!part.keys || depth > deepest || part.at("$ref")) return undefined;
  const clean = kindsOf(part);
  const type = part.at("type")?.literal;
  if (type === "string") return { clean, isText: true };
  if (type === "array" || part.at("items")) {
    const items = part.at("items");
    return { clean, item: items ? jsonSchema(items, depth + 1) : anything };
  }
  const properties = part.at("properties");
  if (!properties?.keys) return { ...anything, clean };
  const fields = new Map<string, Schema | undefined>();
  for (const key of properties.keys) {
    const field = properties.at(key);
    fields.set(key, field && jsonSchema(field, depth + 1));
  }
  return { clean, fields, keepsOthers: part.at("additionalProperties")?.literal !== false };
}

function kindsOf(part: JsonPart): readonly string[] {
  const type = part.at("type");
  if (/^(?:number|integer|boolean|null)$/.test(String(type?.literal))) return ["*"];
  const listed = part.at("enum");
  if (part.at("const") || (listed?.keys && listed.keys.length > 0)) return ["*"];
  // a format says something of texts only
  return type?.literal === "string" ? textKinds(part) : [];
}

function textKinds(part: JsonPart): readonly string[] {
  const format = String(part.at("format")?.literal ?? "");
  if (narrowFormats.test(format)) return ["*"];
  const pattern = part.at("pattern")?.literal;
  const admitted = typeof pattern === "string" ? admittedBy(`/${pattern}/u`) : undefined;
  return [...harmlessAsText, ...(looseFormats[format] ?? []), ...(admitted ? harmlessFor(admitted) : [])];
}
