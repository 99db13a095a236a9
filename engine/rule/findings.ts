import type { Bounded } from "../boundary.ts";
import type { Config } from "../project/config.ts";
import { type Suppression, speaksOf, suppressionsOf } from "../project/suppress.ts";
import type { Document } from "../syntax/document.ts";
import type { Place, Site } from "../text/source.ts";
import type { Finding } from "./finding.ts";
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
  isRule(id: string): boolean;
  readonly bounded: Bounded;
}

/** The findings of one file's hits under the configuration, without those that a suppression in the file covers, in the order of their places. */
export function reported(document: Document, hits: readonly Hit[], view: View): readonly Reported[] {
  const suppressions = suppressionsOf(document);
  const used = new Set<Suppression>();
  const open = hits.filter((hit) => {
    const silencers = suppressions.filter((one) => covers(one, hit, view));
    for (const one of silencers) used.add(one);
    return silencers.length === 0;
  });
  const all = [...open, ...suppressionHits(suppressions, used, view)]
    .flatMap((hit) => view.bounded(document.file.path, () => findingOf(hit, view)) ?? [])
    .sort(byPlace);
  return onceAPlace(all);
}

/** What several resources share (`Globals`, a parameter) is told once by each rule: of the first of them. */
function onceAPlace(all: readonly Reported[]): readonly Reported[] {
  const seen = new Set<string>();
  return all.filter(({ finding: { rule, at } }) => {
    const key = `${rule} ${at.span.start} ${at.span.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

function findingOf(hit: Hit, { config, placeOf }: View): Reported | undefined {
  const { rule, match } = hit;
  const set = severityOf(rule.meta, config);
  const confidence = match.confidence ?? rule.meta.confidence;
  if (!set || !isAtLeast(confidence, config.confidence)) return undefined;
  const severity = isSeveritySet(rule.meta, config) ? set : (match.severity ?? set);
  const trace = (match.trace ?? []).map((step) => ({ at: placeOf(step.at), message: step.message }));
  const at = placeOf(match.at);
  return { hit, finding: { rule: rule.meta.id, severity, confidence, message: rule.message(match.data), at, trace } };
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
