import type { TreeDocument } from "../syntax/document.ts";
import type { Entry, Node, Scalar } from "../syntax/node.ts";
import { followed, itemsOf } from "../syntax/node.ts";
import { entriesIn, field, textIn } from "../template/fields.ts";
import { kindOf } from "../template/identify.ts";
import type { Dependency, Job, Manifest, PackageManifest, WorkflowManifest, WorkflowStep } from "./manifest.ts";

/** A package.json or workflow as a manifest, with what stands beside it. Undefined: the file is none. */
export function manifestOf(
  document: TreeDocument,
  exists: (relative: string) => boolean,
  existsAbove: (name: string) => boolean,
): Manifest | undefined {
  const root = document.roots[0];
  const kind = kindOf(document);
  if (!root) return undefined;
  if (kind === "package") return { ...packageManifest(document, root), exists, existsAbove };
  return kind === "workflow" ? { ...workflowManifest(document, root), exists, existsAbove } : undefined;
}

type WithoutSiblings<M> = Omit<M, "exists" | "existsAbove">;

const groups = ["dependencies", "devDependencies", "optionalDependencies"] as const;

const packageManifest = (document: TreeDocument, root: Node): WithoutSiblings<PackageManifest> => ({
  kind: "package.json",
  document,
  root,
  dependencies: groups.flatMap((group) => entriesIn(field(root, group)).map((entry) => dependencyOf(entry, group))),
});

const dependencyOf = ({ key, value }: Entry, group: Dependency["group"]): Dependency => ({
  name: String(key.value),
  range: textIn(value),
  group,
  key,
  value,
});

const workflowManifest = (document: TreeDocument, root: Node): WithoutSiblings<WorkflowManifest> => ({
  kind: "workflow",
  document,
  root,
  jobs: entriesIn(field(root, "jobs")).map(jobOf),
});

const jobOf = ({ key, value }: Entry): Job => ({
  name: String(key.value),
  key,
  node: value,
  steps: itemsOf(field(value, "steps")).map(stepOf),
});

const stepOf = (node: Node): WorkflowStep => ({ node, uses: textAt(node, "uses"), run: textAt(node, "run") });

function textAt(node: Node, key: string): { readonly text: string; readonly at: Scalar } | undefined {
  const at = followed(field(node, key));
  return at?.kind === "scalar" && typeof at.value === "string" ? { text: at.value, at } : undefined;
}
