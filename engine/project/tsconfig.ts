import { memo, memoByText } from "../memo.ts";
import { itemsOf, type Node, valueOf } from "../syntax/node.ts";
import { entriesIn, textIn } from "../template/fields.ts";
import { dirname, joined } from "../text/path.ts";
import { packageName, starIn } from "./packages.ts";
import type { ProjectFiles } from "./project-files.ts";

/** What a tsconfig.json says of where modules are, what it extends included. Source: https://www.typescriptlang.org/tsconfig/ (November 2026). */
export interface CompilerPaths {
  readonly baseUrl?: string;
  /** Patterns of specifiers with at most one `*`, and the absolute paths that they stand for, likewise. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  readonly outDir?: string;
  readonly rootDir?: string;
  /** The folder of the tsconfig.json that was asked for. */
  readonly folder: string;
}

const longestChain = 10;

/** What the nearest tsconfig.json (or jsconfig.json) above a file says. Undefined: there is none. */
export const compilerPathsAbove = (from: string, project: ProjectFiles): CompilerPaths | undefined =>
  byFolder(project)(dirname(from));

const byFolder = memo((project: ProjectFiles) => memoByText((folder) => nearestAbove(folder, project)));

function nearestAbove(start: string, project: ProjectFiles): CompilerPaths | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const name of ["tsconfig.json", "jsconfig.json"]) {
      const path = `${folder}/${name}`;
      if (project.at(path)) return { ...pathsIn(path, project, folder, longestChain), folder };
    }
    if (folder === "" || folder === "/") return undefined;
  }
}

type Written = Omit<CompilerPaths, "folder">;

/** `configDir`: what `${configDir}` stands for, the folder of the file at the start of the chain. */
function pathsIn(path: string, project: ProjectFiles, configDir: string, left: number): Written {
  const root = project.at(path)?.roots[0];
  if (!root || left <= 0) return { paths: [] };
  const extended = itemsOf(valueOf(root, "extends"), true)
    .flatMap((one) => extendedPath(textIn(one), path, project) ?? [])
    .map((one) => pathsIn(one, project, configDir, left - 1));
  const inherited = extended.reduce(over, { paths: [] });
  return over(inherited, ownPaths(root, dirname(path), configDir, inherited.baseUrl));
}

/** What one says goes before what the one it extends does. */
const over = (below: Written, above: Written): Written => ({
  paths: above.paths.length > 0 ? above.paths : below.paths,
  baseUrl: above.baseUrl ?? below.baseUrl,
  outDir: above.outDir ?? below.outDir,
  rootDir: above.rootDir ?? below.rootDir,
});

function ownPaths(root: Node, folder: string, configDir: string, inheritedBase: string | undefined): Written {
  const options = valueOf(root, "compilerOptions");
  const placed = (text: string, base = folder) => joined(base, text.replace("${configDir}", configDir));
  const folderOf = (name: string) => {
    const text = textIn(valueOf(options, name));
    return text === undefined ? undefined : placed(text);
  };
  const baseUrl = folderOf("baseUrl");
  const paths = entriesIn(valueOf(options, "paths")).map(({ key, value }) => ({
    pattern: String(key.value),
    targets: itemsOf(value).flatMap((target) => {
      const text = textIn(target);
      return text === undefined ? [] : [placed(text, baseUrl ?? inheritedBase ?? folder)];
    }),
  }));
  return { paths, baseUrl, outDir: folderOf("outDir"), rootDir: folderOf("rootDir") };
}

/** The file that `extends` names: a path, or a package of the workspace. */
function extendedPath(text: string | undefined, from: string, project: ProjectFiles): string | undefined {
  if (text === undefined) return undefined;
  const named = text.startsWith(".") || text.startsWith("/") ? joined(dirname(from), text) : inPackage(text, project);
  if (named === undefined) return undefined;
  return [named, `${named}.json`, `${named}/tsconfig.json`].find((path) => path.endsWith(".json") && project.at(path));
}

function inPackage(text: string, project: ProjectFiles): string | undefined {
  const name = packageName(text) ?? text;
  const folder = project.packages().get(name)?.[0];
  return folder === undefined ? undefined : `${folder}${text.slice(name.length)}`;
}

/** The absolute paths that a specifier may stand for by `paths` and `baseUrl`, in the order in which they are tried. */
export function mappedPaths({ paths, baseUrl }: CompilerPaths, specifier: string): readonly string[] {
  const exact = paths.find(({ pattern }) => pattern === specifier);
  const best = exact ?? longestFit(paths, specifier);
  const star = best && !exact ? starIn(best.pattern, specifier) : "";
  const mapped = best?.targets.map((target) => target.replace("*", () => star ?? "")) ?? [];
  return baseUrl === undefined ? mapped : [...mapped, joined(baseUrl, specifier)];
}

/** Of several patterns that fit, the one with the longest text before its star. */
function longestFit(paths: CompilerPaths["paths"], specifier: string): CompilerPaths["paths"][number] | undefined {
  const fitting = paths.filter(({ pattern }) => starIn(pattern, specifier) !== undefined);
  return fitting.reduce<CompilerPaths["paths"][number] | undefined>(
    (best, one) => (best && best.pattern.indexOf("*") >= one.pattern.indexOf("*") ? best : one),
    undefined,
  );
}
