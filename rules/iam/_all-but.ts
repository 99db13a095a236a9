import { type Edit, entryOf, type SiteEdit, type Statement } from "../../engine/authoring.ts";

/** Makes the list of what is not meant one of what is: `NotAction` becomes `Action`. What it lists is to be written anew in the same cure. */
export function turned(
  { node }: Statement,
  key: "NotAction" | "NotResource",
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const word = entryOf(node, key)?.key;
  return word && edit.text(word, word.block.text.slice(word.start, word.end).replace(key, key.slice("Not".length)));
}
