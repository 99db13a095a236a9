import type { Statement } from "../program/ir.ts";
import { type CodeNode, childrenOf } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Site } from "../text/source.ts";
import { indentation, insertion, lineStart } from "./place.ts";
import { type ScriptText, scriptText, significantBefore, startIn } from "./script-text.ts";

/** Inserts lines before the innermost statement around a site that other statements can stand before. */
export function linesBefore(document: ScriptDocument, at: Site, lines: readonly string[]): TextEdit[] {
  const script = scriptText(document);
  const start = statementStart(document, script, at);
  const { text, newline } = script;
  const isAtLineStart = text.slice(lineStart(text, start), start).trim() === "";
  const canShareLine = !isAtLineStart && !lines.some((line) => line.includes("//"));
  const between = canShareLine ? " " : newline + indentation(text, start);
  return [insertion(start, lines.map((line) => line + between).join(""))];
}

/** Where that statement starts in the file. */
function statementStart(document: ScriptDocument, script: ScriptText, at: Site): number {
  const top = document.statements.filter((statement) => statement.block === at.block);
  const base = startIn(document, { block: at.block, start: 0, end: 0 });
  let found = base === 0 && top.length === 0 ? startIn(document, at) : base;
  let lists: readonly (readonly Statement[])[] = [top];
  let nodes: readonly CodeNode[] = top;
  while (nodes.length > 0) {
    const node = nodes.find((one) => one.start <= at.start && at.end <= one.end);
    if (!node) break;
    const list = lists.find((one) => one.includes(node as Statement));
    const own = list && list !== top ? ownStart(script, base, list, list.indexOf(node as Statement)) : undefined;
    if (own !== undefined) found = own;
    lists = listsIn(node);
    nodes = childrenOf(node);
  }
  return found;
}

/** The start of a statement of a list, if it stands in braces or after another one; of several declarations in one, their common start. */
function ownStart(script: ScriptText, base: number, list: readonly Statement[], index: number): number | undefined {
  const statement = list[index];
  if (!statement) return undefined;
  const start = base + statement.start;
  const words = /(?:^|[^\w$.])((?:const|let|var|using)\s+)$/.exec(script.text.slice(Math.max(0, start - 20), start));
  if (words) return start - (words[1] ?? "").length;
  const end = significantBefore(script, start);
  const before = script.text[end - 1] ?? "";
  if (before === "," && index > 0) return ownStart(script, base, list, index - 1);
  if (before === "{" || before === "}" || before === ";") return start;
  if (before === ":") return isCase(script.text, end) ? start : labelStart(script.text, start);
  return index > 0 && !/[,(]/.test(before) ? start : undefined;
}

/** Whether `case x:` or `default:` ends there. */
const isCase = (text: string, end: number): boolean =>
  /(?:^|[\s{};])(?:case\b.*|default\s*):$/.test(text.slice(Math.max(0, end - 200), end));

/** Where the label of a statement starts. */
function labelStart(text: string, start: number): number | undefined {
  const label = /(?:^|[{};\n])[ \t]*([\w$]+\s*:\s*)$/.exec(text.slice(Math.max(0, start - 100), start));
  return label ? start - (label[1] ?? "").length : undefined;
}

/** The lists of statements directly in a node. The lone return of an arrow without braces is none. */
function listsIn(node: CodeNode): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case "function":
      return node.concise ? [] : [node.body];
    case "if":
      return [node.whenTrue, node.whenFalse];
    case "loop":
    case "block":
      return [node.body];
    case "try":
      return [node.body, node.handler ?? [], node.finalizer];
    case "switch":
      return node.cases.map((one) => one.body);
    default:
      return [];
  }
}
