import type { TreeDocument } from "../syntax/document.ts";
import { valueOf } from "../syntax/node.ts";
import { dirname } from "../text/path.ts";
import type { SourceFile } from "../text/source.ts";
import { type DeclaredRange, dependencyRange } from "./dependencies.ts";
import { type FilesOfMoment, treeAt } from "./trees.ts";

/**
 * The files that say where modules are: package.json, tsconfig.json and what that extends. Another object as soon as one that was asked for
 * changes, comes or goes, so that what is found by it may be kept with it.
 */
export interface ProjectFiles {
  at(path: string): TreeDocument | undefined;
  /** The folders of packages of the workspace, by the name that their package.json gives. */
  packages(): ReadonlyMap<string, readonly string[]>;
  readonly declaredRange: DeclaredRange;
}

interface Seen {
  moment: FilesOfMoment;
  readonly project: ProjectFiles;
  /** What was asked for, and the file that was there. */
  readonly asked: Map<string, SourceFile | undefined>;
  /** The paths of all package.json files, if they were asked for. */
  manifests: readonly string[] | undefined;
}

/** The project files of a moment, given those of the moment before: the same object if nothing that was asked for is another. */
export function projectFiles(): (moment: FilesOfMoment) => ProjectFiles {
  let last: Seen | undefined;
  return (moment) => {
    if (last && (last.moment.trees === moment.trees || stillHolds(last, moment))) {
      last.moment = moment;
      return last.project;
    }
    last = seenIn(moment);
    return last.project;
  };
}

function stillHolds({ asked, manifests, moment }: Seen, { files, layout }: FilesOfMoment): boolean {
  for (const [path, file] of asked) if (files.get(path) !== file) return false;
  return (
    moment.layout === layout || manifests === undefined || manifestPaths(files).join("\n") === manifests.join("\n")
  );
}

const manifestPaths = (files: ReadonlyMap<string, SourceFile>): readonly string[] =>
  [...files.keys()].filter((path) => path.endsWith("/package.json") && !path.includes("/node_modules/"));

function seenIn(moment: FilesOfMoment): Seen {
  const asked = new Map<string, SourceFile | undefined>();
  const at = (path: string): TreeDocument | undefined => {
    const { files } = seen.moment;
    const file = files.get(path);
    asked.set(path, file);
    return file && treeAt(files, path);
  };
  let named: ReadonlyMap<string, readonly string[]> | undefined;
  const packages = () => {
    seen.manifests ??= manifestPaths(seen.moment.files);
    named ??= foldersByName(seen.manifests, at);
    return named;
  };
  const declaredRange: DeclaredRange = (name, from) => dependencyRange(name, from, at);
  const seen: Seen = { moment, project: { at, packages, declaredRange }, asked, manifests: undefined };
  return seen;
}

function foldersByName(manifests: readonly string[], at: ProjectFiles["at"]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of manifests) {
    const name = valueOf(at(path)?.roots[0], "name");
    if (name?.kind !== "scalar" || typeof name.value !== "string") continue;
    folders.set(name.value, [...(folders.get(name.value) ?? []), dirname(path)]);
  }
  return folders;
}
