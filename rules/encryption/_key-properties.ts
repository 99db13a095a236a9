import type { Plain, Resource } from "../../engine/authoring.ts";
import { type KeyUse, usedBy, usedByLogs } from "../shared/companions.ts";
import { publishingServices } from "./_topic-publishers.ts";

/** Where a type of resource names the key that it is encrypted under. */
export interface KeyProperty {
  /** `AWS::Type/Property/Path`. */
  readonly at: string;
  /** What is written, where it is more than the key: the path, and what stands there. */
  readonly write?: { readonly path: string; of(key: Plain): Plain };
  /** Without this property there is nothing to encrypt. */
  readonly needs?: string;
  /** Who uses the key besides the account's own principals. */
  uses?(resource: Resource): readonly KeyUse[];
}

export const keyProperties: readonly KeyProperty[] = [
  { at: "AWS::SecretsManager::Secret/KmsKeyId" },
  {
    at: "AWS::DynamoDB::Table/SSESpecification/KMSMasterKeyId",
    write: {
      path: "SSESpecification",
      of: (key) => ({ SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: key }),
    },
  },
  { at: "AWS::SQS::Queue/KmsMasterKeyId" },
  {
    at: "AWS::SNS::Topic/KmsMasterKeyId",
    uses: (topic) => publishingServices(topic).map(usedBy),
  },
  {
    at: "AWS::S3::Bucket/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
    write: {
      path: "BucketEncryption",
      of: (key) => ({
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
          },
        ],
      }),
    },
  },
  { at: "AWS::Logs::LogGroup/KmsKeyId", uses: () => [usedByLogs] },
  { at: "AWS::Events::EventBus/KmsKeyIdentifier", uses: () => [usedBy("events.amazonaws.com")] },
  {
    at: "AWS::StepFunctions::StateMachine/EncryptionConfiguration/KmsKeyId",
    write: {
      path: "EncryptionConfiguration",
      of: (key) => ({ Type: "CUSTOMER_MANAGED_KMS_KEY", KmsKeyId: key }),
    },
  },
  { at: "AWS::Lambda::Function/KmsKeyArn", needs: "Environment/Variables" },
];
