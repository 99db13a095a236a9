import type { ScriptDocument } from "../syntax/document.ts";
import { givenBy } from "./exported.ts";
import type { FunctionExpression } from "./ir.ts";

/**
 * Whether an exported function makes the request of an AppSync resolver or function: `request(ctx)`, in a module that imports AppSync's own,
 * or gives out a `response` beside it.
 */
export function isResolver(exported: string, fn: FunctionExpression, document: ScriptDocument): boolean {
  if (exported !== "request" || fn.params.length > 1) return false;
  const isOfAppSync = document.statements.some(
    (one) => one.kind === "import" && /^@aws-appsync\/utils(?:\/|$)/.test(one.from),
  );
  if (isOfAppSync) return true;
  const target = fn.params[0]?.target;
  const isNamed = target?.kind === "name" && /^(?:ctx|context)$/.test(target.name);
  return isNamed && givenBy(document).some((one) => one.exported === "response");
}
