import type { Resource } from "../../engine/authoring.ts";

/**
 * Whether the function's role may write traces once tracing is switched on, without which Lambda refuses to: SAM and the Serverless
 * Framework add what is needed to the roles that they make.
 */
export function getsTracePermission(resource: Resource): boolean {
  const isMade = resource.writtenAs === "AWS::Serverless::Function" || resource.writtenAs === "functions";
  return isMade && resource.property("Role") === undefined;
}
