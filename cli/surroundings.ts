import fs from "node:fs";
import { folderOf } from "../disk/path.ts";
import { isBelow, use } from "../disk/selection.ts";
import { emptyFound, type Found, put, read, walk } from "../disk/walk.ts";
import type { Task } from "../engine/task.ts";

/** Files that begin a project: code below them belongs to it. */
const beginnings =
  /^(?:package\.json|handrail\.json|samconfig\.toml|template\.(?:ya?ml|json)|serverless\.(?:ya?ml|json))$/;

/**
 * What a given folder belongs to, up to `top`: the manifests and lock files of the workspaces that it is a package of, and, if nothing in the
 * folder itself begins a project (`src` was given), all of the project around it. None of it is reported; it is there to be understood.
 */
export function* surroundings(folder: string, inside: Found, top: string): Task<Found> {
  const found = emptyFound();
  const isComplete = inside.files.some(({ path }) => isBeginning(path));
  const above = foldersAbove(folder, top);
  const home = isComplete ? undefined : above.find((one) => namesIn(one).some((name) => beginnings.test(name)));
  if (home) {
    const around = yield* walk(home);
    found.files.push(...around.files);
    found.names.push(...around.names);
  }
  const outermost = above.findLastIndex(declaresWorkspaces);
  for (const one of above.slice(0, outermost + 1)) takeManifests(one, found);
  return found;
}

const isBeginning = (path: string): boolean => beginnings.test(path.slice(path.lastIndexOf("/") + 1));

function foldersAbove(folder: string, top: string): string[] {
  const above: string[] = [];
  for (let at = folder; at !== top && isBelow(top, at); ) {
    at = folderOf(at);
    above.push(at);
  }
  return above;
}

/** Whether a package manager takes packages below the folder as parts of one whole, with one lock file. */
function declaresWorkspaces(folder: string): boolean {
  if (fs.existsSync(`${folder}/pnpm-workspace.yaml`) || fs.existsSync(`${folder}/lerna.json`)) return true;
  const manifest = read(`${folder}/package.json`);
  return manifest.kind === "text" && /"workspaces"\s*:/.test(manifest.text);
}

/** The manifests of a folder and the settings of its hosting service; no other file of it. */
function takeManifests(folder: string, found: Found): void {
  for (const name of namesIn(folder)) {
    if (name === "package.json") put(`${folder}/${name}`, read(`${folder}/${name}`), found);
    else if (use(name) === "name" || /^\.?renovate/.test(name)) found.names.push(`${folder}/${name}`);
  }
  for (const name of namesIn(`${folder}/.github`)) found.names.push(`${folder}/.github/${name}`);
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
