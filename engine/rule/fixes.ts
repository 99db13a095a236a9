import { createEdit } from "../edit/create-edit.ts";
import type { Edit } from "../edit/edit.ts";
import type { Document } from "../syntax/document.ts";
import { conflicts, orderedEdits, type TextEdit } from "../text/edit.ts";
import type { Place, Site } from "../text/source.ts";
import type { Fix } from "./finding.ts";
import type { Reported } from "./findings.ts";
import type { Cure, SiteEdit } from "./rule.ts";
import { suppressing } from "./suppressing.ts";

export interface FixContext {
  readonly documentOf: (path: string) => Document | undefined;
  readonly placeOf: (site: Site) => Place;
}

/** The cures of a finding, the preferred one first, and last the comment that records why it does not count here. */
export function fixesOf(one: Reported, context: FixContext): readonly Fix[] {
  const edit = editFor(context);
  const cures = curesOf(one, edit).map((cure) => asFix(one, cure, context));
  const record = suppressing(one, context);
  return record ? [...cures, { ...asFix(one, record, context), suppresses: true }] : cures;
}

/** The first cure of each finding that is at most as daring as asked and does not touch the text of one before it. */
export function fixAllOf(all: readonly Reported[], safety: Fix["safety"], context: FixContext): readonly Fix[] {
  const edit = editFor(context);
  const taken = new Map<string, TextEdit[]>();
  const chosen: Fix[] = [];
  for (const one of all) {
    const cure = curesOf(one, edit).find((each) => safety === "unsafe" || each.safety === "safe");
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

const editFor = (context: FixContext): Edit => createEdit((site) => context.documentOf(site.block.path));

function curesOf({ hit }: Reported, edit: Edit): readonly Cure[] {
  const cures = hit.rule.fix?.(hit.match.data, edit);
  const all = cures === undefined ? [] : "edits" in cures ? [cures] : cures;
  return all.filter((cure) => cure.edits.length > 0);
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
