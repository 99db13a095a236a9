import type { Bounded } from "../boundary.ts";
import { createEdit } from "../edit/create-edit.ts";
import type { Document } from "../syntax/document.ts";
import { composed, conflicts, orderedEdits, type TextEdit } from "../text/edit.ts";
import type { Place, Site } from "../text/source.ts";
import type { Fix } from "./finding.ts";
import type { Reported } from "./findings.ts";
import type { Cure, SiteEdit } from "./rule.ts";
import { suppressing } from "./suppressing.ts";

export interface FixContext {
  readonly documentOf: (path: string) => Document | undefined;
  readonly placeOf: (site: Site) => Place;
  readonly bounded: Bounded;
}

/** The cures of a finding, the preferred one first. */
export const curing = (one: Reported, context: FixContext): readonly Fix[] =>
  curesOf(one, context).map((cure) => asFix(one, cure, context));

/** The cures of a finding, and last the comment that records why it does not count here. */
export function fixesOf(one: Reported, context: FixContext): readonly Fix[] {
  const cures = curing(one, context);
  const record = suppressing(one, context);
  return record ? [...cures, { ...asFix(one, record, context), suppresses: true }] : cures;
}

/** The first cure of each finding that is at most as daring as asked and does not touch the text of one before it. */
export function fixAllOf(all: readonly Reported[], safety: Fix["safety"], context: FixContext): readonly Fix[] {
  const taken = new Map<string, TextEdit[]>();
  const chosen: Fix[] = [];
  for (const one of all) {
    const cure = curesOf(one, context).find((each) => safety === "unsafe" || each.safety === "safe");
    const fix = cure && asFix(one, cure, context);
    if (
      !fix ||
      [...fix.edits].some(([path, edits]) => edits.some((e) => taken.get(path)?.some((other) => conflicts(other, e))))
    )
      continue;
    for (const [path, edits] of fix.edits) taken.set(path, [...(taken.get(path) ?? []), ...edits]);
    chosen.push(fix);
  }
  return chosen;
}

type EditsByPath = ReadonlyMap<string, readonly TextEdit[]>;

/** The edits of fixes that do not touch the same text, as one change. */
export function together(fixes: readonly Fix[]): EditsByPath {
  const all = new Map<string, readonly TextEdit[]>();
  for (const fix of fixes)
    for (const [path, edits] of fix.edits) all.set(path, orderedEdits([...(all.get(path) ?? []), ...edits]));
  return all;
}

/** One change that does what two do after one another. */
export function oneAfterOther(first: EditsByPath, then: EditsByPath, lengthOf: (path: string) => number): EditsByPath {
  const paths = new Set([...first.keys(), ...then.keys()]);
  return new Map(
    Array.from(paths, (path) => [path, composed(first.get(path) ?? [], then.get(path) ?? [], lengthOf(path))]),
  );
}

/** None in a template or manifest that cannot be read to its end: an edit might go wrong there. */
function curesOf({ hit, finding }: Reported, context: FixContext): readonly Cure[] {
  const document = context.documentOf(finding.at.path);
  if (document?.language !== "script" && document?.problems.length) return [];
  const edit = createEdit((site) => context.documentOf(site.block.path));
  const cures = context.bounded(finding.at.path, () => hit.rule.fix?.(hit.match.data, edit));
  const all = cures === undefined ? [] : "edits" in cures ? [cures] : cures;
  return all
    .map((cure) => ({ ...cure, edits: withoutTies(cure.edits, context) }))
    .filter((cure) => cure.edits.length > 0 && !contradictsItself(cure, context));
}

/** Insertions of one cure at the same place (a property of the last resource, and a resource below it) as one, in the order in which they were made. */
function withoutTies(edits: readonly SiteEdit[], { placeOf }: FixContext): readonly SiteEdit[] {
  const insertions = new Map<string, SiteEdit>();
  for (const [index, edit] of edits.entries()) {
    const { path, span } = placeOf(edit.at);
    const key = span.start === span.end ? `${path} ${span.start}` : String(index);
    const before = insertions.get(key);
    const isSame = before?.text === edit.text;
    insertions.set(key, before && !isSame ? { at: before.at, text: before.text + edit.text } : edit);
  }
  return [...insertions.values()];
}

/** Two of its edits touch the same text: a fault of the rule, and no fix is better than half of one. */
function contradictsItself(cure: Cure, { placeOf }: FixContext): boolean {
  const placed = cure.edits.map(({ at, text }) => ({ ...placeOf(at), text }));
  return placed.some((a, index) =>
    placed
      .slice(index + 1)
      .some((b) => a.path === b.path && conflicts(a, b) && (a.text !== b.text || a.span.start !== b.span.start)),
  );
}

function asFix({ finding }: Reported, cure: Cure, context: FixContext): Fix {
  return { rule: finding.rule, title: cure.title, safety: cure.safety, edits: byPath(cure.edits, context) };
}

function byPath(edits: readonly SiteEdit[], context: FixContext): ReadonlyMap<string, readonly TextEdit[]> {
  const paths = new Map<string, TextEdit[]>();
  for (const { at, text } of edits) {
    const { path, span } = context.placeOf(at);
    paths.set(path, [...(paths.get(path) ?? []), { span, text }]);
  }
  return new Map(Array.from(paths, ([path, list]) => [path, orderedEdits(list)]));
}
