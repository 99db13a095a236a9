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
  | "stepfunctions"
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
  ["other", isOfAnotherWorld],
  ["sam", (root) => isCloudFormation(root) && (hasSamTransform(root) || hasType(root, isSamType))],
  ["cloudformation", isCloudFormation],
  ["stepfunctions", isStateMachine],
  ["serverless", isServerless],
  ["openapi", isOpenApi],
  ["workflow", (root) => fieldsOf(root).has("on") && fieldsOf(root).has("jobs")],
  ["policy", isPolicy],
];

/** Kubernetes, and templates of other clouds that look like CloudFormation's. */
function isOfAnotherWorld(root: Mapping): boolean {
  const fields = fieldsOf(root);
  if (fields.has("apiVersion") && fields.has("kind")) return true;
  return (
    fields.has("ROSTemplateFormatVersion") || (fields.has("HeatTemplateFormatVersion") && !hasType(root, isAwsType))
  );
}

function isCloudFormation(root: Mapping): boolean {
  const fields = fieldsOf(root);
  if (fields.has("AWSTemplateFormatVersion") || hasSamTransform(root) || hasType(root, isResourceType)) return true;
  // half-typed: no resource has a type yet
  return mappingOf(field(root, "Resources")) !== undefined && sections.some((section) => fields.has(section));
}

const sections = ["Parameters", "Outputs", "Conditions", "Mappings", "Globals"];

const isResourceType = (type: string): boolean => /^[A-Za-z0-9]+::[\w@-]+(::[\w@:-]+)?$/.test(type);

const isAwsType = (type: string): boolean => type.startsWith("AWS::");

const isSamType = (type: string): boolean => type.startsWith("AWS::Serverless::");

const hasType = (root: Mapping, fits: (type: string) => boolean): boolean =>
  entriesIn(field(root, "Resources")).some((entry) => fits(textIn(field(entry.value, "Type")) ?? ""));

const hasSamTransform = (root: Mapping): boolean =>
  itemsOf(field(root, "Transform"), true).some((item) => textIn(item) === "AWS::Serverless-2016-10-31");

/** A definition in Amazon States Language. */
function isStateMachine(root: Mapping): boolean {
  const fields = fieldsOf(root);
  if (!fields.has("States")) return false;
  return (
    fields.has("StartAt") ||
    entriesIn(field(root, "States")).some(({ value }) => stateTypes.test(textIn(field(value, "Type")) ?? ""))
  );
}

const stateTypes = /^(Task|Pass|Choice|Wait|Succeed|Fail|Parallel|Map)$/;

function isOpenApi(root: Mapping): boolean {
  const version = field(root, "openapi") ?? field(root, "swagger");
  if (version?.kind !== "scalar") return false;
  if (version.value === null || version.value === "") return fieldsOf(root).has("paths") || fieldsOf(root).has("info");
  return /^[23](\.\d+){0,2}/.test(String(version.value));
}

function isServerless(root: Mapping): boolean {
  const fields = fieldsOf(root);
  // OpenFaaS has functions and a provider too
  if (textIn(field(field(root, "provider"), "name")) === "openfaas") return false;
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
