import { forEachOption, joined } from "./combine.ts";
import type { MapEntry, MapValue, Value } from "./value.ts";
import { known, map, text } from "./value.ts";

/** A value in which each text is what `change` makes of it (undefined: the same); worked out as it is asked for. */
export function withTexts(value: Value, change: (value: Value) => Value | undefined): Value {
  if (value.kind === "unknown") return value;
  if (value.kind === "oneOf") return forEachOption(value, value.at, (option) => withTexts(option, change));
  const content = value.value;
  if (typeof content === "string") return change(value) ?? value;
  if (typeof content !== "object" || content === null) return value;
  if (content.kind === "map") return known(value.at, mapWithTexts(content, change));
  let items: readonly Value[] | undefined;
  return known(value.at, {
    kind: "list",
    get items() {
      items ??= content.items.map((item) => withTexts(item, change));
      return items;
    },
  });
}

function mapWithTexts(content: MapValue, change: (value: Value) => Value | undefined): MapValue {
  let entries: readonly MapEntry[] | undefined;
  return {
    kind: "map",
    get(key) {
      const value = content.get(key);
      return value && withTexts(value, change);
    },
    get entries() {
      entries ??= content.entries.map(
        (entry): MapEntry => ({
          key: entry.key,
          node: entry.node,
          get value() {
            return withTexts(entry.value, change);
          },
        }),
      );
      return entries;
    },
  };
}

/** Fills `${Name}` in texts with the values of a map, as `DefinitionSubstitutions` does. Names that it lacks stay as they are. */
export function substituting(value: Value, substitutions: Value | undefined): Value {
  const table = map(substitutions);
  if (!table || table.entries.length === 0) return value;
  return withTexts(value, (one) => {
    const pieces = (text(one) ?? "").split(/\$\{([^{}]*)\}/);
    if (pieces.length === 1) return undefined;
    const parts = pieces.map((piece, index): Value => {
      if (index % 2 === 0) return known(one.at, piece);
      return table.get(piece.trim()) ?? known(one.at, `\${${piece}}`);
    });
    const only = parts.length === 3 && pieces[0] === "" && pieces[2] === "" ? parts[1] : undefined;
    return only ? { ...only, at: one.at } : joined(parts, one.at);
  });
}
