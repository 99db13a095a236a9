import type { Abstract } from "../flow/abstract.ts";
import type { Call, Expression } from "./ir.ts";
import type { SdkCall } from "./sdk.ts";
import { commandAt, methodAt } from "./sdk-paths.ts";

/** The AWS call that a call expression makes, given what its callee and first argument were found to be. */
export function sdkCallOf(call: Call, valueOf: (e: Expression) => Abstract | undefined): SdkCall | undefined {
  const callee = valueOf(call.callee)?.api;
  const first = call.args[0];
  if (call.isNew) return upload(call, callee);
  const property = call.callee.kind === "member" ? call.callee.property : undefined;
  if (property === "send" && first) return sent(call, valueOf(first));
  if (callee === undefined) return undefined;
  return ofClient(call, callee);
}

/** `client.send(new PutObjectCommand(input))`. */
function sent(call: Call, command: Abstract | undefined): SdkCall | undefined {
  const operation = commandAt(command?.api ?? "");
  const input = command?.from?.kind === "call" ? command.from.args[0] : undefined;
  return operation && { ...operation, input, at: call };
}

/** `new S3().putObject(input)`, `DynamoDBDocument.from(client).put(input)`, `new AWS.S3().putObject(input)`. */
function ofClient(call: Call, callee: string): SdkCall | undefined {
  const operation = methodAt(callee);
  return operation && { ...operation, input: call.args[0], at: call };
}

/** `new Upload({ client, params })` of `@aws-sdk/lib-storage` puts an object. */
function upload(call: Call, callee: string | undefined): SdkCall | undefined {
  if (callee !== "@aws-sdk/lib-storage.Upload") return undefined;
  const options = call.args[0];
  const params =
    options?.kind === "object" ? options.properties.find((part) => part.key === "params")?.value : undefined;
  return { service: "s3", operation: "PutObject", version: 3, input: params, at: call };
}
