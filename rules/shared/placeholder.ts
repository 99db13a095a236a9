import type { Part } from "./query-text.ts";
import type { DoubleQuotes, PlaceholderStyle } from "./sql-text.ts";

/** A value that a placeholder stands for. */
export interface BoundValue {
  /** The expression, as JavaScript. */
  readonly source: string;
  /** What the placeholder calls it, in styles with names. */
  readonly name: string;
  /** How many of the placeholders that were there stand before it. */
  readonly after: number;
  /** It stood in quotes: it is text. */
  readonly isQuoted: boolean;
  /** `each`: the source is a list whose items are values of their own. */
  readonly form: "one" | "list" | "each";
}

export interface Dialect {
  /** `hole`: the value stays where it is, for a tag that binds what it finds. */
  readonly style: PlaceholderStyle | "hole";
  readonly doubleQuotes: DoubleQuotes;
  readonly quote: '"' | "'";
  /** A list: as one value of `IN (?)`, as `= ANY($1)`, as `IN (:...name)`, as a placeholder for each item. */
  readonly lists: "in" | "any" | "spread" | "each" | "none";
  /** What comes before the text in the statement. */
  readonly before?: string;
  /** Values are pushed to this list as the text grows. */
  readonly pushedTo?: string;
  /** Names of placeholders that are taken. */
  readonly taken?: ReadonlySet<string>;
}

/** What stands in the text for a value. `number`: which of those with numbers it is. */
export function placeholder(value: BoundValue, { style, pushedTo }: Dialect, number: number): readonly Part[] {
  const pushed = pushedTo && (style === "$1" || style === ":1") ? `${pushedTo}.push(${value.source})` : undefined;
  switch (style) {
    case "hole":
      return [{ kind: "hole", source: value.source }];
    case "?":
      return [{ kind: "text", value: "?" }];
    case "$1":
    case ":1":
      return pushed
        ? [
            { kind: "text", value: style.charAt(0) },
            { kind: "hole", source: pushed },
          ]
        : [{ kind: "text", value: `${style.charAt(0)}${number}` }];
    default:
      return [{ kind: "text", value: style.replace("name", value.name) }];
  }
}

/** A name for a value: the last one of `event.pathParameters.id`. */
export function nameOf(source: string, taken: Set<string>): string {
  const inner = source.startsWith("`") ? (/\$\{([^}]*)/.exec(source)?.[1] ?? "") : source;
  const words = /^[\s(]*([\w$]+(?:\??\.[\w$]+)*)/.exec(inner)?.[1]?.split(/\??\./) ?? [];
  const last = words.at(/\(/.test(inner.replace(/^[\s(]*/, "")) && words.length > 1 ? -2 : -1) ?? "";
  const base = /^[a-z_][a-z0-9_]*$/i.test(last) ? last : "value";
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
  taken.add(name);
  return name;
}
