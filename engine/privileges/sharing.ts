import type { Analysis } from "../project/analysis.ts";
import { type Deployed, deployedOf } from "../project/deployed.ts";
import type { Sharer, Usage } from "../project/usage.ts";
import { usageOf } from "../project/usage-of.ts";

/** Of more functions with one role nothing is concluded. */
const mostSharers = 100;

interface Shared {
  readonly sharing: readonly Sharer[];
  readonly usages: WeakMap<Usage, Usage>;
}

const kept = new WeakMap<object, Shared>();

/** What was found in one moment: each of the sharers asks for it. */
const ofMoment = new WeakMap<Analysis, Map<object, Shared>>();

/** A function's usage with that of all functions that run with its role; the same object as before where nothing has changed. */
export function usageAmongSharers(analysis: Analysis, deployed: Deployed): Usage {
  const usage = usageOf(analysis, deployed);
  const { users, shared } = deployed.grants;
  if (!shared || users.length > mostSharers) return usage;
  const { sharing, usages } = sharedBy(analysis, deployed);
  const known = usages.get(usage) ?? { ...usage, sharing };
  usages.set(usage, known);
  return known;
}

/** Kept under the list of names, which is the same as long as the same functions share the role. */
function sharedBy(analysis: Analysis, deployed: Deployed): Shared {
  const shared = ofMoment.get(analysis) ?? new Map<object, Shared>();
  ofMoment.set(analysis, shared);
  const { users } = deployed.grants;
  const found = shared.get(users) ?? current(analysis, deployed);
  shared.set(users, found);
  return found;
}

function current(analysis: Analysis, { grants, template }: Deployed): Shared {
  const names = new Set(grants.users);
  const all = deployedOf(template).filter(({ resource }) => names.has(resource.name));
  const sharing = all.map((deployed): Sharer => ({ deployed, usage: usageOf(analysis, deployed) }));
  const known = kept.get(grants.users);
  if (known && isSame(known.sharing, sharing)) return known;
  const made = { sharing, usages: new WeakMap<Usage, Usage>() };
  kept.set(grants.users, made);
  return made;
}

const isSame = (a: readonly Sharer[], b: readonly Sharer[]): boolean =>
  a.length === b.length &&
  a.every(({ deployed, usage }, index) => deployed === b[index]?.deployed && usage === b[index]?.usage);
