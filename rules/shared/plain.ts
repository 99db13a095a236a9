import { type Plain, type Value, value } from "../../engine/authoring.ts";

/** A value as it is to be written once more: a text, a number, a reference to one resource. Undefined: it is made in another way. */
export function plainOf(of: Value | undefined): Plain | undefined {
  const primitive = value.primitive(of);
  if (primitive !== undefined && primitive !== null) return primitive;
  if (of?.kind !== "unknown" || !of.refersTo) return undefined;
  const { resource, attribute } = of.refersTo;
  const name = attribute === undefined ? resource : `${resource}.${attribute}`;
  // a text that only holds the reference is another
  if (of.pattern !== `\${${name}}`) return undefined;
  return attribute === undefined ? { Ref: resource } : { "Fn::GetAtt": [resource, attribute] };
}
