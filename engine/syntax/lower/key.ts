import type typescript from "typescript";
import type { Expression } from "../../program/ir.ts";
import type { Site } from "../../text/source.ts";
import { ts } from "../typescript.ts";
import type { Frame } from "./frame.ts";

/** The key that a property or class member is named by; a literal in brackets counts as a name. */
export function keyOf(frame: Frame, name: typescript.PropertyName): string | Expression {
  const inner = namedBy(name);
  if (ts.isIdentifier(inner) && inner === name) return inner.text;
  return ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner) || ts.isPrivateIdentifier(inner)
    ? inner.text
    : frame.expression(inner);
}

/** Where the name or the bracketed expression stands; the quotes of a name belong to it. */
export const keyAtOf = (frame: Frame, name: typescript.PropertyName): Site => frame.site(namedBy(name));

const namedBy = (name: typescript.PropertyName): typescript.Node =>
  ts.isComputedPropertyName(name) ? name.expression : name;
