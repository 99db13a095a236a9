import type { Edit, Plain, Resource, SiteEdit } from "../../engine/authoring.ts";

/** A resource that a cure adds beside another. */
export interface Companion {
  readonly name: string;
  /** None where one of that name is there already. */
  readonly edits: readonly SiteEdit[];
}

/** Adds a resource of a name that fits, or answers the one of that name and type that is there. Undefined if the name is taken by another, or there is no place for it. */
export function companion(near: Resource, name: string, body: Body, edit: Edit): Companion | undefined {
  const known = near.template.resource(name);
  if (known) return known.type === body.Type ? { name, edits: [] } : undefined;
  const edits = edit.addResource(near, name, body);
  return edits && { name, edits };
}

type Body = { readonly Type: string } & { readonly [key: string]: Plain };

/** Who uses a key besides those whom IAM policies of the account allow to, in the words of a statement of its policy. */
export interface KeyUse {
  readonly Principal: Plain;
  readonly Action: Plain;
}

const byPoliciesOfTheAccount: KeyUse = {
  Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } },
  Action: "kms:*",
};

/** A key of the account's own: rotated yearly, used as IAM policies of the account allow. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export const kmsKeyFor = (uses: readonly KeyUse[]): Body => ({
  Type: "AWS::KMS::Key",
  Properties: {
    EnableKeyRotation: true,
    KeyPolicy: {
      Version: "2012-10-17",
      Statement: [byPoliciesOfTheAccount, ...uses].map((use) => ({ Effect: "Allow", ...use, Resource: "*" })),
    },
  },
});

export const kmsKey: Body = kmsKeyFor([]);

/** Services that write and read under a key by themselves. */
export const usedBy = (service: Plain): KeyUse => ({
  Principal: { Service: service },
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const usedByLogs: KeyUse = {
  Principal: { Service: { "Fn::Sub": "logs.${AWS::Region}.amazonaws.com" } },
  Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
};

/** A queue that keeps what failed for 14 days, the most that SQS keeps anything. */
export const deadLetterQueue: Body = {
  Type: "AWS::SQS::Queue",
  Properties: { MessageRetentionPeriod: 1_209_600 },
};

/** A log group that keeps its lines for some days. */
export const logGroup = (days: number, name?: Plain): Body => ({
  Type: "AWS::Logs::LogGroup",
  Properties: { ...(name === undefined ? {} : { LogGroupName: name }), RetentionInDays: days },
});
