import fs from "node:fs";
import { absolute, folderOf, relative } from "../disk/path.ts";
import { isBelow } from "../disk/selection.ts";
import { type Found, read, walk } from "../disk/walk.ts";
import type { Change } from "../engine/host.ts";
import { type Config, defaultConfig, loadConfig } from "../engine/project/config.ts";
import type { Task } from "../engine/task.ts";
import { Refusal } from "./refusal.ts";
import { surroundings } from "./surroundings.ts";

/** Files that are read and understood together. */
export interface Project {
  /** The folder of its handrail.json; without one, the current folder, or the given folder if that lies elsewhere. */
  readonly root: string;
  readonly config: Config;
  /** Folders that were given: they are read, and all in them is reported. */
  readonly folders: string[];
  /** Files that were given: only they are reported, but the root is read for what they belong to. */
  readonly files: string[];
}

/** The projects of the given paths: paths with one root are one project. Throws a `Refusal` for a path that is not there. */
export function projectsOf(paths: readonly string[], current = absolute(".")): Project[] {
  const projects = new Map<string, Project>();
  for (const given of paths.length > 0 ? paths : ["."]) {
    const path = absolute(given, current);
    const kind = kindOf(path, given);
    const project = projectAt(kind === "folder" ? path : folderOf(path), current, projects);
    (kind === "folder" ? project.folders : project.files).push(path);
  }
  return [...projects.values()];
}

/** The project of a file that need not be there. */
export function projectOfFile(path: string, current = absolute(".")): Project {
  const project = projectAt(folderOf(path), current, new Map());
  project.files.push(path);
  return project;
}

function kindOf(path: string, given: string): "folder" | "file" {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Refusal(`'${given}' does not exist.`);
  if (stat.isDirectory()) return "folder";
  if (stat.isFile()) return "file";
  throw new Refusal(`'${given}' is neither a file nor a folder.`);
}

function projectAt(folder: string, current: string, projects: Map<string, Project>): Project {
  const isInside = isBelow(current, folder);
  const configured = configFolder(folder, isInside ? current : folder);
  const root = configured ?? (isInside ? current : folder);
  const known = projects.get(root);
  if (known) return known;
  const config = configured === undefined ? defaultConfig : readConfig(`${configured}/handrail.json`, current);
  const project: Project = { root, config, folders: [], files: [] };
  projects.set(root, project);
  return project;
}

function configFolder(from: string, top: string): string | undefined {
  for (let folder = from; isBelow(top, folder); folder = folderOf(folder)) {
    if (fs.existsSync(`${folder}/handrail.json`)) return folder;
    if (folder === folderOf(folder)) return undefined;
  }
  return undefined;
}

function readConfig(path: string, current: string): Config {
  const name = relative(current, path);
  const reading = read(path);
  if (reading.kind !== "text") throw new Refusal(`'${name}' cannot be read.`);
  const { config, problems } = loadConfig(reading.text);
  if (problems.length > 0) throw new Refusal(`'${name}' cannot be used: ${problems.join("; ")}`);
  return config;
}

/** What the disk holds of a project. A given file is read whatever its name and size. */
export function* contentOf(project: Project): Task<{ change: Change; problems: string[] }> {
  const files = new Map<string, string>();
  const names = new Set<string>();
  const problems: string[] = [];
  for (const folder of project.files.length > 0 ? [...project.folders, project.root] : project.folders) {
    const inside = yield* walk(folder);
    collect(yield* surroundings(folder, inside, project.root), files, names, []);
    collect(inside, files, names, problems);
  }
  for (const path of project.files) {
    const reading = read(path, Number.POSITIVE_INFINITY);
    if (reading.kind === "text") files.set(path, reading.text);
    if (reading.kind === "failed") problems.push(reading.problem);
  }
  for (const path of files.keys()) names.delete(path);
  return { change: changeOf(files, names), problems };
}

function collect(found: Found, files: Map<string, string>, names: Set<string>, problems: string[]): void {
  for (const { path, text } of found.files) files.set(path, text);
  for (const path of found.names) names.add(path);
  problems.push(...found.problems);
}

const changeOf = (files: ReadonlyMap<string, string>, names: ReadonlySet<string>): Change => ({
  files: [...files].map(([path, text]) => ({ path, text })),
  names: [...names].map((path) => ({ path, exists: true })),
});

/** Whether findings in a file are reported. */
export const isReported = (project: Project, path: string): boolean =>
  project.files.includes(path) || project.folders.some((folder) => isBelow(folder, path));
