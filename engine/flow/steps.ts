import type { Site } from "../text/source.ts";

/** The way so far: a step after others, or one way after another. */
export type Steps =
  | { readonly at: Site; readonly message: string; readonly before?: Steps; readonly count: number }
  | { readonly first: Steps; readonly then: Steps; readonly count: number };

const mostSteps = 24;

export function step(before: Steps | undefined, at: Site, message: string): Steps {
  if (before && (before.count >= mostSteps || ("at" in before && before.at === at && before.message === message)))
    return before;
  return { at, message, before, count: (before?.count ?? 0) + 1 };
}

/** One way after another. */
export function joinedSteps(first: Steps | undefined, then: Steps | undefined): Steps | undefined {
  if (!then || !first) return first ?? then;
  return first.count >= mostSteps ? first : { first, then, count: first.count + then.count };
}

/** First step first. */
export function listed(steps: Steps | undefined): readonly { readonly at: Site; readonly message: string }[] {
  const list: { readonly at: Site; readonly message: string }[] = [];
  const open = steps ? [steps] : [];
  for (let here = open.pop(); here; here = open.pop()) {
    if ("then" in here) open.push(here.first, here.then);
    else {
      list.push({ at: here.at, message: here.message });
      if (here.before) open.push(here.before);
    }
  }
  return list.reverse().slice(0, mostSteps);
}
