import { actionNamed } from "../policy/catalogue.ts";
import type { Target } from "../policy/target.ts";
import type { Property, Resource } from "../template/model.ts";
import type { Need } from "./need.ts";

export const everything: readonly Target[] = [{ arn: "*" }];

/** Where a need comes from: a property, or the resource where it is absent. */
export const placed = (owner: Resource, property: Property | undefined): Pick<Need, "at"> => ({
  at: property?.key ?? property?.at ?? owner.key,
});

interface Asking extends Pick<Need, "at" | "by" | "targets"> {
  /** As `engine/facts/platform-actions.ts` lists them. */
  readonly actions: string;
  /** If the role is made by a framework, that puts the rights there. */
  readonly isGiven?: boolean;
}

/** Needs of actions; one that cannot be limited is on `*`. */
export function needing({ actions, targets, isGiven, ...rest }: Asking): readonly Need[] {
  const found: Need[] = [];
  let way = "";
  for (const word of wordsOf(actions)) {
    if (/^\?+$/.test(word)) way = word;
    else
      found.push({
        ...rest,
        action: word,
        targets: actionNamed(word)?.isLimitable === false ? everything : targets,
        kind: way === "" ? "required" : "conditional",
        ...(way === "??" ? { isOpen: true as const } : {}),
        ...(isGiven ? { isGiven: true as const } : {}),
      });
  }
  return found;
}

export const wordsOf = (line: string): readonly string[] => line.split(" ").filter((word) => word !== "");
