import type { TreeDocument } from "../syntax/document.ts";
import { literalTree } from "../syntax/literal-tree.ts";
import { languageOf, readDocument } from "../syntax/read.ts";
import type { SourceFile } from "../text/source.ts";

export type Files = ReadonlyMap<string, SourceFile>;

/** The files, and an object that stays the same as long as none comes or goes. */
export interface FilesOfMoment {
  readonly files: Files;
  readonly layout: object;
  /** The same object as long as no YAML or JSON file changes. */
  readonly trees: object;
}

/** The tree of a YAML or JSON file, or of a script that is nothing but an object literal. */
export function treeAt(files: Files, path: string): TreeDocument | undefined {
  const file = files.get(path);
  const document = file && readDocument(file);
  if (document?.language === "script") return literalTree(document);
  return document?.language === "yaml" || document?.language === "json" ? document : undefined;
}

/** A Serverless service may be described by a script. */
export const isTemplatePath = (path: string): boolean =>
  isTreePath(path) || /(^|\/)serverless[\w.-]*\.[cm]?[jt]s$/.test(path);

export const isTreePath = (path: string): boolean =>
  ["yaml", "json"].includes(languageOf(path) ?? "") && !isInAsset(path);

/** Whether a file is the CDK's copy of code, or a bundle made of it: read where a template deploys it, and nothing to be mended. */
export const isInAsset = (path: string): boolean => path.includes("/cdk.out/asset.");
