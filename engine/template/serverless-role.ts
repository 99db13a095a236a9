import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import { tagMap } from "./serverless-forms.ts";
import { madeResource } from "./serverless-made.ts";
import { entryIn } from "./serverless-parts.ts";
import { providerAt, type Service } from "./serverless-service.ts";
import { at, map, text } from "./value.ts";

/** What it may do is read from `provider` itself, statement by statement. */
const roleNames: readonly Naming[] = [
  { property: "RoleName", own: "iam/role/name" },
  { property: "Path", own: "iam/role/path" },
  { property: "PermissionsBoundary", own: "iam/role/permissionsBoundary" },
  { property: "PermissionsBoundary", own: "iam/role/permissionBoundary" },
  { property: "PermissionsBoundary", own: "rolePermissionsBoundary" },
  { property: "ManagedPolicyArns", own: "iam/role/managedPolicies" },
  { property: "ManagedPolicyArns", own: "iamManagedPolicies" },
  { property: "Tags", own: "iam/role/tags", written: tagMap },
];

/** The role that functions share, unless one that exists is named, or each function has one of its own. */
export function roleResource(service: Service, template: Template): Resource[] {
  const { provider, functions } = service;
  if (!provider || !map(provider.value) || functions.length === 0) return [];
  const role = providerAt(service, "iam", "role");
  if (providerAt(service, "role") || (role && !map(role)) || text(at(role, "mode")) === "perFunction") return [];
  if (functions.every((one) => !map(one.own) || at(one.own, "role"))) return [];
  const made = madeResource(template, {
    name: "IamRoleLambdaExecution",
    type: "AWS::IAM::Role",
    writtenAs: "provider.iam",
    entry: entryIn(provider.body, "iam") ?? provider.entry,
    own: provider.value,
    namings: roleNames,
    body: provider.body,
  });
  return [made];
}
