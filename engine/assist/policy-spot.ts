import type { Level, Spot } from "./spot.ts";

/** Which part of a policy stands at a spot. */
export type PolicyPart =
  | { readonly part: "document-key" }
  | { readonly part: "version" }
  | { readonly part: "statement-key"; readonly isShared: boolean }
  | { readonly part: "effect" }
  | { readonly part: "action"; readonly isTrust: boolean }
  | { readonly part: "resource" }
  | { readonly part: "operator" }
  | { readonly part: "condition-key"; readonly operator: string }
  | { readonly part: "condition-value"; readonly operator: string; readonly key: string }
  | { readonly part: "principal-key" }
  | { readonly part: "principal-service" }
  | { readonly part: "sam-policy" }
  | { readonly part: "sam-parameter"; readonly template: string }
  | { readonly part: "managed-policy" };

/** A part of a policy, and the text of the statement that it is in. */
export interface PolicySpot {
  readonly what: PolicyPart;
  readonly statement: string;
}

/** Properties that hold a policy document. */
const documents = new Set([
  "PolicyDocument",
  "AssumeRolePolicyDocument",
  "KeyPolicy",
  "Policy",
  "Policies",
  "InlinePolicy",
  "ResourcePolicy",
  "RepositoryPolicyText",
  "PolicyText",
  "FileSystemPolicy",
  "AccessPolicy",
  "AccessPolicies",
  "x-amazon-apigateway-policy",
]);

/** Keys that hold statements without a document around them. */
const lists = new Set(["iamRoleStatements", "resourcePolicy", "CustomStatements"]);

const managedLists = new Set(["ManagedPolicyArns", "managedPolicies", "iamManagedPolicies"]);

/** What of a policy stands at a spot. Undefined: nothing of a policy. */
export function policySpot(spot: Spot): PolicySpot | undefined {
  const { path } = spot;
  const at = path.findIndex((_, index) => holdsStatements(path, index));
  if (at >= 0) {
    const item = path[at + 1]?.key === undefined ? path[at + 1] : path[at];
    const rest = path.slice(item === path[at] ? at + 1 : at + 2);
    if (!item || (item === path[at] && rest.length === 0 && spot.form === "block")) return undefined;
    const keys = path.map(({ key }) => key);
    const what = partOfStatement(rest, spot, {
      isTrust: keys.includes("AssumeRolePolicyDocument"),
      isIdentity: keys.some((key) => key !== undefined && identities.test(key)) || isIdentityPolicy(path, keys),
    });
    return what && { what, statement: item.text() };
  }
  const what = beside(path, spot);
  return what && { what, statement: "" };
}

/** Below these, statements say what an identity may do: they name no principal. */
const identities = /^(?:Policies|InlinePolicy|iamRoleStatements|statements)$/;

const isIdentityPolicy = (path: readonly Level[], keys: readonly (string | undefined)[]): boolean =>
  !keys.includes("AssumeRolePolicyDocument") && hasType(path, "AWS::IAM::\\w+");

function holdsStatements(path: readonly Level[], index: number): boolean {
  const key = path[index]?.key;
  if (key === undefined) return false;
  const above = path.slice(0, index).findLast((level) => level.key !== undefined)?.key;
  if (key === "Statement")
    return (
      above === undefined ||
      documents.has(above) ||
      (above === "Properties" && hasType(path, "AWS::Events::EventBusPolicy"))
    );
  if (key === "statements") return above === "role";
  return lists.has(key);
}

interface Standing {
  readonly isTrust: boolean;
  readonly isIdentity: boolean;
}

function partOfStatement(rest: readonly Level[], spot: Spot, standing: Standing): PolicyPart | undefined {
  const [first, second, third] = rest;
  const mayBeKey = spot.takes !== "value";
  if (!first) return mayBeKey ? { part: "statement-key", isShared: !standing.isIdentity } : undefined;
  const depth = rest.filter(({ key }) => key !== undefined).length;
  const isValue = depth === 1 && spot.takes !== "key";
  switch (first.key) {
    case "Effect":
      return isValue ? { part: "effect" } : undefined;
    case "Action":
    case "NotAction":
      return isValue ? { part: "action", isTrust: standing.isTrust } : undefined;
    case "Resource":
    case "NotResource":
      return isValue ? { part: "resource" } : undefined;
    case "Principal":
    case "NotPrincipal":
      if (second?.key === "Service" && depth === 2 && spot.takes !== "key") return { part: "principal-service" };
      return !second && mayBeKey ? { part: "principal-key" } : undefined;
    case "Condition":
      return partOfCondition(second?.key, third?.key, depth, spot);
    default:
      return undefined;
  }
}

function partOfCondition(
  operator: string | undefined,
  key: string | undefined,
  depth: number,
  { takes }: Spot,
): PolicyPart | undefined {
  if (operator === undefined) return takes === "value" ? undefined : { part: "operator" };
  if (key === undefined) return takes === "value" ? undefined : { part: "condition-key", operator };
  return takes !== "key" && depth === 3 ? { part: "condition-value", operator, key } : undefined;
}

/** What of policies stands outside of statements. */
function beside(path: readonly Level[], spot: Spot): PolicyPart | undefined {
  const named = path.filter(({ key }) => key !== undefined);
  const last = named.at(-1)?.key;
  const isDirect = path.at(-1)?.key !== undefined;
  if (last !== undefined && managedLists.has(last) && spot.takes !== "key") return { part: "managed-policy" };
  if (last === "Policies" && hasType(path, "AWS::Serverless::(?:Function|StateMachine)")) return { part: "sam-policy" };
  const above = named.at(-2)?.key;
  if (above === "Policies" && last !== undefined && spot.takes !== "value" && last.endsWith("Policy"))
    return { part: "sam-parameter", template: last };
  if (
    last === "Version" &&
    isDirect &&
    spot.takes !== "key" &&
    (above === undefined ? isPolicyText(path) : documents.has(above))
  )
    return { part: "version" };
  if (last !== undefined && documents.has(last) && last !== "Policies" && isDirect && spot.takes !== "value")
    return { part: "document-key" };
  return undefined;
}

const isPolicyText = (path: readonly Level[]): boolean => path.length <= 2;

/** Whether the resource that a path leads through says that it is of a type. */
export function hasType(path: readonly Level[], pattern: string): boolean {
  const resource = resourceLevel(path);
  return resource !== undefined && new RegExp(`\\bType["']?\\s*:\\s*["']?${pattern}\\b`).test(resource.text());
}

/** The entry of a resource, or of a function of a Serverless service, that a path leads through. */
export function resourceLevel(path: readonly Level[]): Level | undefined {
  const at = path.findIndex(({ key }) => key === "Resources" || key === "functions");
  return at < 0 ? undefined : path.slice(at + 1).find(({ key }) => key !== undefined);
}
