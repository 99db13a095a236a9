import { titles } from "../facts/iam/services.ts";
import { unlistedActions, unlistedPrefixes } from "../facts/unlisted-actions.ts";
import { memoByText } from "../memo.ts";
import { hasWildcard, matchesAction } from "./match.ts";
import { type Shard, shardNamed } from "./shard.ts";

export type AccessLevel = "read" | "list" | "write" | "permissions" | "tagging";

/** One action of the catalogue. */
export interface Action {
  /** With its prefix, spelled as AWS does: `s3:GetObject`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** What it permits, as an infinitive: "retrieve objects from Amazon S3". */
  readonly description: string;
  /** Whether it can be limited to a resource; otherwise only `Resource: "*"` works. */
  readonly isLimitable: boolean;
  readonly resources: readonly { readonly type: ResourceType; readonly isRequired: boolean }[];
  /** Those of the service that its requests bring, beside those of its resource types and the global ones. */
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface ConditionKey {
  /** `aws:ResourceTag/${TagKey}`: what is in braces stands for any text. */
  readonly name: string;
  readonly type: KeyType;
  /** What it compares: "the tags associated with the resource". */
  readonly description: string;
}

export type KeyType =
  | "String"
  | "Bool"
  | "Numeric"
  | "Date"
  | "ARN"
  | "IPAddress"
  | "ArrayOfString"
  | "ArrayOfBool"
  | "ArrayOfARN";

export interface Service {
  readonly prefix: string;
  readonly title: string;
  /** By their name with the prefix, in lower case. */
  readonly actions: ReadonlyMap<string, Action>;
  readonly resourceTypes: ReadonlyMap<string, ResourceType>;
  /** By their name in lower case. */
  readonly conditionKeys: ReadonlyMap<string, ConditionKey>;
}

const levels: readonly AccessLevel[] = ["read", "list", "write", "permissions", "tagging"];

/** Every service prefix there is; reads none of them. */
export const servicePrefixes: readonly { readonly prefix: string; readonly title: string }[] = Object.entries(
  titles,
).map(([prefix, title]) => ({ prefix, title }));

/** The service with a prefix, in any case. Undefined: there is none. */
export const serviceNamed = (prefix: string): Service | undefined => read(prefix.toLowerCase());

const read = memoByText((prefix) =>
  Object.hasOwn(titles, prefix) ? serviceIn(prefix, titles[prefix] ?? prefix, shardNamed<Shard>(prefix)) : undefined,
);

function serviceIn(prefix: string, title: string, shard: Shard): Service {
  const keys = shard.keys.map(([name, type, description]) => ({ name, type: type as KeyType, description }));
  const sets = shard.sets.map((set) => set.map((index) => keys[index]?.name ?? ""));
  const setAt = (index: number | undefined) => (index === undefined ? [] : (sets[index] ?? []));
  const types = shard.types.map(([name, arn, set]) => ({ name, arns: [arn], conditionKeys: setAt(set) }));
  const actions = shard.actions.map(([name, level, description, of = [], set]): Action => {
    const resources = of.flatMap((index) => {
      const type = types[index < 0 ? ~index : index];
      return type ? [{ type, isRequired: index >= 0 }] : [];
    });
    return {
      name: `${prefix}:${name}`,
      level: levels[level] ?? "write",
      description,
      isLimitable: resources.length > 0,
      resources,
      conditionKeys: setAt(set),
    };
  });
  return {
    prefix,
    title,
    actions: new Map(actions.map((action) => [action.name.toLowerCase(), action])),
    resourceTypes: new Map(types.map((type) => [type.name, type])),
    conditionKeys: new Map(keys.map((key) => [key.name.toLowerCase(), key])),
  };
}

/** What stands before the colon of an action or condition key. */
export const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(":")));

/** Whether the catalogue holds the service of an action or pattern, so that what it does not list does not exist. */
export const isCatalogued = (action: string): boolean => Object.hasOwn(titles, prefixOf(action).toLowerCase());

/** Whether an action or pattern is of what AWS has had or has without listing it, so that it is no mistake. */
export const isUnlisted = (action: string): boolean =>
  unlistedPrefixes.includes(prefixOf(action).toLowerCase()) ||
  unlistedActions.some((unlisted) => matchesAction(action, unlisted));

/** The action of that name, in any case. */
export const actionNamed = (name: string): Action | undefined =>
  serviceNamed(prefixOf(name))?.actions.get(name.toLowerCase());

/** All actions that a pattern such as `s3:Get*` matches. Empty for `*` and for services that are not catalogued. */
export const actionsMatching = memoByText((pattern): readonly Action[] => {
  const service = serviceNamed(prefixOf(pattern));
  if (!service) return [];
  if (!hasWildcard(pattern)) return [service.actions.get(pattern.toLowerCase()) ?? []].flat();
  return [...service.actions.values()].filter((action) => matchesAction(pattern, action.name));
});
