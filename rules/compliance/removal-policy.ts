import { type Edit, followed, type Resource, templateRule } from "../../engine/authoring.ts";
import { isPassing } from "./_passing.ts";

interface Removal {
  readonly resource: Resource;
  readonly missing: readonly Attribute[];
}

type Attribute = "DeletionPolicy" | "UpdateReplacePolicy";

const attributes: readonly Attribute[] = ["DeletionPolicy", "UpdateReplacePolicy"];

/** What is kept of a resource that goes. RDS makes a snapshot by itself, and S3 deletes no bucket that holds anything. */
const kept: ReadonlyMap<string, "Retain" | "Snapshot"> = new Map([
  ["AWS::DynamoDB::Table", "Retain"],
  ["AWS::DynamoDB::GlobalTable", "Retain"],
  ["AWS::Cognito::UserPool", "Retain"],
  ["AWS::KMS::Key", "Retain"],
  ["AWS::SecretsManager::Secret", "Retain"],
  ["AWS::EFS::FileSystem", "Retain"],
  ["AWS::OpenSearchService::Domain", "Retain"],
  ["AWS::DocDB::DBCluster", "Snapshot"],
  ["AWS::Neptune::DBCluster", "Snapshot"],
  ["AWS::Redshift::Cluster", "Snapshot"],
  ["AWS::ElastiCache::ReplicationGroup", "Snapshot"],
]);

export default templateRule<Removal>({
  meta: {
    id: "compliance/removal-policy",
    severity: "info",
    confidence: "high",
    summary: "A resource with data that goes with its stack",
    why: "CloudFormation deletes what is no longer in the template: with the stack, when somebody renames a logical id, or when a changed property makes it replace the resource by an empty new one. `DeletionPolicy` and `UpdateReplacePolicy` say to keep the old one, or a snapshot of it, instead. What is kept stays in the account, and costs, until somebody removes it; for what is meant to go write `Delete`, and it counts as decided.",
    duty: "configuration",
    cwe: [693],
    controls: [],
    references: [
      {
        title: "CloudFormation: DeletionPolicy",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
      },
      {
        title: "CloudFormation: UpdateReplacePolicy",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html",
      },
    ],
    examples: [
      {
        title: "A table",
        bad: `Resources:
  Photos:
  ^^^^^^ 'Photos' is deleted with its data when it leaves the stack or is replaced
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST`,
        fixed: `Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain`,
      },
      {
        title: "Kept when the stack goes, not when it is replaced",
        file: "template.json",
        bad: `{
  "Resources": {
    "Users": {
    ^^^^^^^ 'Users' is deleted with its data when it is replaced
      "Type": "AWS::Cognito::UserPool",
      "DeletionPolicy": "Retain"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Users": {
      "Type": "AWS::Cognito::UserPool",
      "DeletionPolicy": "Retain",
      "UpdateReplacePolicy": "Retain"
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Graph:
    ^^^^^ 'Graph' is deleted with its data when it leaves the stack or is replaced
      Type: AWS::Neptune::DBCluster`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Graph:
      Type: AWS::Neptune::DBCluster
      DeletionPolicy: Snapshot
      UpdateReplacePolicy: Snapshot`,
      },
      {
        title: "Kept, meant to go, or of things that pass; RDS and S3, which look after themselves",
        good: `Resources:
  Photos:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
  Scratch:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Delete
  SessionTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TimeToLiveSpecification:
        AttributeName: expires
        Enabled: true
  DbSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        PasswordLength: 32
  Db:
    Type: AWS::RDS::DBCluster
  Bucket:
    Type: AWS::S3::Bucket`,
      },
    ],
  },
  at: [...kept.keys()],
  *check(_property, resource) {
    // what the framework makes from an event is written nowhere
    if (!/^AWS::[^/]+$/.test(resource.writtenAs)) return;
    const missing = attributes.filter((name) => resource.attribute(name) === undefined);
    if (missing.length === 0 || isMeantToGo(resource) || isPassing(resource) || isGenerated(resource)) return;
    yield { at: resource.key, data: { resource, missing } };
  },
  message: ({ resource, missing }) => `'${resource.name}' is deleted ${loss(resource)} when it ${occasion(missing)}`,
  fix: ({ resource, missing }, edit) => {
    const policy = kept.get(resource.type) ?? "Retain";
    const edits = attributesSet(resource, missing, policy, edit);
    const title = policy === "Retain" ? "Keep it" : "Keep a snapshot of it";
    return edits && { title, safety: "safe", edits };
  },
});

const loss = ({ type }: Resource): string =>
  type === "AWS::KMS::Key" ? "and nobody can read what it encrypted" : "with its data";

/** A secret that was generated for the stack is generated anew with it. */
const isGenerated = (resource: Resource): boolean => resource.property("GenerateSecretString") !== undefined;

const occasion = (missing: readonly Attribute[]): string => {
  if (missing.length > 1) return "leaves the stack or is replaced";
  return missing[0] === "DeletionPolicy" ? "leaves the stack" : "is replaced";
};

/** `Delete` that is written is a decision, also about the occasion that is not mentioned. */
const isMeantToGo = (resource: Resource): boolean =>
  attributes.some((name) => {
    const given = resource.attribute(name)?.value;
    return given?.kind === "known" ? given.value === "Delete" : given !== undefined;
  });

function attributesSet(resource: Resource, missing: readonly Attribute[], policy: string, edit: Edit) {
  const body = followed(resource.entry.value);
  if (body?.kind !== "mapping") return undefined;
  return edit.set(body, [], Object.fromEntries(missing.map((name) => [name, policy])));
}
