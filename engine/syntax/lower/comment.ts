import type typescript from "typescript";
import type { Span } from "../../text/source.ts";
import { ts } from "../typescript.ts";

/** The comments of a text that has none of `opaque` (ordered) in them: strings, templates, regular expressions, JSX text. */
export function commentsIn(text: string, opaque: readonly Span[] = []): Span[] {
  const found: Span[] = [];
  let hidden = 0;
  for (let at = text.indexOf("/"); at >= 0; ) {
    while ((opaque[hidden]?.end ?? text.length) <= at) hidden++;
    const around = opaque[hidden];
    const isHidden = around !== undefined && around.start <= at;
    const end = isHidden ? around.end : commentEnd(text, at);
    if (!isHidden && end > at + 1) found.push({ start: at, end });
    at = text.indexOf("/", end);
  }
  return found;
}

/** Where a comment ends that begins at a slash; behind the slash if none does. */
function commentEnd(text: string, at: number): number {
  const mark = text[at + 1];
  if (mark === "*") {
    const close = text.indexOf("*/", at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (mark !== "/") return at + 1;
  const lineEnd = /[\r\n\u2028\u2029]/g;
  lineEnd.lastIndex = at;
  return lineEnd.exec(text)?.index ?? text.length;
}

/** Whether there may be a comment in a text: a cheap first look. */
export const mayComment = (text: string): boolean => text.includes("//") || text.includes("/*");

/** The parts of a statement in which slashes mean nothing, in order, counted from its start. */
export function opaqueSpans(tree: typescript.SourceFile, statement: typescript.Node): Span[] {
  const base = statement.getStart(tree);
  const found: Span[] = [];
  const open: typescript.Node[] = [statement];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isOpaque(node)) found.push({ start: startOf(tree, node) - base, end: node.end - base });
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

const isOpaque = (node: typescript.Node): boolean =>
  (node.kind >= ts.SyntaxKind.FirstLiteralToken && node.kind <= ts.SyntaxKind.LastTemplateToken) || ts.isJsxText(node);

/** JSX text begins with its white space. */
const startOf = (tree: typescript.SourceFile, node: typescript.Node): number =>
  ts.isJsxText(node) ? node.pos : node.getStart(tree);
