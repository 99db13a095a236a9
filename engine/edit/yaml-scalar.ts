import { plainValue } from "../syntax/yaml-node.ts";

type Quote = '"' | "'";

/** A text as a YAML scalar on one line: plain where every reader of YAML 1.1 and 1.2 takes it as that same text, else in quotes. */
export function yamlText(text: string, quote: Quote, inFlow: boolean): string {
  return isPlain(text) && !(inFlow && /[,[\]{}:]/.test(text)) ? text : quoted(text, quote);
}

/** In the given quotes; in the other ones where those would need escapes that these do not. */
export function quoted(text: string, quote: Quote): string {
  if (mustEscape.test(text)) return escaped(text);
  const hasDouble = /["\\]/.test(text);
  const hasSingle = text.includes("'");
  const chosen = quote === '"' ? (hasDouble && !hasSingle ? "'" : '"') : hasSingle && !hasDouble ? '"' : "'";
  return chosen === '"' ? escaped(text) : `'${text.replaceAll("'", "''")}'`;
}

/** A text of several lines that can be written as a literal block as it stands: its lines and how the last one ends. */
export function literalOf(
  text: string,
): { readonly header: "|" | "|-"; readonly lines: readonly string[] } | undefined {
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const isFit =
    body.includes("\n") &&
    /^[^\s]/.test(body) &&
    !body.endsWith("\n") &&
    !mustEscape.test(body.replace(/[\n\t]/g, " "));
  return isFit ? { header: body === text ? "|-" : "|", lines: body.split("\n") } : undefined;
}

/** Line breaks of all kinds, control characters, half surrogates: only double quotes can say them. */
const mustEscape = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/u;

const escaped = (text: string): string =>
  JSON.stringify(text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** `-`, `?` and `:` may begin a plain scalar if no space follows; these may not. */
const beginsMark = /^[,[\]{}#&*!|>'"%@`]|^[-?:](\s|$)|^(---|\.\.\.)/;

/** What YAML 1.1 takes for a boolean, null, number, date or merge key, and some texts that only look like one. */
const meansElse =
  /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<)$|^[-+.]?[\d.][\w.:+-]*$|^[-+]?\.(?:inf|nan)$|^\d{4}-\d\d?-\d\d?[Tt\s]/i;

function isPlain(text: string): boolean {
  if (text === "" || text.trim() !== text || mustEscape.test(text)) return false;
  if (beginsMark.test(text) || /:(\s|$)|\s#/.test(text)) return false;
  return !meansElse.test(text) && plainValue(text) === text;
}
