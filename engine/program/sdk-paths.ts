import { servicesOfClasses } from "../facts/sdk-classes.ts";

/** An operation of a service, as a library path names it. */
export interface Operation {
  /** As in the v3 package's name, without `client-`. */
  readonly service: string;
  readonly operation: string;
  readonly version: 2 | 3;
}

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
  executeTransaction: "ExecuteTransaction",
};

/** Methods of clients that do no operation. */
const noOperations = new Set(
  "send destroy config middlewareStack setupRequestListeners defineService makeRequest makeUnauthenticatedRequest customizeRequests endpoint initializeMiddlewareStack createSet waitFor on promise abort".split(
    " ",
  ),
);

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The operation of a command that is made: `@aws-sdk/client-s3.PutObjectCommand.new()`. */
export function commandAt(path: string): Operation | undefined {
  const made = /^@aws-sdk\/(client|lib)-([a-z0-9-]+)\.(\w+)Command\.new\(\)$/.exec(path);
  const [, kind, service, name] = made ?? [];
  if (!service || !name) return undefined;
  const operation = kind === "lib" ? (documentOperations[name.charAt(0).toLowerCase() + name.slice(1)] ?? name) : name;
  return { service, operation, version: 3 };
}

/** The operation of a client's method: `@aws-sdk/client-s3.S3.new().putObject`, `aws-sdk.DynamoDB.DocumentClient.new().get`. */
export const methodAt = (path: string): Operation | undefined => aggregatedAt(path) ?? versionTwoAt(path);

function aggregatedAt(path: string): Operation | undefined {
  const found = /^@aws-sdk\/(client|lib)-([a-z0-9-]+)\.(\w+)\.(?:new|from)\(\)\.(\w+)$/.exec(path);
  const [, kind, service, client, method] = found ?? [];
  // a bare client only sends
  if (!service || !method || !client || client.endsWith("Client") || noOperations.has(method)) return undefined;
  const operation = kind === "lib" ? documentOperations[method] : upper(method);
  return operation ? { service, operation, version: 3 } : undefined;
}

function versionTwoAt(path: string): Operation | undefined {
  const document = /^aws-sdk(?:\/clients\/(?:dynamodb|all))?(?:\.DynamoDB)?\.DocumentClient\.new\(\)\.(\w+)$/.exec(
    path,
  );
  if (document?.[1]) {
    const operation = documentOperations[document[1]] ?? documentOperations[withoutAsync(document[1])];
    return operation ? { service: "dynamodb", operation, version: 2 } : undefined;
  }
  const [, name, method] = /^aws-sdk\.?\/?(?:clients\/all\.|clients\/)?(\w+)\.new\(\)\.(\w+)$/.exec(path) ?? [];
  if (!name || !method || noOperations.has(method) || isNoService.test(name)) return undefined;
  const service = serviceOfClass(name);
  return { service, operation: upper(method === "invokeAsync" ? method : withoutAsync(method)), version: 2 };
}

/** What `promisifyAll` names a method after. */
const withoutAsync = (method: string): string => method.replace(/Async$/, "");

/** Classes of version 2 that are no clients. */
const isNoService =
  /Credentials$|^(?:Endpoint|HttpRequest|HttpClient|Config|Service|Request|Response|CredentialProviderChain|TokenProviderChain|DynamoDB\.Converter|EventListeners|SequentialExecutor)$/i;

/** The service of a class of version 2: "s3" of `S3`. */
export const serviceOfClass = (name: string): string => servicesOfClasses[name.toLowerCase()] ?? name.toLowerCase();

/** Whether something is a client of AWS: `aws-sdk.S3.new()`. */
export const isClient = (path: string): boolean =>
  /^(?:@aws-sdk\/(?:client-[\w-]+\.\w+|lib-dynamodb\.\w+)\.(?:new|from)\(\)|aws-sdk(?:\/clients\/all)?(?:\.\w+|\/clients\/\w+)(?:\.DocumentClient)?\.new\(\))$/.test(
    path,
  ) && !/Command\.new\(\)$/.test(path);

/** The service of a client: "s3" of `aws-sdk.S3.new()`. */
export function serviceAt(client: string): string | undefined {
  const [, ofThree, ofTwo] =
    /^@aws-sdk\/(?:client|lib)-([a-z0-9-]+)\.|^aws-sdk\.?\/?(?:clients\/all\.|clients\/)?(\w+)/.exec(client) ?? [];
  return ofThree ?? (ofTwo === undefined ? undefined : serviceOfClass(ofTwo));
}
