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
import { readStatements } from "../shared/statements.ts";
import { isAboutTransport } from "./_resource-policy.ts";

/** Whether a policy surely leaves plain HTTP alone. */
export function lacksDenial(document: Value | undefined): boolean {
  const statements = readStatements(value.at(document, "Statement"));
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
