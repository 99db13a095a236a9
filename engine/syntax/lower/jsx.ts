import type typescript from "typescript";
import type { Expression } from "../../program/ir.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";

/** An element is `other`: its component, attribute values and contained expressions and elements are the children. */
export function jsxOf(frame: Frame, node: typescript.Node): Expression | undefined {
  const children = childrenOf(node);
  return children && { kind: "other", ...frame.site(node), children: children.map((child) => frame.expression(child)) };
}

function childrenOf(node: typescript.Node): typescript.Node[] | undefined {
  if (ts.isJsxSelfClosingElement(node)) return tagOf(node);
  if (ts.isJsxElement(node)) return [...tagOf(node.openingElement), ...node.children.flatMap(contentOf)];
  if (ts.isJsxFragment(node)) return node.children.flatMap(contentOf);
  return undefined;
}

/** The component (not `div`, which is no value) and the attributes of a tag. */
function tagOf(node: typescript.JsxOpeningLikeElement): typescript.Node[] {
  const isComponent = !ts.isIdentifier(node.tagName) || /^[^a-z]/.test(node.tagName.text);
  const isValue = isComponent && !ts.isJsxNamespacedName(node.tagName);
  return [...(isValue ? [node.tagName] : []), ...node.attributes.properties.flatMap(attributeOf)];
}

function attributeOf(node: typescript.JsxAttributeLike): typescript.Node[] {
  if (ts.isJsxSpreadAttribute(node)) return [node.expression];
  return node.initializer ? contentOf(node.initializer) : [];
}

function contentOf(node: typescript.JsxChild | typescript.JsxAttributeValue): typescript.Node[] {
  if (ts.isJsxText(node)) return [];
  if (!ts.isJsxExpression(node)) return [node];
  return node.expression ? [node.expression] : [];
}
