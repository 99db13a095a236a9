import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping, Node } from "../syntax/node.ts";
import { itemsOf } from "../syntax/node.ts";
import { entriesIn, field, fieldsOf, mappingOf, textIn } from "./fields.ts";

export type DocumentKind =
  | "cloudformation"
  | "sam"
  | "serverless"
  | "policy"
  | "workflow"
  | "package"
  | "openapi"
  | "other";

/**
 * What a YAML or JSON file is, by its content (of a stream, the first document); the name decides
 * only for package.json. Half-typed files are still known.
 */
export const kindOf = memo((document: TreeDocument): DocumentKind => {
  const root = mappingOf(document.roots[0]);
  if (!root)
    return itemsOf(document.roots[0])
      .flatMap((item) => mappingOf(item) ?? [])
      .some(isPolicy)
      ? "policy"
      : "other";
  if (/(^|\/)package\.json$/.test(document.file.path)) return "package";
  return claims.find(([, holds]) => holds(root))?.[0] ?? "other";
});

/** In this order: a SAM template is a CloudFormation template too. */
const claims: readonly (readonly [DocumentKind, (root: Mapping) => boolean])[] = [
  ["sam", (root) => isCloudFormation(root) && (hasSamTransform(root) || hasType(root, isSamType))],
  ["cloudformation", isCloudFormation],
  ["serverless", isServerless],
  ["openapi", (root) => textIn(field(root, "openapi")) !== undefined || field(root, "swagger")?.kind === "scalar"],
  ["workflow", (root) => fieldsOf(root).has("on") && fieldsOf(root).has("jobs")],
  ["policy", isPolicy],
];

function isCloudFormation(root: Mapping): boolean {
  return fieldsOf(root).has("AWSTemplateFormatVersion") || hasSamTransform(root) || hasType(root, isResourceType);
}

const isResourceType = (type: string): boolean => /^[A-Za-z0-9]+::[\w@-]+(::[\w@:-]+)?$/.test(type);

const isSamType = (type: string): boolean => type.startsWith("AWS::Serverless::");

const hasType = (root: Mapping, fits: (type: string) => boolean): boolean =>
  entriesIn(field(root, "Resources")).some((entry) => fits(textIn(field(entry.value, "Type")) ?? ""));

const hasSamTransform = (root: Mapping): boolean =>
  itemsOf(field(root, "Transform"), true).some((item) => textIn(item) === "AWS::Serverless-2016-10-31");

function isServerless(root: Mapping): boolean {
  const fields = fieldsOf(root);
  return (
    (fields.has("service") && fields.has("provider")) ||
    functionBodies(root).some((body) => fieldsOf(body).has("handler"))
  );
}

/** The bodies of `functions`, written as a mapping or as a list of mappings. */
function functionBodies(root: Mapping): Mapping[] {
  const functions = itemsOf(field(root, "functions"), true);
  return functions.flatMap((part: Node) => entriesIn(part)).flatMap((entry) => mappingOf(entry.value) ?? []);
}

function isPolicy(root: Mapping): boolean {
  const statements = itemsOf(field(root, "Statement"), true).flatMap((item) => mappingOf(item) ?? []);
  return statements.some((item) => ["Effect", "Action", "NotAction"].some((key) => fieldsOf(item).has(key)));
}
