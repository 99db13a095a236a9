import type { Abstract } from "../flow/abstract.ts";
import type { Call, Expression } from "./ir.ts";
import type { SdkCall } from "./sdk.ts";

/** Classes of SDK v2 whose name is not the service's v3 package: https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/ */
const serviceNames: Readonly<Record<string, string>> = {
  StepFunctions: "sfn",
  CloudWatchEvents: "eventbridge",
  CloudWatchLogs: "cloudwatch-logs",
  SecretsManager: "secrets-manager",
  CognitoIdentityServiceProvider: "cognito-identity-provider",
  ApiGatewayManagementApi: "apigatewaymanagementapi",
  RDSDataService: "rds-data",
};

/** Methods of the document clients: https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/ */
const documentOperations: Readonly<Record<string, string>> = {
  get: "GetItem",
  put: "PutItem",
  update: "UpdateItem",
  delete: "DeleteItem",
  query: "Query",
  scan: "Scan",
  batchGet: "BatchGetItem",
  batchWrite: "BatchWriteItem",
  transactGet: "TransactGetItems",
  transactWrite: "TransactWriteItems",
  executeStatement: "ExecuteStatement",
  batchExecuteStatement: "BatchExecuteStatement",
};

/** The AWS call that a call expression makes, given what its callee and first argument were found to be. */
export function sdkCallOf(call: Call, valueOf: (e: Expression) => Abstract | undefined): SdkCall | undefined {
  const callee = valueOf(call.callee)?.api;
  const first = call.args[0];
  if (call.isNew) return upload(call, callee);
  const property = call.callee.kind === "member" ? call.callee.property : undefined;
  if (property === "send" && first) return sent(call, valueOf(first));
  if (callee === undefined) return undefined;
  return aggregated(call, callee) ?? versionTwo(call, callee);
}

/** `client.send(new PutObjectCommand(input))`. */
function sent(call: Call, command: Abstract | undefined): SdkCall | undefined {
  const made = /^@aws-sdk\/(client|lib)-([a-z0-9-]+)\.(\w+)Command\.new\(\)$/.exec(command?.api ?? "");
  if (!made?.[2] || !made[3]) return undefined;
  const input = command?.from?.kind === "call" ? command.from.args[0] : undefined;
  const short = made[3].charAt(0).toLowerCase() + made[3].slice(1);
  const operation = made[1] === "lib" ? (documentOperations[short] ?? made[3]) : made[3];
  return { service: made[2], operation, version: 3, input, at: call };
}

/** `new S3().putObject(input)` and `DynamoDBDocument.from(client).put(input)` of version 3. */
function aggregated(call: Call, callee: string): SdkCall | undefined {
  const found = /^@aws-sdk\/(client|lib)-([a-z0-9-]+)\.\w+\.(?:new|from)\(\)\.(\w+)$/.exec(callee);
  if (!found?.[2] || !found[3] || found[3] === "send" || found[3] === "destroy") return undefined;
  const operation =
    found[1] === "lib" ? documentOperations[found[3]] : found[3].charAt(0).toUpperCase() + found[3].slice(1);
  return operation ? { service: found[2], operation, version: 3, input: call.args[0], at: call } : undefined;
}

/** `new AWS.S3().putObject(input)` of version 2, document client included. */
function versionTwo(call: Call, callee: string): SdkCall | undefined {
  const document = /^aws-sdk(?:\/clients\/dynamodb)?(?:\.DynamoDB)?\.DocumentClient\.new\(\)\.(\w+)$/.exec(callee);
  if (document?.[1]) {
    const operation = documentOperations[document[1]];
    return operation ? { service: "dynamodb", operation, version: 2, input: call.args[0], at: call } : undefined;
  }
  const found = /^aws-sdk(?:\.(\w+)|\/clients\/(\w+))\.new\(\)\.(\w+)$/.exec(callee);
  const name = found?.[1] ?? found?.[2];
  if (!name || !found?.[3]) return undefined;
  const service =
    Object.entries(serviceNames).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ??
    name.toLowerCase();
  const operation = found[3].charAt(0).toUpperCase() + found[3].slice(1);
  return { service, operation, version: 2, input: call.args[0], at: call };
}

/** `new Upload({ client, params })` of `@aws-sdk/lib-storage` puts an object. */
function upload(call: Call, callee: string | undefined): SdkCall | undefined {
  if (callee !== "@aws-sdk/lib-storage.Upload") return undefined;
  const options = call.args[0];
  const params =
    options?.kind === "object" ? options.properties.find((part) => part.key === "params")?.value : undefined;
  return { service: "s3", operation: "PutObject", version: 3, input: params, at: call };
}
