import type { TreeDocument } from "../syntax/document.ts";
import { type Layout, layoutOf } from "./layout.ts";

/** A YAML or JSON file with its habits. Its nodes count from the start of the file. */
export interface Tree {
  readonly document: TreeDocument;
  readonly text: string;
  readonly layout: Layout;
  readonly commentMark: "#" | "//";
}

export const treeOf = (document: TreeDocument): Tree => ({
  document,
  text: document.file.text,
  layout: layoutOf(document),
  commentMark: document.language === "yaml" ? "#" : "//",
});
