import { embeddedValue } from "../template/embedded-json.ts";
import type { Resource } from "../template/model.ts";
import type { Value } from "../template/value.ts";
import { at, items, possibilities, text } from "../template/value.ts";
import type { StatementRole } from "./statement.ts";

/** A property that holds a policy document; `*` stands for each item of a list. */
interface PolicyPlace {
  readonly path: string;
  readonly role: StatementRole;
}

const identity = (path: string): PolicyPlace => ({ path, role: "identity" });
const resource = (path: string): PolicyPlace => ({ path, role: "resource" });
const trust = (path: string): PolicyPlace => ({ path, role: "trust" });

/** Where CloudFormation's resources hold policy documents. */
const places: ReadonlyMap<string, readonly PolicyPlace[]> = new Map([
  ["AWS::IAM::Role", [identity("Policies/*/PolicyDocument"), trust("AssumeRolePolicyDocument")]],
  ["AWS::IAM::User", [identity("Policies/*/PolicyDocument")]],
  ["AWS::IAM::Group", [identity("Policies/*/PolicyDocument")]],
  ["AWS::IAM::Policy", [identity("PolicyDocument")]],
  ["AWS::IAM::ManagedPolicy", [identity("PolicyDocument")]],
  ["AWS::IAM::RolePolicy", [identity("PolicyDocument")]],
  ["AWS::IAM::UserPolicy", [identity("PolicyDocument")]],
  ["AWS::IAM::GroupPolicy", [identity("PolicyDocument")]],
  ["AWS::IoT::Policy", [identity("PolicyDocument")]],
  ["AWS::SSO::PermissionSet", [identity("InlinePolicy")]],
  ["AWS::S3::BucketPolicy", [resource("PolicyDocument")]],
  ["AWS::S3::AccessPoint", [resource("Policy")]],
  ["AWS::SQS::QueuePolicy", [resource("PolicyDocument")]],
  ["AWS::SQS::QueueInlinePolicy", [resource("PolicyDocument")]],
  ["AWS::SNS::TopicPolicy", [resource("PolicyDocument")]],
  ["AWS::SNS::TopicInlinePolicy", [resource("PolicyDocument")]],
  ["AWS::KMS::Key", [resource("KeyPolicy")]],
  ["AWS::KMS::ReplicaKey", [resource("KeyPolicy")]],
  ["AWS::SecretsManager::ResourcePolicy", [resource("ResourcePolicy")]],
  ["AWS::ApiGateway::RestApi", [resource("Policy"), resource("Body/x-amazon-apigateway-policy")]],
  ["AWS::ECR::Repository", [resource("RepositoryPolicyText")]],
  ["AWS::EFS::FileSystem", [resource("FileSystemPolicy")]],
  ["AWS::EC2::VPCEndpoint", [resource("PolicyDocument")]],
  ["AWS::Kinesis::ResourcePolicy", [resource("ResourcePolicy")]],
  [
    "AWS::DynamoDB::Table",
    [resource("ResourcePolicy/PolicyDocument"), resource("StreamSpecification/ResourcePolicy/PolicyDocument")],
  ],
  ["AWS::Logs::ResourcePolicy", [resource("PolicyDocument")]],
  ["AWS::Events::EventBus", [resource("Policy")]],
  ["AWS::ECR::RegistryPolicy", [resource("PolicyText")]],
  ["AWS::S3Express::BucketPolicy", [resource("PolicyDocument")]],
  ["AWS::Backup::BackupVault", [resource("AccessPolicy")]],
  ["AWS::VpcLattice::AuthPolicy", [resource("Policy")]],
  ["AWS::OpenSearchService::Domain", [resource("AccessPolicies")]],
  ["AWS::Elasticsearch::Domain", [resource("AccessPolicies")]],
]);

/** The policy documents in a resource's properties. */
export function policiesOf(owner: Resource): { readonly policy: Value; readonly role: StatementRole }[] {
  return (places.get(owner.type) ?? []).flatMap(({ path, role }) =>
    policiesAt(owner, path).map((policy) => ({ policy, role })),
  );
}

function policiesAt(owner: Resource, path: string): Value[] {
  const [above = "", below] = path.split("/*/");
  const value = owner.property(above)?.value;
  const values = below === undefined ? [value] : itemsOf(value).map((item) => at(item, ...below.split("/")));
  return values.flatMap((policy) => (policy ? [inText(policy, owner)] : []));
}

/** The items of a list, under whatever conditions. */
const itemsOf = (value: Value | undefined): Value[] =>
  knownIn(value)
    .flatMap((list) => items(list))
    .flatMap(knownIn);

const knownIn = (value: Value | undefined): Value[] =>
  value ? possibilities(value).known.map((option) => option.value) : [];

/** Some policies are written as JSON in a text. */
function inText(policy: Value, { template }: Resource): Value {
  const mayBeText = policy.kind === "unknown" ? policy.pattern?.includes("{") === true : text(policy) !== undefined;
  return (mayBeText ? embeddedValue(policy.at, template) : undefined) ?? policy;
}
