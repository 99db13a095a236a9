import { packages, services } from "../facts/iam-actions.ts";
import { memoByText } from "../memo.ts";
import { matchesAction } from "./match.ts";

export type AccessLevel = "read" | "list" | "write" | "permissions" | "tagging";

/** One action of the catalogue. */
export interface Action {
  /** With its prefix, spelled as AWS does: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Whether it can be limited to a resource; otherwise only `Resource: "*"` works. */
  readonly isLimitable: boolean;
}

interface Service {
  readonly actions: ReadonlyMap<string, Action>;
  /** The actions that an operation may need, where they are others than that of its own name. */
  readonly operations: ReadonlyMap<string, readonly string[]>;
}

const levels: readonly AccessLevel[] = ["read", "list", "write", "permissions", "tagging"];

/** The actions of a service prefix (`s3`), or undefined for a service that the catalogue does not hold. */
const serviceOf = (prefix: string): Service | undefined => read(prefix.toLowerCase());

/** Read at first use: most sessions need few of them. */
const read = memoByText((name) => (Object.hasOwn(services, name) ? serviceIn(name, services[name] ?? "") : undefined));

function serviceIn(prefix: string, packed: string): Service {
  const [actionLine = "", operationLine = ""] = packed.split("\n");
  const actions = new Map<string, Action>();
  for (const [index, group] of actionLine.split("|").entries()) {
    for (const word of wordsOf(group)) {
      const action = actionIn(prefix, word, levels[index] ?? "write");
      actions.set(action.name.toLowerCase(), action);
    }
  }
  const operations = wordsOf(operationLine).map((word): [string, readonly string[]] => {
    const [operation = "", names = ""] = word.split("=");
    return [operation, names.split(",").map((name) => (name.includes(":") ? name : `${prefix}:${name}`))];
  });
  return { actions, operations: new Map(operations) };
}

const wordsOf = (line: string): string[] => line.split(" ").filter((word) => word !== "");

function actionIn(prefix: string, word: string, level: AccessLevel): Action {
  const isLimitable = !word.endsWith("*");
  return { name: `${prefix}:${isLimitable ? word : word.slice(0, -1)}`, level, isLimitable };
}

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(":")));

/** Whether the catalogue holds the service of an action or pattern, so that what it does not list does not exist. */
export const isCatalogued = (action: string): boolean => serviceOf(prefixOf(action)) !== undefined;

/** The action of that name, in any case. */
export const actionNamed = (name: string): Action | undefined =>
  serviceOf(prefixOf(name))?.actions.get(name.toLowerCase());

/** All catalogued actions that a pattern such as `s3:Get*` matches. Empty for `*` and for services that are not catalogued. */
export const actionsMatching = memoByText((pattern): readonly Action[] => {
  const service = serviceOf(prefixOf(pattern));
  return service ? [...service.actions.values()].filter((action) => matchesAction(pattern, action.name)) : [];
});

/** Calls whose action AWS's tables do not name, or name among others: what the call cannot do without. */
const required: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3:HeadObject", ["s3:GetObject"]],
  ["s3:GetObjectAttributes", ["s3:GetObject"]],
  ["s3:ListObjects", ["s3:ListBucket"]],
  ["s3:ListObjectsV2", ["s3:ListBucket"]],
  ["s3:DeleteObjects", ["s3:DeleteObject"]],
  ["s3:CopyObject", ["s3:GetObject", "s3:PutObject"]],
  ["s3:UploadPartCopy", ["s3:GetObject", "s3:PutObject"]],
  ["s3:CreateMultipartUpload", ["s3:PutObject"]],
  ["s3:UploadPart", ["s3:PutObject"]],
  ["s3:CompleteMultipartUpload", ["s3:PutObject"]],
  ["kms:ReEncrypt", ["kms:ReEncryptFrom", "kms:ReEncryptTo"]],
  ["execute-api:PostToConnection", ["execute-api:ManageConnections"]],
  ["execute-api:GetConnection", ["execute-api:ManageConnections"]],
  ["execute-api:DeleteConnection", ["execute-api:ManageConnections"]],
]);

/** The IAM prefixes of a service as SDK v3 names its package, `secrets-manager`. Empty: not catalogued. */
export const prefixesOf = (service: string): readonly string[] =>
  Object.hasOwn(packages, service) ? wordsOf(packages[service] ?? "") : [];

/**
 * Every action that a call of an SDK operation may need, that of its own name first. Empty: the service or operation is not
 * catalogued, so nothing may be concluded.
 */
export function actionsOf(service: string, operation: string): readonly string[] {
  const found = prefixesOf(service).flatMap((prefix) => {
    const known = serviceOf(prefix);
    const own = known?.actions.get(`${prefix}:${operation}`.toLowerCase())?.name;
    return [
      ...(own ? [own] : []),
      ...(required.get(`${prefix}:${operation}`) ?? []),
      ...(known?.operations.get(operation) ?? []),
    ];
  });
  return [...new Set(found)];
}

/** The actions without which a call fails. Empty: it depends on what is called with, or is not known. */
export function requiredActionsOf(service: string, operation: string): readonly string[] {
  for (const prefix of prefixesOf(service)) {
    const listed = required.get(`${prefix}:${operation}`);
    if (listed) return listed;
    const known = serviceOf(prefix);
    const own = known?.actions.get(`${prefix}:${operation}`.toLowerCase())?.name;
    if (own) return [own];
    const others = known?.operations.get(operation)?.filter((action) => prefixOf(action) === prefix) ?? [];
    if (others.length > 0) return others.length === 1 ? others : [];
  }
  return [];
}
