import {
  type Edit,
  type Plain,
  type Resource,
  referenceIn,
  type SiteEdit,
  type Value,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { isAboutTransport } from "./_resource-policy.ts";

/** Statements of a policy document, if each of them can be read. */
export function readStatements(document: Value | undefined): readonly Value[] | undefined {
  const written = value.at(document, "Statement");
  const statements = value.items(written);
  const isRead =
    statements.length > 0 &&
    statements.every((statement) => ["Allow", "Deny"].includes(value.text(value.at(statement, "Effect")) ?? ""));
  return isRead ? statements : undefined;
}

/** Whether a policy surely leaves plain HTTP alone. */
export function lacksDenial(document: Value | undefined): boolean {
  const statements = readStatements(document);
  return statements !== undefined && !statements.some(isAboutTransport);
}

/** Adds the denial to the statements of a policy resource. */
export function withDenial(
  policy: Resource,
  denial: { readonly [key: string]: Plain },
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const document = policy.property("PolicyDocument");
  const statements = document && valueOf(document.value.at, "Statement");
  return statements && edit.append(statements, denial);
}

/** The names of the resources of one type that a property refers to; undefined if one of the values is anything else. */
export function referredNames(
  written: Value | undefined,
  { template }: Resource,
  type: string,
): readonly string[] | undefined {
  const names = value.items(written).map((item) => referenceIn(item)?.resource ?? "");
  return names.length > 0 && names.every((name) => template.resource(name)?.type === type) ? names : undefined;
}
