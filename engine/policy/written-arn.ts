import type { Plain } from "../edit/edit.ts";
import type { Resource } from "../template/model.ts";
import { formOf } from "./arn.ts";
import type { Target } from "./target.ts";

/** A target as a template writes it: `{ "Fn::GetAtt": ["Table", "Arn"] }`, `{ "Fn::Sub": "${Bucket.Arn}/uploads/*" }`, or the ARN itself. */
export function writtenTarget({ arn, resource, suffix = "" }: Target): Plain {
  const own = resource && ownArn(resource);
  if (!own) return arn.includes("${") ? { "Fn::Sub": arn } : arn;
  if (suffix === "") return own.plain;
  return { "Fn::Sub": `${own.text}${suffix}` };
}

/** How a template refers to a resource's own ARN: as a value, and inside a text. */
function ownArn(resource: Resource): { readonly plain: Plain; readonly text: string } | undefined {
  const form = formOf(resource);
  const id = resource.alias ?? resource.name;
  if (!form) return undefined;
  if (form.ref === "arn") return { plain: { Ref: id }, text: `\${${id}}` };
  if (form.arn !== undefined && !form.arnEnds)
    return { plain: { "Fn::GetAtt": [id, form.arn] }, text: `\${${id}.${form.arn}}` };
  return undefined;
}
