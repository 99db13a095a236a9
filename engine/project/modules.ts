import { memoByText } from "../memo.ts";
import { valueOf } from "../syntax/node.ts";
import { languageOf } from "../syntax/read.ts";
import { textIn } from "../template/fields.ts";
import { dirname, joined } from "../text/path.ts";
import { sourcesOf } from "./built.ts";
import { type Layers, layersIn, sharedLength } from "./layers.ts";
import { exportedPaths, importTargets, packageName } from "./packages.ts";
import type { ProjectFiles } from "./project-files.ts";
import { compilerPathsAbove, mappedPaths } from "./tsconfig.ts";

/** Where the modules of a workspace are, as long as no file comes or goes and no project file changes. */
export interface Modules {
  /** The path of the script that an import in `from` names. Undefined: it leads out of the workspace, or to no script. */
  imported(from: string, specifier: string): string | undefined;
  /** The path of the script that a handler's module is, by the path that the template says, without an extension. A build may make it from another. */
  handler(module: string): string | undefined;
}

/** The scripts among the paths of a workspace. */
export function modulesAmong(paths: ReadonlySet<string>, project: ProjectFiles): Modules {
  const around: Around = { paths, project, layers: layersIn(paths) };
  // what a specifier leads to is the same for all files of a folder
  const kept = memoByText((key) => {
    const [folder = "", specifier = ""] = key.split("\0");
    return importedPath(around, `${folder}/`, specifier);
  }, 50_000);
  return {
    imported: (from, specifier) => kept(`${dirname(from)}\0${specifier}`),
    handler: (module) => firstSource(around, [module]),
  };
}

interface Around {
  readonly paths: ReadonlySet<string>;
  readonly project: ProjectFiles;
  readonly layers: Layers;
}

const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"];

/** The script at a path without its extension, by Node's and the bundlers' order; `x.js` may be written `x.ts`. */
function scriptAt({ paths }: Around, path: string): string | undefined {
  const bare = path.replace(/\.[cm]?jsx?$/, "");
  const tries = [path, ...extensions.map((end) => path + end), ...extensions.map((end) => bare + end)];
  return [...tries, ...extensions.map((end) => `${path}/index${end}`)].find(
    (at) => paths.has(at) && languageOf(at) === "script",
  );
}

function importedPath(around: Around, from: string, specifier: string): string | undefined {
  if (isRelative(specifier)) return atPath(around, joined(dirname(from), specifier));
  if (specifier.startsWith("/")) return around.layers.script(from, specifier);
  const own = specifier.startsWith("#") ? ownImport(around, from, specifier) : undefined;
  return own ?? named(around, from, specifier) ?? around.layers.script(from, specifier);
}

/** Whether a specifier is a path from the importing file. */
export const isRelative = (specifier: string): boolean => /^\.{1,2}(?:\/|$)/.test(specifier);

/** By the aliases of tsconfig.json, then as a package of the workspace. */
function named(around: Around, from: string, specifier: string): string | undefined {
  const compiler = compilerPathsAbove(from, around.project);
  for (const path of compiler ? mappedPaths(compiler, specifier) : []) {
    const found = atPath(around, path);
    if (found !== undefined) return found;
  }
  const name = packageName(specifier);
  const folder = name === undefined ? undefined : nearest(around.project.packages().get(name) ?? [], from);
  if (name === undefined || folder === undefined) return undefined;
  const manifest = around.project.at(`${folder}/package.json`)?.roots[0];
  return firstSource(around, exportedPaths(manifest, folder, specifier.slice(name.length + 1)));
}

/** Of several folders with a package of that name, the one that shares the longest way with the importing file. */
const nearest = (folders: readonly string[], from: string): string | undefined =>
  [...folders].sort((a, b) => sharedLength(b, from) - sharedLength(a, from))[0];

/** `#name` by the `imports` of the nearest package.json. */
function ownImport(around: Around, from: string, specifier: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = around.project.at(`${folder}/package.json`)?.roots[0];
    if (manifest) {
      const targets = importTargets(manifest, specifier);
      const own = targets.filter((target) => target.startsWith(".")).map((target) => joined(folder, target));
      const other = targets.find((target) => !/^[.#]/.test(target));
      return firstSource(around, own) ?? (other === undefined ? undefined : named(around, from, other));
    }
    if (folder === "" || folder === "/") return undefined;
  }
}

/** A file, a file without its extension, a folder's index, or what a folder's package.json names. */
function atPath(around: Around, path: string): string | undefined {
  const found = scriptAt(around, path);
  if (found !== undefined) return found;
  const main = textIn(valueOf(around.project.at(`${path}/package.json`)?.roots[0], "main"));
  return main === undefined ? undefined : firstSource(around, [joined(path, main)]);
}

function firstSource(around: Around, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    for (const source of sourcesOf(path, around.project)) {
      const found = scriptAt(around, source);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
