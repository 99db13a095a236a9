import type { Document } from "../syntax/document.ts";
import { constructPathIn } from "../template/construct-path.ts";
import { resourceAt } from "./resource-at.ts";

/** The path of the CDK construct that was synthesised into the resource in which an offset lies: what its author knows it by. */
export function constructAt(document: Document, offset: number): string | undefined {
  if (document.language !== "json" && document.language !== "yaml") return undefined;
  const resource = resourceAt(document, offset);
  return resource && constructPathIn(resource);
}
