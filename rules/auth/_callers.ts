import { type Operation, value } from "../../engine/authoring.ts";
import type { Route } from "../shared/route.ts";
import { samApiOf } from "./_sam-api.ts";

/** Preflights; health checks; what is called before there is a token, or by someone else's servers, which sign what they send. */
export function isPublicByNature({ method, path = "" }: Pick<Route, "method" | "path">): boolean {
  if (/^(options|head)$/i.test(method ?? "")) return true;
  const words = path
    .toLowerCase()
    .split("/")
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const isHealth =
    words.length <= 3 &&
    /^(health|healthz|health-?check|ping|status|ready|readyz|live|livez|favicon\.ico|robots\.txt)$/.test(last);
  const isSignIn = /^(log-?in|log-?out|sign-?in|sign-?up|sign-?out|register|(forgot|reset)-?password)$/.test(last);
  return (
    !path.includes("{") &&
    (isHealth || isSignIn || words.some((word) => /^(\.well-known|oauth2?|webhooks?)$/.test(word)))
  );
}

/** Whether the route asks for an API key ('auth/api-key-only' speaks of those) or its API for a certificate. */
export function asksOtherwise(operation: Operation): boolean {
  if (operation.needsKey !== false) return true;
  const { template } = operation.declaredBy;
  if (value.boolean(value.at(template.resolve(operation.at), "private"))) return true;
  return template.dialect === "sam" && samApiOf(operation, template)?.asksOtherwise === true;
}
