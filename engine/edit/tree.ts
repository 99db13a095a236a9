import type { TreeDocument } from "../syntax/document.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { type Whole, wholeOf } from "./whole.ts";

/** A YAML or JSON file as one tree with its habits. */
export interface Tree extends Whole {
  readonly text: string;
  readonly layout: Layout;
  readonly commentMark: "#" | "//";
}

export function treeOf(read: TreeDocument): Tree {
  const { document, block, of } = wholeOf(read);
  return {
    document,
    block,
    of,
    text: block.text,
    layout: layoutOf(document),
    commentMark: document.language === "yaml" ? "#" : "//",
  };
}
