import "../typescript.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { literalTree } from "../../engine/syntax/literal-tree.ts";
import { readScript } from "../../engine/syntax/script.ts";
import type { Template } from "../../engine/template/model.ts";
import type { Surroundings } from "../../engine/template/surroundings.ts";
import { templateAmong } from "../../engine/template/template.ts";
import type { Value } from "../../engine/template/value.ts";
import { documentOf } from "./reading.ts";

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What a template sees of some files. */
export function surroundingsOf(files: Files): Surroundings {
  const trees = new Map<string, TreeDocument | undefined>();
  const around: Surroundings = {
    tree(path) {
      const text = files[path];
      if (text === undefined) return undefined;
      if (!trees.has(path)) trees.set(path, treeOf(text, path));
      return trees.get(path);
    },
    exports: new Map<string, Value>(),
    given: () => undefined,
    outputs: (path) => {
      const outputs = files[path] === undefined ? [] : templateAt(path, files).outputs;
      return new Map(outputs.flatMap((one) => [[one.name, one.attribute("Value")?.value] as const].filter(hasValue)));
    },
  };
  return around;
}

const hasValue = (pair: readonly [string, Value | undefined]): pair is readonly [string, Value] =>
  pair[1] !== undefined;

export function treeOf(text: string, path: string): TreeDocument | undefined {
  if (/\.ya?ml$|\.json$/.test(path)) return documentOf(text, path);
  return literalTree(readScript({ path, version: 1, text }));
}

/** The template of one of some files. */
export function templateAt(path: string, files: Files): Template {
  const around = surroundingsOf(files);
  const document = around.tree(path);
  const template = document && templateAmong(document, around);
  if (!template) throw new Error("it is no template");
  return template;
}
