import type { Document, TreeDocument } from "../syntax/document.ts";
import { entryOf, followed, valueOf } from "../syntax/node.ts";
import { dirname } from "../text/path.ts";

/** The document of a file by its absolute path, if the workspace has it. */
export type DocumentAt = (path: string) => Document | undefined;

/** The range that the nearest package.json above a file declares for a package. Undefined: none declares it. */
export type DeclaredRange = (name: string, from: string) => string | undefined;

const groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/** The range of the nearest package.json above `from` that declares the package: `^3.14.1`, also `workspace:*` or a path. */
export function dependencyRange(name: string, from: string, documentAt: DocumentAt): string | undefined {
  for (const manifest of manifestsAbove(from, documentAt)) {
    const range = rangeIn(manifest, name);
    if (range !== undefined) return range;
  }
  return undefined;
}

/** The package.json files above a file, the nearest first. */
export function* manifestsAbove(from: string, documentAt: DocumentAt): Iterable<TreeDocument> {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = documentAt(`${folder}/package.json`);
    if (manifest?.language === "json") yield manifest;
    if (folder === "" || folder === "/") return;
  }
}

/** The range that a package.json declares for a package; what is no text is the empty range. Undefined: it declares none. */
export function rangeIn(manifest: TreeDocument, name: string): string | undefined {
  for (const group of groups) {
    const value = followed(entryOf(valueOf(manifest.roots[0], group), name)?.value);
    if (value) return value.kind === "scalar" ? String(value.value) : "";
  }
  return undefined;
}
