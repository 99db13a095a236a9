import type typescript from "typescript";
import type { Expression, Literal, Template } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";

export function literalOf(frame: Frame, node: typescript.Node): Expression | undefined {
  if (ts.isStringLiteralLike(node)) return { kind: "literal", ...frame.site(node), value: node.text };
  if (ts.isNumericLiteral(node)) return { kind: "literal", ...frame.site(node), value: Number(node.text) };
  if (ts.isTemplateExpression(node)) return { kind: "template", ...frame.site(node), ...partsOf(frame, node) };
  if (ts.isTaggedTemplateExpression(node)) return taggedOf(frame, node);
  if (ts.isRegularExpressionLiteral(node))
    return { kind: "literal", ...frame.site(node), value: node.text, regex: true };
  return wordOf(frame, node);
}

function wordOf(frame: Frame, node: typescript.Node): Literal | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: "literal", ...frame.site(node), value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "literal", ...frame.site(node), value: false };
    case ts.SyntaxKind.NullKeyword:
      return { kind: "literal", ...frame.site(node), value: null };
    default:
      return undefined;
  }
}

function taggedOf(frame: Frame, node: typescript.TaggedTemplateExpression): Template {
  const parts = ts.isTemplateExpression(node.template)
    ? partsOf(frame, node.template)
    : { texts: [rawTextOf(frame, node.template)], expressions: [] };
  return { kind: "template", ...frame.site(node), tag: frame.expression(node.tag), ...parts };
}

function partsOf(frame: Frame, node: typescript.TemplateExpression): Pick<Template, "texts" | "expressions"> {
  const texts = [node.head, ...node.templateSpans.map((span) => span.literal)];
  return {
    texts: texts.map((text) => rawTextOf(frame, text)),
    expressions: node.templateSpans.map((span) => frame.expression(span.expression)),
  };
}

/** The raw text between the marks `` ` ``, `${` and `}`; the last mark may be missing. */
function rawTextOf(frame: Frame, node: typescript.TemplateLiteralToken): Template["texts"][number] {
  const opens = node.kind === ts.SyntaxKind.TemplateHead || node.kind === ts.SyntaxKind.TemplateMiddle;
  const mark = node.isUnterminated ? 0 : opens ? 2 : 1;
  return { value: node.text ?? node.rawText ?? "", ...frame.span(node.getStart(frame.tree) + 1, node.end - mark) };
}
