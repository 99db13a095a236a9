import { pathToFileURL } from "node:url";
import { relative } from "../../disk/path.ts";
import { isBelow } from "../../disk/selection.ts";

interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** The files that a SARIF log speaks of, numbered as they come. */
export class Artifacts {
  readonly #folder: string;
  readonly #indices = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  location(path: string): ArtifactLocation & { readonly index: number } {
    const index = this.#indices.get(path) ?? this.#indices.size;
    this.#indices.set(path, index);
    return { ...this.#uri(path), index };
  }

  list(): object[] {
    return [...this.#indices.keys()].map((path) => ({ location: this.#uri(path) }));
  }

  /** Relative to the working folder; absolute for files outside it. */
  #uri(path: string): ArtifactLocation {
    if (!isBelow(this.#folder, path)) return { uri: pathToFileURL(path).href };
    return { uri: encodedPath(relative(this.#folder, path)), uriBaseId: "%SRCROOT%" };
  }
}

/** A relative path as a URI reference. */
const encodedPath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
