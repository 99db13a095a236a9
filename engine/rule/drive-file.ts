import { importsOf } from "../program/imports.ts";
import type { Statement } from "../program/ir.ts";
import type { Analysis } from "../project/analysis.ts";
import type { Manifest } from "../project/manifest.ts";
import { manifestOf } from "../project/read-manifest.ts";
import type { SecretCandidate } from "../secret/candidate.ts";
import { candidatesOf, candidatesOfStatement } from "../secret/candidates.ts";
import type { Document, ScriptDocument, TextDocument } from "../syntax/document.ts";
import type { Task } from "../task.ts";
import { dirname, joined } from "../text/path.ts";
import type { Guarded, Hit } from "./hit.ts";
import type { ManifestRule, Rule, SecretRule } from "./rule.ts";

/** Hits of secret rules in a script or a file of lines. */
export function* secretHits(
  document: ScriptDocument | TextDocument,
  rules: readonly Rule[],
  guard: Guarded,
): Task<readonly Hit[]> {
  const secretRules = rules.filter((rule): rule is SecretRule<unknown> => rule.kind === "secret");
  const hitsAmong = (candidates: readonly SecretCandidate[]) =>
    candidates.flatMap((candidate) =>
      secretRules.flatMap((rule) => guard(rule, document.file.path, () => rule.check(candidate))),
    );
  if (document.language === "text") return hitsAmong(candidatesOf(document));
  const hits: Hit[] = [];
  for (const statement of document.statements) {
    if (clean.get(statement) === rules) continue;
    const own = hitsAmong(candidatesOfStatement(statement, document));
    if (own.length === 0) clean.set(statement, rules);
    hits.push(...own);
    yield;
  }
  return hits;
}

/** Statements that these rules found nothing in: it does not depend on what stands around them. */
const clean = new WeakMap<Statement, readonly Rule[]>();

/** Hits of template rules in a file of lines that holds what a property may hold. */
export function heldHits(document: Document, rules: readonly Rule[], guard: Guarded): readonly Hit[] {
  if (document.language !== "text") return [];
  const { path } = document.file;
  return [...document.blocks.keys()].flatMap((block) =>
    rules.flatMap((rule) => {
      const held = rule.kind === "template" && rule.files && path.endsWith(rule.files.named) ? rule.files : undefined;
      return held ? guard(rule, path, () => held.check({ block, start: 0, end: block.text.length })) : [];
    }),
  );
}

/** Whether a path exists in the workspace, read or not; one that ends in a slash is a folder with anything in it. */
export type Exists = (path: string) => boolean;

/** Hits of manifest rules: in a package.json, a workflow, or the imports of a script. */
export function* manifestHits(
  document: Document,
  analysis: Analysis,
  exists: Exists,
  rules: readonly Rule[],
  guard: Guarded,
): Task<readonly Hit[]> {
  const manifest = readManifest(document, analysis, exists);
  if (!manifest) return [];
  const hits: Hit[] = [];
  for (const rule of rules) {
    if (rule.kind !== "manifest") continue;
    hits.push(...guard(rule, document.file.path, () => (rule as ManifestRule<unknown>).check(manifest)));
    yield;
  }
  return hits;
}

function readManifest(document: Document, analysis: Analysis, exists: Exists): Manifest | undefined {
  if (document.language === "text") return undefined;
  const folder = dirname(document.file.path);
  const here = (relative: string) => exists(joined(folder, relative) + (relative.endsWith("/") ? "/" : ""));
  const above = (name: string) => foldersAbove(folder).some((at) => exists(`${at}/${name}`));
  if (document.language !== "script") return manifestOf(document, here, above);
  return importsManifest(document, analysis, here, above);
}

function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (at === "") return folders;
  }
}

/** What a script imports and no package.json above it declares; where there is a package.json that does, the rules speak there. */
function importsManifest(
  document: ScriptDocument,
  analysis: Analysis,
  exists: (relative: string) => boolean,
  existsAbove: (name: string) => boolean,
): Manifest {
  const declared = new Set<string>();
  for (const folder of foldersAbove(dirname(document.file.path))) {
    const manifest = analysis.document(`${folder}/package.json`);
    const read = manifest && manifest.language === "json" ? manifestOf(manifest, exists, existsAbove) : undefined;
    if (read?.kind === "package.json") for (const dependency of read.dependencies) declared.add(dependency.name);
  }
  const imports = importsOf(document).flatMap(({ specifier, at }) => {
    const name = packageName(specifier);
    return name === undefined || declared.has(name) ? [] : [{ name, at }];
  });
  return { kind: "imports", document, imports, exists, existsAbove };
}

/** The package of a specifier: `@aws-sdk/client-s3`, `aws-sdk` of `aws-sdk/clients/s3`; undefined for paths and what Node brings. */
function packageName(specifier: string): string | undefined {
  if (/^[./#]|^node:/.test(specifier)) return undefined;
  return /^(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(specifier)?.[1];
}
