import type { SiteEdit } from "../rule/rule.ts";
import type { Document, ScriptDocument } from "../syntax/document.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Block, Site } from "../text/source.ts";
import { removeCommentAt } from "./comment-edit.ts";
import type { Edit } from "./edit.ts";
import { importEdits } from "./import-edit.ts";
import { addResourceTo, setSpelled } from "./resource-edit.ts";
import { linesBefore } from "./script-edit.ts";
import { scriptText } from "./script-text.ts";
import { type Tree, treeOf } from "./tree.ts";
import { appendTo, removeFrom, replaceNode, setIn } from "./tree-edit.ts";

/** The edits of one workspace. `documentOf`: the document that a site is in. */
export function createEdit(documentOf: (site: Site) => Document | undefined): Edit {
  const inTree = (at: Site, edit: (tree: Tree) => TextEdit[] | undefined): readonly SiteEdit[] | undefined => {
    const document = documentOf(at);
    if (document?.language !== "yaml" && document?.language !== "json") return undefined;
    const edits = edit(treeOf(document));
    return edits && sited(document, edits);
  };
  const inScript = <T>(at: Site, otherwise: T, edit: (document: ScriptDocument) => T): T => {
    const document = documentOf(at);
    return document?.language === "script" ? edit(document) : otherwise;
  };
  return {
    set: (mapping, path, value) => inTree(mapping, (tree) => setIn(tree, mapping, path, value)),
    setProperty: (resource, path, value) => {
      const spelling = resource.spelling(path);
      return spelling && inTree(spelling.under, (tree) => setSpelled(tree, spelling, value));
    },
    addResource: (near, name, body) => inTree(near.template.root, (tree) => addResourceTo(tree, near, name, body)),
    replace: (node, value) => inTree(node, (tree) => replaceNode(tree, node, value)),
    append: (sequence, value) => inTree(sequence, (tree) => appendTo(tree, sequence, value)),
    remove: (container, part) => inTree(container, (tree) => removeFrom(tree, container, part)),
    text: (at, text) => [{ at, text }],
    removeComment: (at) => {
      const document = documentOf(at);
      const edits = document && removeCommentAt(document, at);
      return edits && sited(document, edits);
    },
    linesBefore: (at, lines) => inScript(at, [], (script) => sited(script, linesBefore(script, at, lines))),
    importName: (at, name, from) => inScript(at, [], (script) => sited(script, importEdits(script, name, from))),
    quote: (at) => inScript(at, '"', (script) => scriptText(script).quote),
    create: (path, text) => [{ at: { block: { path, text: "" }, start: 0, end: 0 }, text }],
  };
}

/** Edits that count from the start of the file, as edits of the block that is the whole file. */
function sited(document: Document, edits: readonly TextEdit[]): readonly SiteEdit[] {
  const block = wholeOf(document);
  return edits.map(({ span, text }) => ({ at: { block, ...span }, text }));
}

function wholeOf(document: Document): Block {
  for (const [block, start] of document.blocks) if (start === 0 && block.text === document.file.text) return block;
  throw new Error(`no block of '${document.file.path}' is the whole file`);
}
