import type { ExactStatement, Target } from "../policy/target.ts";
import type { Need } from "./need.ts";

/**
 * What needs come to: a statement for each set of resources, by the names of their actions. What a framework puts into the role that it
 * makes is left out of it (`isMade`), and so is what is only needed for a better answer.
 */
export function exactOf(needs: readonly Need[], isMade: boolean): readonly ExactStatement[] {
  const byAction = new Map<string, Wanted>();
  for (const need of needs) {
    if (!isToBeGranted(need) || (isMade && isGivenByFramework(need))) continue;
    const wanted = byAction.get(need.action) ?? { targets: new Map(), isOnUnknown: false };
    byAction.set(need.action, wanted);
    for (const target of need.targets ?? []) wanted.targets.set(target.arn, target);
    if (!need.targets) wanted.isOnUnknown = true;
  }
  return [...grouped(byAction), ...onUnknown(byAction)];
}

/** Whether the call fails without, or may do so. */
export const isToBeGranted = ({ kind, isOpen }: Need): boolean => kind === "required" || isOpen === true;

/** Whether the role that a framework makes has what a need asks for without being told. */
export const isGivenByFramework = ({ isGiven }: Need): boolean => isGiven === true;

interface Wanted {
  readonly targets: Map<string, Target>;
  /** Some call's resource is not known. */
  isOnUnknown: boolean;
}

function grouped(byAction: ReadonlyMap<string, Wanted>): readonly ExactStatement[] {
  const groups = new Map<string, { readonly actions: string[]; readonly targets: readonly Target[] }>();
  for (const [action, { targets }] of [...byAction].sort(byName)) {
    if (targets.size === 0) continue;
    const sorted = [...targets].sort(byName).map(([, target]) => target);
    const key = sorted.map(({ arn }) => arn).join(" ");
    const group = groups.get(key) ?? { actions: [], targets: sorted };
    groups.set(key, group);
    group.actions.push(action);
  }
  return [...groups.values()];
}

/** The actions of a service whose resource a person has to name. */
function onUnknown(byAction: ReadonlyMap<string, Wanted>): readonly ExactStatement[] {
  const groups = new Map<string, string[]>();
  for (const [action, { isOnUnknown }] of [...byAction].sort(byName)) {
    if (!isOnUnknown) continue;
    const prefix = action.slice(0, action.indexOf(":"));
    groups.set(prefix, [...(groups.get(prefix) ?? []), action]);
  }
  return Array.from(groups.values(), (actions) => ({ actions, targets: undefined }));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
