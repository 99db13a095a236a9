/** What the use of an encrypted resource needs of its key. */
export interface KeyUse {
  /** Where a resource of the type names its key. */
  readonly property: string;
  /** For actions on the resource, apart by spaces, the actions on its key, apart by spaces. */
  readonly uses: Readonly<Record<string, string>>;
  /** The service may use the key by itself, so that an absence proves nothing. */
  readonly isOptional?: true;
}

export const source =
  "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html, https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html, https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html";
export const asOf = "2026-11";

const produce = "kms:GenerateDataKey kms:Decrypt";

/** By the resource's type in CloudFormation. */
export const keyUses: Readonly<Record<string, KeyUse>> = {
  "AWS::S3::Bucket": {
    property: "BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
    uses: { "s3:GetObject s3:GetObjectVersion": "kms:Decrypt", "s3:PutObject": produce },
  },
  "AWS::SQS::Queue": {
    property: "KmsMasterKeyId",
    uses: { "sqs:SendMessage": produce, "sqs:ReceiveMessage": "kms:Decrypt" },
  },
  "AWS::SNS::Topic": { property: "KmsMasterKeyId", uses: { "sns:Publish": produce } },
  "AWS::Kinesis::Stream": {
    property: "StreamEncryption/KeyId",
    uses: { "kinesis:PutRecord kinesis:PutRecords": "kms:GenerateDataKey", "kinesis:GetRecords": "kms:Decrypt" },
  },
  "AWS::SecretsManager::Secret": {
    property: "KmsKeyId",
    uses: {
      "secretsmanager:GetSecretValue": "kms:Decrypt",
      "secretsmanager:PutSecretValue secretsmanager:UpdateSecret": produce,
    },
  },
  "AWS::DynamoDB::Table": {
    property: "SSESpecification/KMSMasterKeyId",
    uses: {
      "dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem":
        "kms:Decrypt kms:Encrypt kms:ReEncryptFrom kms:ReEncryptTo kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:DescribeKey kms:CreateGrant",
    },
    isOptional: true,
  },
};
