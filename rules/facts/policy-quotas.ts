/** How long a policy may be. Of IAM's white space does not count. */
interface PolicyQuota {
  readonly characters: number;
  /** A quota that AWS raises on request: up to this. */
  readonly raisedTo?: number;
  /** What it is a quota of, with its verb. */
  readonly of: string;
}

export const source =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html, https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html, https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html, https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html";
export const asOf = "2026-11-24";

/** By the CloudFormation type of what holds it. Roles, users and groups: all policies written into one of them together. */
export const policyQuotas: ReadonlyMap<string, PolicyQuota> = new Map<string, PolicyQuota>([
  ["AWS::IAM::ManagedPolicy", { characters: 6144, of: "a managed policy has" }],
  ["AWS::S3::BucketPolicy", { characters: 20_480, of: "a bucket's policy has" }],
  ["AWS::SQS::QueuePolicy", { characters: 8192, of: "a queue's policy has" }],
  ["AWS::SQS::QueueInlinePolicy", { characters: 8192, of: "a queue's policy has" }],
  ["AWS::SNS::TopicPolicy", { characters: 30_720, of: "a topic's policy has" }],
  ["AWS::SNS::TopicInlinePolicy", { characters: 30_720, of: "a topic's policy has" }],
  ["AWS::KMS::Key", { characters: 32_768, of: "a key's policy has" }],
  ["AWS::KMS::ReplicaKey", { characters: 32_768, of: "a key's policy has" }],
  ["AWS::DynamoDB::Table", { characters: 20_480, of: "a table's policy has" }],
]);

export const inlineQuotas = {
  role: { characters: 10_240, of: "all policies written into a role have" },
  user: { characters: 2048, of: "all policies written into a user have" },
  group: { characters: 5120, of: "all policies written into a group have" },
} as const;

export const trustQuota: PolicyQuota = { characters: 2048, raisedTo: 4096, of: "what says who may take a role has" };
