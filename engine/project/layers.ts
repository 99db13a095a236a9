import { languageOf } from "../syntax/read.ts";
import { basename } from "../text/path.ts";
import { packageName } from "./packages.ts";

/** What the folders of layers hold. */
export interface Layers {
  /** The script that a specifier names which is found at run time only: a path below `/opt`, or a package. */
  script(from: string, specifier: string): string | undefined;
}

/**
 * The layers among the paths of a workspace. `/opt/nodejs/x` is `nodejs/x` of a layer's folder (or `x`, where SAM builds it), and a package
 * is found in `nodejs/node_modules`. Of several layers that have it, the nearest counts; if that is not one, none.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-layers.html (November 2026).
 */
export function layersIn(paths: ReadonlySet<string>): Layers {
  let named: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    script(from, specifier) {
      const own = /^\/opt\/(?:nodejs\/)?(.+)$/.exec(specifier)?.[1];
      if (own === undefined && packageName(specifier) === undefined) return undefined;
      named ??= scriptsByName(paths);
      return own === undefined
        ? nearestEnding(named, from, specifier, /\/nodejs\/node_modules\/$/)
        : nearestEnding(named, from, own, /\/nodejs\/$|\/[\w.-]*layers?(?:\/[\w.-]+)?\/$/i);
    },
  };
}

type ByName = ReadonlyMap<string, readonly string[]>;

/** The script whose path ends so, below a folder whose path fits. */
function nearestEnding(named: ByName, from: string, end: string, folder: RegExp): string | undefined {
  const bare = end.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, "");
  const candidates = (named.get(basename(bare)) ?? []).filter((path) => {
    const module = moduleOf(path);
    return module.endsWith(`/${bare}`) && folder.test(module.slice(0, module.length - bare.length));
  });
  const [first, second] = candidates
    .map((path) => ({ path, shared: sharedLength(path, from) }))
    .sort((a, b) => b.shared - a.shared);
  return first && first.shared !== second?.shared ? first.path : undefined;
}

/** The scripts by the last name of their module. */
function scriptsByName(paths: ReadonlySet<string>): ByName {
  const named = new Map<string, string[]>();
  for (const path of paths) {
    if (languageOf(path) !== "script") continue;
    const name = basename(moduleOf(path));
    const known = named.get(name);
    if (known) known.push(path);
    else named.set(name, [path]);
  }
  return named;
}

/** A path without its extension; that of an index is its folder. */
const moduleOf = (path: string): string => path.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, "");

/** How many folders two paths share from the root on. */
export function sharedLength(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  const differs = left.findIndex((name, index) => name !== right[index]);
  return differs < 0 ? left.length : differs;
}
