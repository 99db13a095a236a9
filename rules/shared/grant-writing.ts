import {
  type Deployed,
  type Edit,
  type ExactStatement,
  type Mapping,
  type Node,
  type Plain,
  type SiteEdit,
  type Value,
  value,
  writtenForSam,
  writtenPolicy,
  writtenStatement,
} from "../../engine/authoring.ts";
import { withoutCircles } from "./circles.ts";

/** Writes statements to where the rights of a function's role are written, in the dialect's own form. Undefined: the role is not in the workspace. */
export function addGrants(
  deployed: Deployed,
  exact: readonly ExactStatement[],
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { resource, grants } = deployed;
  const statements = withoutCircles(exact, deployed);
  if (grants.role) return addToRole(deployed, statements, edit);
  if (resource.property("Role")) return undefined;
  if (resource.writtenAs === "AWS::Serverless::Function") return addToSam(deployed, writtenForSam(statements), edit);
  if (resource.writtenAs !== "functions") return undefined;
  const written = statements.map(writtenStatement);
  return grants.users.length > 0 ? addToProvider(deployed, written, edit) : addToFunction(deployed, written, edit);
}

/** Adds items to a list; what is alone there becomes one. */
function addTo(list: Node, items: readonly Plain[], edit: Edit): readonly SiteEdit[] | undefined {
  const parts = items.map((item) => edit.append(list, item));
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function addToSam({ resource }: Deployed, items: readonly Plain[], edit: Edit): readonly SiteEdit[] | undefined {
  const policies = resource.property("Policies");
  if (!policies) return edit.setProperty(resource, "Policies", items);
  return addTo(policies.value.at, items, edit);
}

function addToRole({ resource, grants }: Deployed, statements: readonly ExactStatement[], edit: Edit) {
  const { role } = grants;
  const policies = role?.property("Policies");
  if (!role) return undefined;
  const documents = value.items(policies?.value).map((policy) => value.at(policy, "PolicyDocument", "Statement"));
  const list = documents.find((one) => one !== undefined);
  if (list) return addTo(list.at, statements.map(writtenStatement), edit);
  const policy = { PolicyName: `${resource.name}Policy`, PolicyDocument: writtenPolicy(statements) };
  return policies ? addTo(policies.value.at, [policy], edit) : edit.setProperty(role, "Policies", [policy]);
}

/** `iam.role.statements`, or its old place if that is in use. */
function addBelow(holder: Node | undefined, body: Value, written: readonly Plain[], edit: Edit) {
  const list = value.at(body, "iam", "role", "statements") ?? value.at(body, "iamRoleStatements");
  if (list) return addTo(list.at, written, edit);
  return holder?.kind === "mapping" ? edit.set(holder as Mapping, ["iam", "role", "statements"], written) : undefined;
}

function addToProvider({ template }: Deployed, written: readonly Plain[], edit: Edit) {
  const provider = template.section("provider");
  return provider && addBelow(provider, template.resolve(provider), written, edit);
}

const addToFunction = ({ resource, template }: Deployed, written: readonly Plain[], edit: Edit) =>
  addBelow(resource.entry.value, template.resolve(resource.entry.value), written, edit);
