import { type Flow, textAt } from "../../engine/authoring.ts";

/**
 * Whether the text stands in the expression only as `#name` or `:name`, and the code puts the same name among ExpressionAttributeNames. DynamoDB
 * refuses a request whose placeholders are not words, so that such a text cannot say anything but which attribute is meant.
 */
export function areNamesOnly(flow: Flow): boolean {
  const read = flow.trace[0]?.at;
  if (!read) return false;
  const blocks = [...new Set(flow.trace.map(({ at }) => at.block))];
  const names = blocks.flatMap(({ text }) => [...text.matchAll(nameKey)].map((found) => found[1] ?? found[2] ?? ""));
  if (names.length === 0 || !names.every((name) => blocks.every(({ text }) => isAlwaysMarked(name, text)))) return false;
  return blocks.every(({ text }) => isReadOnce(flow.source, text, textAt(read)));
}

/** The computed key `#${name}` or `"#" + name` of an object, or such a first item of a pair. */
const nameKey = /\[\s*(?:`#\$\{\s*(\w+)\s*\}`|["']#["']\s*\+\s*(\w+))\s*[\],]/g;

/** Whether a name is nowhere put into a text but behind the mark of a placeholder. */
function isAlwaysMarked(name: string, text: string): boolean {
  const uses = [...text.matchAll(new RegExp(`.\\$\\{\\s*${name}\\s*\\}|..\\s?\\+\\s*${name}\\b`, "g"))];
  return uses.every(([use]) => /^[#:](?:\$|["'])/.test(use));
}

/** Whether what the source names last is read nowhere else, such as `condition` of the same body beside its names. */
function isReadOnce(source: string, text: string, read: string): boolean {
  const last = /(\w+)$/.exec(source)?.[1];
  if (last === undefined) return false;
  const reads = (code: string) => code.match(new RegExp(`(?:\\.|\\[["']|[{,]\\s*)${last}\\b(?!\\()`, "g"))?.length ?? 0;
  return reads(text) <= Math.max(reads(read), 1);
}
