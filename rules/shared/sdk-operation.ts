import type { Code, SdkCall, Site } from "../../engine/authoring.ts";

/** The word that names the operation at its call: `PutObjectCommand`, `putObject`, `Upload`. */
export function operationSite(call: Code.Call): Site {
  const { callee, args } = call;
  if (callee.kind !== "member") return callee;
  const command = args[0];
  return callee.property === "send" && command?.kind === "call" ? command.callee : callee.propertyAt;
}

/** Whether an SDK call is one of a service's operations. */
export const isOperation = (
  call: SdkCall | undefined,
  service: string,
  operations: readonly string[],
): call is SdkCall => call?.service === service && operations.includes(call.operation);
