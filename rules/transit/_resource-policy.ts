import { entryOf, type Node, type Resource, type Site, type Value, value, valueOf } from "../../engine/authoring.ts";
import { mayTest, readStatements } from "../shared/statements.ts";

/** The policy that says who may call a REST API. */
export interface ResourcePolicy {
  /** What the API is called: its logical id, or the service that the framework makes one for. */
  readonly api: string;
  /** Where a finding about the policy goes. */
  readonly at: Site;
  /** The statement or list of statements, as written. */
  readonly node: Node;
  readonly statements: readonly Value[];
}

/** What wakes a rule about such policies: an API, or the first function of a service that has the framework make one. */
export const apiTypes = ["AWS::ApiGateway::RestApi", "AWS::Lambda::Function"] as const;

/** The policy of an API, if all of it can be read. A Serverless service's is told with its first function. */
export function resourcePolicyOf(resource: Resource): ResourcePolicy | undefined {
  if (resource.writtenAs === "functions") return servicePolicy(resource);
  if (resource.writtenAs === "AWS::Serverless::Api") return samPolicy(resource);
  if (resource.type !== "AWS::ApiGateway::RestApi") return undefined;
  const policy = resource.property("Policy");
  const statements = policy && value.at(policy.value, "Statement");
  return policy && readable(resource.name, policy.key ?? policy.at, statements, valueOf(policy.at, "Statement"));
}

/** `CustomStatements`, where they are all that the policy is made from. */
function samPolicy(api: Resource): ResourcePolicy | undefined {
  const policy = api.property("Auth/ResourcePolicy");
  const entries = value.map(policy?.value)?.entries;
  const [only] = entries ?? [];
  if (!only || entries?.length !== 1 || only.key.value !== "CustomStatements") return undefined;
  return readable(api.name, only.key, only.value, only.node);
}

function servicePolicy(resource: Resource): ResourcePolicy | undefined {
  const { template } = resource;
  if (template.resources.find((one) => one.writtenAs === "functions") !== resource) return undefined;
  const provider = valueOf(template.root, "provider");
  const entry = entryOf(valueOf(provider, "apiGateway"), "resourcePolicy") ?? entryOf(provider, "resourcePolicy");
  return entry && readable(serviceName(resource), entry.key, template.resolve(entry.value), entry.value);
}

function serviceName({ template }: Resource): string {
  const name = template.section("service");
  return name?.kind === "scalar" && typeof name.value === "string" ? name.value : "the service";
}

function readable(
  api: string,
  at: Site,
  statements: Value | undefined,
  node: Node | undefined,
): ResourcePolicy | undefined {
  const all = readStatements(statements);
  return all && node ? { api, at, node, statements: all } : undefined;
}

/** Whether a statement speaks of `aws:SecureTransport`, or has a condition that cannot be read. */
export const isAboutTransport = (statement: Value): boolean =>
  mayTest(value.at(statement, "Condition"), (key) => key === "aws:securetransport");
