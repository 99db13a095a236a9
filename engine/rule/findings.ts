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

export type PlaceOf = (site: Site) => Place;

/** The findings of one file's hits under the configuration, without those that a suppression in the file covers, in the order of their places. */
export function reported(
  document: Document,
  hits: readonly Hit[],
  config: Config,
  placeOf: PlaceOf,
  isRule: (id: string) => boolean,
): readonly Reported[] {
  const suppressions = suppressionsOf(document);
  const used = new Set<Suppression>();
  const kept: Reported[] = [];
  for (const hit of hits) {
    const finding = findingOf(hit, config, placeOf);
    if (!finding) continue;
    const silencers = suppressions.filter((one) => covers(one, finding));
    if (silencers.length === 0) kept.push({ hit, finding });
    for (const one of silencers) used.add(one);
  }
  for (const hit of suppressionHits(suppressions, used, isRule, config)) {
    const finding = findingOf(hit, config, placeOf);
    if (finding) kept.push({ hit, finding });
  }
  return kept.sort(byPlace);
}

function findingOf(hit: Hit, config: Config, placeOf: PlaceOf): Finding | undefined {
  const { rule, match } = hit;
  const set = severityOf(rule.meta, config);
  const confidence = match.confidence ?? rule.meta.confidence;
  if (!set || !isAtLeast(confidence, config.confidence)) return undefined;
  const severity = isSeveritySet(rule.meta, config) ? set : (match.severity ?? set);
  const trace = (match.trace ?? []).map((step) => ({ at: placeOf(step.at), message: step.message }));
  return { rule: rule.meta.id, severity, confidence, message: rule.message(match.data), at: placeOf(match.at), trace };
}

const covers = (suppression: Suppression, finding: Finding): boolean =>
  speaksOf(suppression, finding.rule) &&
  finding.at.path === suppression.at.block.path &&
  finding.at.span.start >= suppression.covers.start &&
  finding.at.span.start < suppression.covers.end;

function suppressionHits(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  isRule: (id: string) => boolean,
  config: Config,
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
