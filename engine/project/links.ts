import type { Task } from "../task.ts";
import type { Analysis } from "./analysis.ts";

/** Which files of a workspace depend on which others. */
export interface Links {
  /** The given paths and all that are linked with them, directly or not: templates and the code they deploy, importers and imported. */
  related(paths: Iterable<string>): ReadonlySet<string>;
  /** A script and all that import it, directly or not. */
  importers(path: string): ReadonlySet<string>;
}

/** The links of a workspace; a step for each file, since each may have to be read first. */
export function* linksOf(analysis: Analysis): Task<Links> {
  const both = new Map<string, string[]>();
  const importers = new Map<string, string[]>();
  yield* analysis.readTrees();
  for (const deployed of analysis.deployed()) {
    const script = analysis.handlerScript(deployed)?.file.path;
    if (script) linkBoth(both, deployed.template.document.file.path, script);
  }
  for (const template of analysis.templatesInParts())
    for (const path of analysis.filesOf(template)) linkBoth(both, template.document.file.path, path);
  for (const path of analysis.scriptPaths()) {
    const script = analysis.document(path);
    if (script?.language !== "script") continue;
    for (const target of analysis.imports(script)) {
      if (target === undefined) continue;
      linkBoth(both, path, target);
      link(importers, target, path);
    }
    yield;
  }
  return { related: (paths) => reached(paths, both), importers: (path) => reached([path], importers) };
}

function link(links: Map<string, string[]>, from: string, to: string): void {
  const known = links.get(from);
  if (known) known.push(to);
  else links.set(from, [to]);
}

function linkBoth(links: Map<string, string[]>, a: string, b: string): void {
  link(links, a, b);
  link(links, b, a);
}

function reached(paths: Iterable<string>, links: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(paths);
  for (const path of found) for (const next of links.get(path) ?? []) found.add(next);
  return found;
}
