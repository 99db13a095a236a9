import type { TextEdit } from "../text/edit.ts";
import { type Change, changeOf, mergedChange } from "./change.ts";
import { writtenChange } from "./tree-edit.ts";

const made = new WeakMap<TextEdit, readonly TextEdit[]>();

/** What an insertion was put together from; any other edit itself. */
export const madeFrom = (edit: TextEdit): readonly TextEdit[] => made.get(edit) ?? [edit];

/**
 * Edits of one file that were made apart, as edits that can be applied together, in the order of their places: changes of one thing are
 * written as one, insertions at one place stand behind one another. Undefined: two of them contradict each other.
 */
export function joined(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const single = oneForEachThing(edits.flatMap(madeFrom));
  if (!single) return undefined;
  const places = new Map<string, TextEdit[]>();
  for (const edit of single) {
    const key = `${edit.span.start} ${edit.span.end}`;
    places.set(key, [...(places.get(key) ?? []), edit]);
  }
  const result: TextEdit[] = [];
  for (const here of places.values()) {
    const one = atOnePlace(here);
    if (!one) return undefined;
    result.push(one);
  }
  result.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return result.some((edit, index) => edit.span.start < (result[index - 1]?.span.end ?? 0)) ? undefined : result;
}

/** With one change in place of several of one thing. */
function oneForEachThing(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const merged = new Map<Change["to"], Change>();
  const repeated = new Set<Change["to"]>();
  for (const change of new Set(edits.map(changeOf))) {
    if (!change) continue;
    const known = merged.get(change.to);
    const both = known ? mergedChange(known, change) : change;
    if (!both) return undefined;
    if (known) repeated.add(change.to);
    merged.set(change.to, both);
  }
  const result = edits.filter((edit) => {
    const change = changeOf(edit);
    return !change || !repeated.has(change.to);
  });
  for (const to of repeated) {
    const change = merged.get(to);
    const written = change && writtenChange(change);
    if (!written) return undefined;
    result.push(...written);
  }
  return result;
}

/** Edits of one span as one: the same text is written once; of several insertions, what stands deeper comes first. */
function atOnePlace(edits: readonly TextEdit[]): TextEdit | undefined {
  const [first] = edits;
  const texts = [...new Set(edits.map((edit) => edit.text))];
  if (!first || texts.length === 1) return first;
  if (first.span.start < first.span.end) return undefined;
  const isBelow = texts.every((text) => /^\r?\n/.test(text));
  const ordered = isBelow ? texts.sort((a, b) => depthOf(b) - depthOf(a)) : texts;
  const one = { span: first.span, text: ordered.join("") };
  made.set(one, edits);
  return one;
}

/** How far the first line of inserted ones is indented; a dash belongs to the key that stands in its own column. */
function depthOf(lines: string): number {
  const [, spaces = "", mark] = /^[\r\n]*([ \t]*)(- )?/.exec(lines) ?? [];
  return spaces.length + (mark ? 0.5 : 0);
}
