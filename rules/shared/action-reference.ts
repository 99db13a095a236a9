import { entryOf, followed, type Manifest, type Scalar } from "../../engine/authoring.ts";

/** What a `uses:` names, at its place. */
export interface ActionReference {
  readonly at: Scalar;
  /** All of it: `snyk/actions/node@master`. */
  readonly text: string;
  readonly owner: string;
  /** Owner and repository, without a path inside it: `snyk/actions`. */
  readonly repository: string;
  /** What stands after `@`. */
  readonly ref: string;
}

/** Every action and reusable workflow that a workflow runs, but those of its own repository (`./…`) and images (`docker://…`). */
export const actionsIn = (manifest: Manifest): readonly ActionReference[] =>
  usesIn(manifest).flatMap(({ text, at }) => {
    const [, owner, name, ref] = /^([\w.-]+)\/([\w.-]+)(?:\/[^@\s]*)?@(\S+)$/.exec(text) ?? [];
    return owner && name && ref ? [{ at, text, owner, repository: `${owner}/${name}`, ref }] : [];
  });

/** Every `uses:` of the steps and, for reusable workflows, of the jobs themselves. */
export function usesIn(manifest: Manifest): readonly { readonly text: string; readonly at: Scalar }[] {
  if (manifest.kind !== "workflow") return [];
  return manifest.jobs.flatMap((job) => {
    const ofJob = followed(entryOf(job.node, "uses")?.value);
    const own = ofJob?.kind === "scalar" ? [{ text: String(ofJob.value), at: ofJob }] : [];
    return [...own, ...job.steps.flatMap(({ uses }) => uses ?? [])];
  });
}

/** Whether a ref is a full commit id, which nobody can move. */
export const isCommit = (ref: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref);

/** The major of a version tag (`v4`, `4.1`, `v2.0.0-beta.1`); undefined for a branch. */
export function majorOf(ref: string): number | undefined {
  const major = /^v?(\d{1,4})(?:[.-][\w.-]*)?$/.exec(ref)?.[1];
  return major === undefined ? undefined : Number(major);
}
