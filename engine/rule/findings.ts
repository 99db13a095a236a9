import type { Bounded } from "../boundary.ts";
import type { Config } from "../project/config.ts";
import { type Suppression, speaksOf, suppressionsOf } from "../project/suppress.ts";
import type { Document } from "../syntax/document.ts";
import type { Block, Place, Site, Span } from "../text/source.ts";
import { constructAt } from "./construct.ts";
import { type Confidence, type Finding, type Severity, severities } from "./finding.ts";
import type { Hit } from "./hit.ts";
import { missingReason, unusedSuppression } from "./own.ts";
import { isAtLeast, isSeveritySet, severityOf } from "./settings.ts";

/** A hit that is reported: the finding that a user sees of it. */
export interface Reported {
  readonly hit: Hit;
  readonly finding: Finding;
}

/** What a finding depends on beside the hit. */
export interface View {
  readonly config: Config;
  placeOf(site: Site): Place;
  /** The offset in its file at which a site starts. */
  startOf(site: Site): number;
  isRule(id: string): boolean;
  readonly bounded: Bounded;
}

/** Hits as they were found, list by list: by resource, by piece of a file. */
export type HitLists = Iterable<readonly Hit[]>;

/** The findings of one file's hits under the configuration, without those that a suppression in the file covers, in the order of their places. */
export function reported(document: Document, lists: HitLists, view: View): readonly Reported[] {
  const all: Reported[] = [];
  for (const hits of openHits(document, lists, view))
    for (const hit of hits) {
      const told = toldOf(hit, view);
      if (told) all.push(asReported(document, hit, told, view));
    }
  return onceAPlace(all.sort(byPlace));
}

/** The part of a file's findings that a person is shown at once. */
export interface Shown {
  readonly findings: readonly Finding[];
  /** How many others there are. */
  readonly more: number;
}

/** As many findings as asked for: those near an offset (where somebody types), then the most severe, in the order of their places. */
export function shown(document: Document, lists: HitLists, view: View, most: number, near?: Span): Shown {
  const summaries = Array.from(openHits(document, lists, view), (hits) => summaryOf(hits, view));
  const first = near ? tellingsNear(document, summaries, near, view) : new Set<Telling>();
  const chosen = [...first].slice(0, most);
  for (const severity of severities) {
    for (const summary of summaries) {
      for (const telling of summary.bySeverity[severity] ?? []) {
        if (chosen.length >= most) break;
        if (!first.has(telling)) chosen.push(telling);
      }
    }
  }
  const count = summaries.reduce((sum, summary) => sum + summary.count, 0);
  const all = onceAPlace(chosen.map(({ hit, told }) => asReported(document, hit, told, view)).sort(byPlace));
  return { findings: all.map((one) => one.finding), more: count - chosen.length };
}

/** A hit that is told, and what it says. */
interface Telling {
  readonly hit: Hit;
  readonly told: Told;
}

/** What there is to tell of a list of hits, wherever it has moved to. */
interface Summary {
  readonly count: number;
  readonly bySeverity: { readonly [severity in Severity]?: readonly Telling[] };
  readonly blocks: readonly Block[];
}

const summariesByConfig = new WeakMap<Config, WeakMap<readonly Hit[], Summary>>();

function summaryOf(hits: readonly Hit[], view: View): Summary {
  const kept = summariesByConfig.get(view.config) ?? new WeakMap<readonly Hit[], Summary>();
  summariesByConfig.set(view.config, kept);
  const known = kept.get(hits);
  if (known) return known;
  const tellings = hits.flatMap((hit): Telling[] => {
    const told = toldOf(hit, view);
    return told ? [{ hit, told }] : [];
  });
  const made: Summary = {
    count: tellings.length,
    bySeverity: grouped(tellings),
    blocks: [...new Set(tellings.map(({ hit }) => hit.match.at.block))],
  };
  kept.set(hits, made);
  return made;
}

function grouped(tellings: readonly Telling[]): Summary["bySeverity"] {
  const groups: { [severity in Severity]?: Telling[] } = {};
  for (const telling of tellings) {
    const group = groups[telling.told.severity] ?? [];
    group.push(telling);
    groups[telling.told.severity] = group;
  }
  return groups;
}

function tellingsNear(document: Document, summaries: readonly Summary[], near: Span, view: View): ReadonlySet<Telling> {
  const nearby = new Set<Block>();
  for (const [block, start] of document.blocks)
    if (start < near.end && start + block.text.length > near.start) nearby.add(block);
  const found = new Set<Telling>();
  for (const { blocks, bySeverity } of summaries) {
    if (!blocks.some((block) => nearby.has(block))) continue;
    for (const telling of Object.values(bySeverity).flat()) if (isNear(telling.hit, near, view)) found.add(telling);
  }
  return found;
}

function isNear({ match: { at } }: Hit, near: Span, { startOf }: View): boolean {
  const start = startOf(at);
  return start >= near.start && start < near.end;
}

/** The hits that no suppression covers, and what is to say of the suppressions. */
function openHits(document: Document, lists: HitLists, view: View): HitLists {
  const suppressions = suppressionsOf(document);
  if (suppressions.length === 0) return lists;
  const used = new Set<Suppression>();
  const isSpokenOf = ({ rule }: Hit) => suppressions.some((one) => speaksOf(one, rule.meta.id));
  const open = Array.from(lists, (hits) => {
    if (!hits.some(isSpokenOf)) return hits;
    return hits.filter((hit) => {
      const silencers = suppressions.filter((one) => covers(one, hit, view));
      for (const one of silencers) used.add(one);
      return silencers.length === 0;
    });
  });
  return [...open, suppressionHits(suppressions, used, view)];
}

/** What a hit says, wherever it has moved to. */
interface Told {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
}

const toldByConfig = new WeakMap<Config, WeakMap<Hit, Told | "nothing">>();

function toldOf(hit: Hit, view: View): Told | undefined {
  const kept = toldByConfig.get(view.config) ?? new WeakMap<Hit, Told | "nothing">();
  toldByConfig.set(view.config, kept);
  const known = kept.get(hit);
  if (known) return known === "nothing" ? undefined : known;
  const told = view.bounded(hit.match.at.block.path, () => newTold(hit, view));
  kept.set(hit, told ?? "nothing");
  return told;
}

function newTold({ rule, match }: Hit, { config }: View): Told | undefined {
  const set = severityOf(rule.meta, config);
  const confidence = match.confidence ?? rule.meta.confidence;
  if (!set || !isAtLeast(confidence, config.confidence)) return undefined;
  const severity = isSeveritySet(rule.meta, config) ? set : (match.severity ?? set);
  return { severity, confidence, message: rule.message(match.data) };
}

function asReported(document: Document, hit: Hit, told: Told, { placeOf }: View): Reported {
  const { rule, match } = hit;
  const at = placeOf(match.at);
  const trace = (match.trace ?? []).map((step) => ({ at: placeOf(step.at), message: step.message }));
  const construct = constructAt(document, at.span.start);
  return {
    hit,
    finding: {
      rule: rule.meta.id,
      ...told,
      at,
      ...(construct === undefined ? {} : { construct }),
      trace,
      ...(match.exposure === undefined ? {} : { exposure: match.exposure }),
    },
  };
}

/** What several resources share (`Globals`, a parameter) is told once by each rule: of the first of them. */
function onceAPlace(all: readonly Reported[]): readonly Reported[] {
  const seen = new Set<string>();
  return all.filter(({ finding: { rule, at } }) => {
    const key = `${rule} ${at.span.start} ${at.span.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Whether a suppression speaks of a hit, shown or not: one of a finding that the settings hide is not without use. */
function covers(suppression: Suppression, { rule, match }: Hit, { placeOf }: View): boolean {
  if (!speaksOf(suppression, rule.meta.id)) return false;
  const { path, span } = placeOf(match.at);
  const { start, end } = suppression.covers;
  return path === suppression.at.block.path && span.start >= start && span.start < end;
}

function suppressionHits(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  { isRule, config }: View,
): readonly Hit[] {
  return suppressions.flatMap((suppression): Hit[] => {
    if (used.has(suppression)) {
      return hasReason(suppression)
        ? []
        : [{ rule: missingReason, match: { at: suppression.at, data: { suppression } } }];
    }
    const isKnown = suppression.rule.endsWith("/*") || isRule(suppression.rule);
    if (config.rules[suppression.rule] === "off") return [];
    return [{ rule: unusedSuppression, match: { at: suppression.at, data: { suppression, isKnown } } }];
  });
}

/** "…" is what the quick fix leaves to be filled in. */
const hasReason = ({ reason }: Suppression): boolean => reason.replace(/[….\s]|because/g, "") !== "";

const byPlace = (a: Reported, b: Reported): number =>
  a.finding.at.span.start - b.finding.at.span.start ||
  a.finding.at.span.end - b.finding.at.span.end ||
  (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0);
