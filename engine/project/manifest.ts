import type { ScriptDocument, TreeDocument } from "../syntax/document.ts";
import type { Node, Scalar } from "../syntax/node.ts";
import type { Site } from "../text/source.ts";

/** Files that say how a project is built and what it is built from. */
export type Manifest = PackageManifest | WorkflowManifest | ModuleImports;

interface WithSiblings {
  /** Whether the workspace has a file at a path relative to this file's folder (`package-lock.json`, `../.github/dependabot.yml`), or, where the path ends in a slash, any file below it. */
  exists(relative: string): boolean;
  /** Whether the workspace has a file whose absolute path ends so, above or beside this file: what a tool that walks up would find. */
  existsAbove(name: string): boolean;
}

export interface PackageManifest extends WithSiblings {
  readonly kind: "package.json";
  readonly document: TreeDocument;
  readonly root: Node;
  /** From dependencies, devDependencies and optionalDependencies. */
  readonly dependencies: readonly Dependency[];
}

export interface Dependency {
  readonly name: string;
  readonly range?: string;
  readonly group: "dependencies" | "devDependencies" | "optionalDependencies";
  readonly key: Scalar;
  readonly value: Node;
}

/** A GitHub Actions workflow, known by `on` and `jobs`. */
export interface WorkflowManifest extends WithSiblings {
  readonly kind: "workflow";
  readonly document: TreeDocument;
  readonly root: Node;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly name: string;
  readonly key: Scalar;
  readonly node: Node;
  readonly steps: readonly WorkflowStep[];
}

export interface WorkflowStep {
  readonly node: Node;
  /** `owner/repo/path@ref` */
  readonly uses?: { readonly text: string; readonly at: Scalar };
  readonly run?: { readonly text: string; readonly at: Scalar };
}

/** The packages that a module of code imports and that no package.json of the workspace above it declares. */
export interface ModuleImports extends WithSiblings {
  readonly kind: "imports";
  readonly document: ScriptDocument;
  readonly imports: readonly { readonly name: string; readonly at: Site }[];
}
