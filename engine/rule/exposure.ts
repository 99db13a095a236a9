import type { Site } from "../text/source.ts";
import { type Severity, severities } from "./finding.ts";
import type { Hit } from "./hit.ts";

/** Who reaches the function that a finding is in. */
export interface Exposure {
  /** `open`: anyone on the internet. `idle`: nothing that is known of. */
  readonly kind: "open" | "idle";
  /** A statement for a reader: "anyone on the internet reaches 'GetPhoto' by GET /photos/{id}". */
  readonly words: string;
  readonly at: Site;
}

/** The areas whose findings weigh more where anyone comes, and less where nobody does. How long a secret is kept is a matter of speed. */
const weighed = /^(?:injection|iam|secrets(?!\/cache-))/;

const kept = new WeakMap<
  readonly Hit[],
  { readonly by: readonly (Exposure | undefined)[]; readonly hits: readonly Hit[] }
>();

/** The hits with the severity that their function's exposure gives them, one step up or down. The same list where nothing differs from before. */
export function exposed(hits: readonly Hit[], exposureOf: (hit: Hit) => Exposure | undefined): readonly Hit[] {
  const by = hits.map((hit) => (weighed.test(hit.rule.meta.id) ? exposureOf(hit) : undefined));
  if (by.every((one) => one === undefined)) return hits;
  const known = kept.get(hits);
  if (known?.by.every((one, index) => one === by[index])) return known.hits;
  const made = hits.map((hit, index) => weighedBy(hit, by[index]));
  kept.set(hits, { by, hits: made });
  return made;
}

function weighedBy({ rule, match }: Hit, exposure: Exposure | undefined): Hit {
  if (!exposure) return { rule, match };
  const before = match.severity ?? rule.meta.severity;
  const severity = exposure.kind === "open" ? above(before) : below(before);
  if (severity === before) return { rule, match };
  const step = { at: exposure.at, message: exposure.words };
  return { rule, match: { ...match, severity, trace: [...(match.trace ?? []), step], exposure: exposure.words } };
}

/** A hint stays one: it says what could be tidier, wherever it is. */
const above = (severity: Severity): Severity =>
  severity === "hint" ? "hint" : (severities[severities.indexOf(severity) - 1] ?? severity);

const below = (severity: Severity): Severity => severities[severities.indexOf(severity) + 1] ?? severity;
