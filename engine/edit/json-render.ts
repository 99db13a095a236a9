import type { Plain } from "./edit.ts";
import { isIntrinsicKey, isList, isMapping } from "./intrinsic.ts";
import type { Layout } from "./layout.ts";

/** A longer list is none of the short ones that a file keeps on one line. */
const longest = 80;

/** A value as JSON. `indentation`: of the line it starts on; undefined puts all on one line. */
export function jsonText(value: Plain, layout: Layout, indentation: string | undefined): string {
  if (!isList(value) && !isMapping(value)) return JSON.stringify(value);
  if (indentation !== undefined && isKeptInLine(value, layout)) {
    const inLine = jsonText(value, layout, undefined);
    if (inLine.length <= longest) return inLine;
  }
  const inner = indentation === undefined ? undefined : indentation + layout.unit;
  const parts = isList(value)
    ? value.map((item) => jsonText(item, layout, inner))
    : Object.entries(value).map(([key, one]) => jsonEntry(key, one, layout, inner));
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  const padding = isList(value) ? "" : layout.padding;
  if (inner === undefined) return open + padding + parts.join(layout.comma) + padding + close;
  const { newline } = layout;
  return `${open}${newline}${inner}${parts.join(`,${newline}${inner}`)}${newline}${indentation}${close}`;
}

export const jsonEntry = (key: string, value: Plain, layout: Layout, indentation: string | undefined): string =>
  `${JSON.stringify(key)}${layout.colon}${jsonText(value, layout, indentation)}`;

function isKeptInLine(value: Plain, layout: Layout): boolean {
  if (isList(value)) return layout.listsInLine && !value.some(isCollection);
  const [entry, ...others] = Object.entries(value ?? {});
  if (!entry || others.length > 0 || !layout.intrinsicsInLine || !isIntrinsicKey(entry[0])) return false;
  return !isCollection(entry[1]) || (isList(entry[1]) && !entry[1].some(isCollection));
}

const isCollection = (value: Plain): boolean => typeof value === "object" && value !== null;
