import { joined, relativeTo } from "../text/path.ts";
import type { ProjectFiles } from "./project-files.ts";
import { compilerPathsAbove } from "./tsconfig.ts";

/** Folders that builds write to, and `src` beside them that they are mostly made from. */
const madeFolder = /\/(?:dist|build|lib|out|es|esm|cjs|\.build|\.dist|\.esbuild\/\.build|\.webpack\/service)(?=\/)/;

/**
 * The paths that a built file may be made from, without knowing which are there: the file itself, then by the `outDir` and `rootDir` of the
 * tsconfig.json above, then by custom (`dist/x` is made from `src/x`, or from `x`).
 */
export function sourcesOf(path: string, project: ProjectFiles): readonly string[] {
  const compiler = compilerPathsAbove(path, project);
  const found = [path];
  if (compiler?.outDir !== undefined && path.startsWith(`${compiler.outDir}/`)) {
    const below = relativeTo(compiler.outDir, path);
    const roots = compiler.rootDir === undefined ? [`${compiler.folder}/src`, compiler.folder] : [compiler.rootDir];
    found.push(...roots.map((root) => joined(root, below)));
  }
  const made = lastMatch(path);
  if (made) found.push(...made);
  return found;
}

/** The nearest folder of a build above the file counts. */
function lastMatch(path: string): readonly string[] | undefined {
  const start = path.search(madeFolder);
  if (start < 0) return undefined;
  const name = madeFolder.exec(path)?.[0] ?? "";
  const [before, after] = [path.slice(0, start), path.slice(start + name.length)];
  // builds of several forms lie side by side: `dist/esm/x`
  const inner = after.replace(/^\/(?:esm|cjs|es|src)(?=\/)/, "");
  return [`${before}/src${inner}`, `${before}${after}`, `${before}${inner}`];
}
