import { defaultConfig, type Options } from "../project/config.ts";
import type { SiteEdit } from "../rule/rule.ts";
import type { Document, ScriptDocument } from "../syntax/document.ts";
import type { Entry, Node } from "../syntax/node.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Site } from "../text/source.ts";
import { removeCommentAt } from "./comment-edit.ts";
import type { Edit } from "./edit.ts";
import { importEdits } from "./import-edit.ts";
import { addBeside, addToTemplate } from "./resource-edit.ts";
import { linesBefore } from "./script-edit.ts";
import { scriptText } from "./script-text.ts";
import { sited } from "./sited.ts";
import { type Tree, treeOf } from "./tree.ts";
import { appendTo, removeFrom, replaceNode, setBelow, setIn } from "./tree-edit.ts";

/** The edits of one workspace. `documentOf`: the document that a site is in. */
export function createEdit(
  documentOf: (site: Site) => Document | undefined,
  options: Options = defaultConfig.options,
): Edit {
  const inFile = (at: Site, edit: (tree: Tree) => TextEdit[] | undefined): readonly SiteEdit[] | undefined => {
    const document = documentOf(at);
    if (document?.language !== "yaml" && document?.language !== "json") return undefined;
    const edits = edit(treeOf(document));
    return edits && sited(document, edits);
  };
  const inTree = <P extends Node | Entry>(part: P, edit: (tree: Tree, here: P) => TextEdit[] | undefined) =>
    inFile(part, (tree) => {
      const here = tree.of(part);
      return here && edit(tree, here);
    });
  const inScript = <T>(at: Site, otherwise: T, edit: (document: ScriptDocument) => T): T => {
    const document = documentOf(at);
    return document?.language === "script" ? edit(document) : otherwise;
  };
  const addResource: Edit["addResource"] = (near, name, body) => {
    if (near.template.resource(name)) return undefined;
    const beside =
      near.writtenAs === "functions"
        ? undefined
        : inTree(near.entry, (tree, here) => addBeside(tree, here, name, body));
    return beside ?? inFile(near.template.root, (tree) => addToTemplate(tree, near.template.dialect, name, body));
  };
  return {
    options,
    set: (mapping, path, value) => inTree(mapping, (tree, here) => setIn(tree, here, path, value)),
    setProperty: (resource, path, value) => {
      const spelling = resource.spelling(path);
      const written = spelling?.written ? spelling.written(value) : value;
      if (!spelling || written === undefined) return undefined;
      return inTree(spelling.under as Node, (tree, here) => setBelow(tree, here, spelling.keys, written));
    },
    addResource: (near, name, body) => addResource(near, name, body),
    replace: (node, value) => inTree(node, (tree, here) => replaceNode(tree, here, value)),
    append: (sequence, value) => inTree(sequence, (tree, here) => appendTo(tree, here, value)),
    remove: (container, part) =>
      inTree(container, (tree, here) => {
        const gone = tree.of(part);
        return gone && removeFrom(tree, here, gone);
      }),
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
