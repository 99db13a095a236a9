import type { Bounded } from "../boundary.ts";
import { type Change, carried, changeOf, mergedChange } from "../edit/change.ts";
import { createEdit } from "../edit/create-edit.ts";
import { joined, madeFrom } from "../edit/joined.ts";
import type { Options } from "../project/config.ts";
import type { Document } from "../syntax/document.ts";
import { composed, conflicts, orderedEdits, type TextEdit } from "../text/edit.ts";
import type { Place, Site } from "../text/source.ts";
import type { Fix } from "./finding.ts";
import type { Reported } from "./findings.ts";
import type { Cure, Grounds } from "./rule.ts";
import { suppressing } from "./suppressing.ts";

export interface FixContext {
  readonly documentOf: (path: string) => Document | undefined;
  readonly placeOf: (site: Site) => Place;
  readonly bounded: Bounded;
  readonly options: Options;
  readonly grounds: Grounds;
}

/** The cures of a finding, the preferred one first. */
export const curing = (one: Reported, context: FixContext): readonly Fix[] =>
  curesOf(one, context).flatMap((cure) => asFix(one, cure, context) ?? []);

/** The cures of a finding, and last the comment that records why it does not count here. */
export function fixesOf(one: Reported, context: FixContext): readonly Fix[] {
  const cures = curing(one, context);
  const record = suppressing(one, context);
  const fix = record && asFix(one, record, context);
  return fix ? [...cures, { ...fix, suppresses: true }] : cures;
}

/** The first cure of each finding that is at most as daring as asked and can be applied together with those before it. */
export function fixAllOf(all: readonly Reported[], safety: Fix["safety"], context: FixContext): readonly Fix[] {
  return compatible(all.flatMap((one) => cureWithin(safety, curing(one, context)) ?? []));
}

/** The first of a finding's cures that is at most as daring as asked. */
export const cureWithin = (safety: Fix["safety"], cures: readonly Fix[]): Fix | undefined =>
  cures.find((cure) => safety === "unsafe" || cure.safety === "safe");

/** Those of the fixes that can be applied together with the ones before them. */
export function compatible(fixes: readonly Fix[]): readonly Fix[] {
  const taken = new Taken();
  return fixes.filter((fix) => taken.takes(fix));
}

/** The edits of fixes that are applied together. */
class Taken {
  private readonly edits = new Map<string, TextEdit[]>();
  private readonly changes = new Map<Change["to"], Change>();

  /** Whether a fix does not touch the text of those before, or adds to what they add to without contradiction. Then it is taken. */
  takes(fix: Fix): boolean {
    const changes = new Map<Change["to"], Change>();
    const all = [...fix.edits].map(([path, edits]) => [path, edits.flatMap(madeFrom)] as const);
    for (const [path, edits] of all) {
      const before = this.edits.get(path) ?? [];
      for (const edit of edits) {
        const change = changeOf(edit);
        const known = change && this.changes.get(change.to);
        const both = change && known ? mergedChange(known, change) : change;
        if (known && !both) return false;
        if (!known && before.some((other) => conflicts(other, edit) && !standsBeside(other, edit))) return false;
        if (both) changes.set(both.to, both);
      }
    }
    for (const [to, change] of changes) this.changes.set(to, change);
    for (const [path, edits] of all) this.edits.set(path, [...(this.edits.get(path) ?? []), ...edits]);
    return true;
  }
}

/** Lines that are added at one place to things of which one is inside the other. */
const standsBeside = (a: TextEdit, b: TextEdit): boolean =>
  a.span.start === a.span.end &&
  b.span.start === b.span.end &&
  changeOf(a) !== undefined &&
  changeOf(b) !== undefined &&
  changeOf(a)?.to !== changeOf(b)?.to;

type EditsByPath = ReadonlyMap<string, readonly TextEdit[]>;

/** The edits of `compatible` fixes as one change. */
export function together(fixes: readonly Fix[]): EditsByPath {
  const all = new Map<string, TextEdit[]>();
  for (const fix of fixes) for (const [path, edits] of fix.edits) all.set(path, [...(all.get(path) ?? []), ...edits]);
  return new Map(Array.from(all, ([path, edits]) => [path, joined(edits) ?? orderedEdits(edits)]));
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
  const edit = createEdit((site) => context.documentOf(site.block.path), context.options);
  const cures = context.bounded(finding.at.path, () => hit.rule.fix?.(hit.match.data, edit, context.grounds));
  return cures === undefined ? [] : "edits" in cures ? [cures] : cures;
}

const asFix = ({ finding }: Reported, cure: Cure, context: FixContext): Fix | undefined =>
  fixFrom(finding.rule, cure, context);

/**
 * A cure with places in files, in the name of a rule. Undefined if two of its edits contradict each other, a fault of the rule: no fix is
 * better than half of one.
 */
export function fixFrom(rule: string, cure: Cure, { placeOf }: FixContext): Fix | undefined {
  const paths = new Map<string, TextEdit[]>();
  for (const edit of cure.edits) {
    const { path, span } = placeOf(edit.at);
    paths.set(path, [...(paths.get(path) ?? []), carried(edit, { span, text: edit.text })]);
  }
  const edits = new Map<string, readonly TextEdit[]>();
  for (const [path, list] of paths) {
    const all = joined(list);
    if (!all) return undefined;
    edits.set(path, all);
  }
  return edits.size === 0 ? undefined : { rule, title: cure.title, safety: cure.safety, edits };
}
