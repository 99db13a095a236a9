import "../typescript.ts";
import assert from "node:assert/strict";
import { createEdit } from "../../engine/edit/create-edit.ts";
import type { Edit } from "../../engine/edit/edit.ts";
import type { SiteEdit } from "../../engine/rule/rule.ts";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import type { Document, ScriptDocument, TreeDocument } from "../../engine/syntax/document.ts";
import type { Mapping, Node } from "../../engine/syntax/node.ts";
import { valueOf } from "../../engine/syntax/node.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import { applyEdits } from "../../engine/text/edit.ts";
import { cutDocument } from "./cut.ts";

type Edits = readonly SiteEdit[] | undefined;

/** The whole text after edits of a file; undefined if there are none to be had. */
function after(document: Document, edits: Edits): string | undefined {
  if (!edits) return undefined;
  const placed = edits.map(({ at, text }) => {
    const start = document.blocks.get(at.block);
    assert(start !== undefined || at.block.text === document.file.text, "an edit is outside of the file");
    return { span: { start: (start ?? 0) + at.start, end: (start ?? 0) + at.end }, text };
  });
  return applyEdits(document.file.text, placed);
}

type TreeEdit = (edit: Edit, at: (...keys: string[]) => Node, document: TreeDocument) => Edits;

/** The text after an edit of a tree, which is the same whether the file was read in one block or in many. */
export function treeEdited(path: string, text: string, edit: TreeEdit): string | undefined {
  const document = readDocument({ path, version: 1, text });
  assert(document?.language === "yaml" || document?.language === "json");
  const result = editedAs(document, edit);
  assert.equal(editedAs(cutDocument(document), edit), result, "read in many blocks");
  const pieces = readTreeNow(document.file, document.language, undefined, { file: 0, outer: 1, inner: 1 });
  if (document.problems.length === 0) assert.equal(editedAs(pieces, edit), result, "read in pieces");
  return result;
}

function editedAs(document: TreeDocument, edit: TreeEdit): string | undefined {
  const at = (...keys: string[]) => {
    const node = keys.length > 0 ? valueOf(document.roots[0], ...keys) : document.roots[0];
    assert(node, `nothing at ${keys.join("/")}`);
    return node;
  };
  const edits = createEdit(() => document);
  return after(document, edit(edits, at, document));
}

export const yaml = (text: string, edit: Parameters<typeof treeEdited>[2]) =>
  treeEdited("/w/template.yaml", text, edit);
export const json = (text: string, edit: Parameters<typeof treeEdited>[2]) =>
  treeEdited("/w/template.json", text, edit);

export const mapping = (node: Node): Mapping => {
  assert(node.kind === "mapping");
  return node;
};

export function scriptEdited(
  path: string,
  text: string,
  edit: (edit: Edit, document: ScriptDocument) => Edits,
): string | undefined {
  const document = readDocument({ path, version: 1, text });
  assert(document?.language === "script");
  return after(
    document,
    edit(
      createEdit(() => document),
      document,
    ),
  );
}

/** Lines that begin below the quote lose the margin that they have in common; other text is as it stands. */
export function lines(text: string): string {
  if (!text.startsWith("\n")) return text;
  const rows = text.replace(/^\n/, "").split("\n");
  if (rows.at(-1)?.trim() === "") rows[rows.length - 1] = "";
  const margin = Math.min(...rows.filter((row) => row.trim()).map((row) => row.search(/\S/)));
  return rows.map((row) => row.slice(margin)).join("\n");
}
