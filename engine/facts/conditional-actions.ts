/** Actions that an operation needs because of what a parameter is given. */
export interface Switched {
  /** Apart by spaces. */
  readonly actions: string;
  /** The parameters, by their paths and apart by spaces: one of them is enough. */
  readonly when: string;
  /** The parameter that names what the actions are on, if it is not what the operation is on, and its kind in `operation-resources.ts`. */
  readonly on?: { readonly parameter: string; readonly kind: string };
  /** The required action that they take the place of. */
  readonly instead?: string;
  /** The call may do without, even if the parameter is given. */
  readonly isOptional?: true;
  /** Words of code that would do something else without, apart by spaces; `*`: any code would. */
  readonly changes?: string;
  /** That the parameter is there is enough; otherwise one whose value is not known may be given nothing. */
  readonly isPresence?: true;
}

export const source =
  "Permissions in the pages of each operation: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html, https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html, https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html, https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html";
export const asOf = "2026-11";

const acl: Switched = {
  actions: "s3:PutObjectAcl",
  when: "ACL GrantFullControl GrantRead GrantReadACP GrantWriteACP",
};
const tags: Switched = { actions: "s3:PutObjectTagging", when: "Tagging" };
const hold: Switched = { actions: "s3:PutObjectLegalHold", when: "ObjectLockLegalHoldStatus" };
const retention: Switched = { actions: "s3:PutObjectRetention", when: "ObjectLockMode ObjectLockRetainUntilDate" };
const bypass: Switched = { actions: "s3:BypassGovernanceRetention", when: "BypassGovernanceRetention" };

const withKey = (actions: string, parameter: string): Switched => ({
  actions,
  when: parameter,
  on: { parameter, kind: "kms key" },
});

const version = (actions: string, instead: string): Switched => ({ actions, when: "VersionId", instead });

const withSecret: Switched = {
  actions: "secretsmanager:GetSecretValue",
  when: "secretArn SecretArn",
  on: { parameter: "secretArn SecretArn", kind: "secret" },
};

/** Without the right to list a bucket, what is not there looks forbidden. */
const lists: Switched = { actions: "s3:ListBucket", when: "Key", isOptional: true, changes: "NoSuchKey" };
/** A key that AWS manages for a service needs no right to it; another one does. */
const decrypts: Switched = {
  actions: "kms:Decrypt",
  when: "WithDecryption",
  on: { parameter: "", kind: "kms key" },
  isOptional: true,
};

/** What mail is sent with, beside the identity that it is sent from. */
const sending = (action: string, set: string, template?: string): readonly Switched[] => [
  { actions: action, when: set, on: { parameter: set, kind: "configuration set" } },
  ...(template === undefined
    ? []
    : [{ actions: action, when: template, on: { parameter: template, kind: "email template" } }]),
];

/** By the package's name and the operation. */
export const switchedActions: Readonly<Record<string, readonly Switched[]>> = {
  "s3:PutObject": [acl, tags, hold, retention, withKey("kms:GenerateDataKey", "SSEKMSKeyId")],
  "s3:CopyObject": [
    { ...lists, when: "CopySource" },
    { actions: "s3:GetObjectTagging", when: "CopySource", isOptional: true },
    acl,
    tags,
    hold,
    retention,
    withKey("kms:GenerateDataKey kms:Decrypt", "SSEKMSKeyId"),
  ],
  "s3:CreateMultipartUpload": [acl, tags, hold, retention, withKey("kms:GenerateDataKey kms:Decrypt", "SSEKMSKeyId")],
  "s3:GetObject": [lists, version("s3:GetObjectVersion", "s3:GetObject")],
  "s3:HeadObject": [{ ...lists, changes: "*" }, version("s3:GetObjectVersion", "s3:GetObject")],
  "s3:GetObjectAttributes": [
    lists,
    version("s3:GetObjectVersion", "s3:GetObject"),
    version("s3:GetObjectVersionAttributes", "s3:GetObjectAttributes"),
  ],
  "s3:GetObjectAcl": [version("s3:GetObjectVersionAcl", "s3:GetObjectAcl")],
  "s3:GetObjectTagging": [version("s3:GetObjectVersionTagging", "s3:GetObjectTagging")],
  "s3:PutObjectAcl": [version("s3:PutObjectVersionAcl", "s3:PutObjectAcl")],
  "s3:PutObjectTagging": [version("s3:PutObjectVersionTagging", "s3:PutObjectTagging")],
  "s3:DeleteObjectTagging": [version("s3:DeleteObjectVersionTagging", "s3:DeleteObjectTagging")],
  "s3:DeleteObject": [version("s3:DeleteObjectVersion", "s3:DeleteObject"), bypass],
  "s3:DeleteObjects": [{ actions: "s3:DeleteObjectVersion", when: "Delete.Objects.[].VersionId" }, bypass],
  "s3:PutObjectRetention": [bypass],
  "dynamodb:TransactWriteItems": [
    {
      actions: "dynamodb:PutItem",
      when: "TransactItems.[].Put.TableName",
      on: table("TransactItems.[].Put.TableName"),
      isPresence: true,
    },
    {
      actions: "dynamodb:UpdateItem",
      when: "TransactItems.[].Update.TableName",
      on: table("TransactItems.[].Update.TableName"),
      isPresence: true,
    },
    {
      actions: "dynamodb:DeleteItem",
      when: "TransactItems.[].Delete.TableName",
      on: table("TransactItems.[].Delete.TableName"),
      isPresence: true,
    },
    {
      actions: "dynamodb:ConditionCheckItem",
      when: "TransactItems.[].ConditionCheck.TableName",
      on: table("TransactItems.[].ConditionCheck.TableName"),
      isPresence: true,
    },
  ],
  "rds-data:ExecuteStatement": [withSecret],
  "rds-data:BatchExecuteStatement": [withSecret],
  "rds-data:BeginTransaction": [withSecret],
  "rds-data:CommitTransaction": [withSecret],
  "rds-data:RollbackTransaction": [withSecret],
  "rds-data:ExecuteSql": [{ ...withSecret, when: "awsSecretStoreArn", on: secret("awsSecretStoreArn") }],
  "redshift-data:ExecuteStatement": [withSecret],
  "redshift-data:BatchExecuteStatement": [withSecret],
  "ssm:GetParameter": [decrypts],
  "ssm:GetParameters": [decrypts],
  "ssm:GetParametersByPath": [decrypts],
  "ssm:PutParameter": [{ actions: "ssm:AddTagsToResource", when: "Tags" }, withKey("kms:Encrypt", "KeyId")],
  "secrets-manager:CreateSecret": [
    { actions: "secretsmanager:TagResource", when: "Tags" },
    { actions: "secretsmanager:ReplicateSecretToRegions", when: "AddReplicaRegions" },
    withKey("kms:GenerateDataKey kms:Decrypt", "KmsKeyId"),
  ],
  "secrets-manager:BatchGetSecretValue": [
    { actions: "secretsmanager:GetSecretValue", when: "SecretIdList.[]", on: secret("SecretIdList.[]") },
    { actions: "secretsmanager:ListSecrets", when: "Filters" },
  ],
  "ses:SendEmail": sending("ses:SendEmail", "ConfigurationSetName"),
  "ses:SendRawEmail": sending("ses:SendRawEmail", "ConfigurationSetName"),
  "ses:SendTemplatedEmail": sending("ses:SendTemplatedEmail", "ConfigurationSetName", "Template"),
  "ses:SendBulkTemplatedEmail": sending("ses:SendBulkTemplatedEmail", "ConfigurationSetName", "Template"),
  "sesv2:SendEmail": sending("ses:SendEmail", "ConfigurationSetName", "Content.Template.TemplateName"),
  "sesv2:SendBulkEmail": sending("ses:SendBulkEmail", "ConfigurationSetName", "DefaultContent.Template.TemplateName"),
  "sqs:CreateQueue": [{ actions: "sqs:TagQueue", when: "tags Tags" }],
  "sns:CreateTopic": [
    { actions: "sns:TagResource", when: "Tags" },
    { actions: "sns:PutDataProtectionPolicy", when: "DataProtectionPolicy" },
  ],
  "eventbridge:PutRule": [{ actions: "events:TagResource", when: "Tags" }],
  "eventbridge:CreateEventBus": [{ actions: "events:TagResource", when: "Tags" }],
  "lambda:CreateFunction": [
    { actions: "lambda:TagResource", when: "Tags" },
    { actions: "lambda:GetLayerVersion", when: "Layers.[]" },
    { actions: "lambda:PassCapacityProvider", when: "CapacityProviderConfig" },
  ],
  "lambda:UpdateFunctionConfiguration": [
    { actions: "lambda:GetLayerVersion", when: "Layers.[]" },
    { actions: "lambda:PassCapacityProvider", when: "CapacityProviderConfig" },
  ],
  "sfn:CreateStateMachine": [
    { actions: "states:TagResource", when: "tags" },
    { actions: "states:PublishStateMachineVersion", when: "publish" },
  ],
  "sfn:UpdateStateMachine": [{ actions: "states:PublishStateMachineVersion", when: "publish" }],
  "bedrock-runtime:InvokeModel": [guardrail("guardrailIdentifier")],
  "bedrock-runtime:InvokeModelWithResponseStream": [guardrail("guardrailIdentifier")],
  "bedrock-runtime:Converse": [guardrail("guardrailConfig.guardrailIdentifier")],
  "bedrock-runtime:ConverseStream": [guardrail("guardrailConfig.guardrailIdentifier")],
};

function table(parameter: string): Switched["on"] {
  return { parameter, kind: "table" };
}

function secret(parameter: string): Switched["on"] {
  return { parameter, kind: "secret" };
}

function guardrail(parameter: string): Switched {
  return { actions: "bedrock:ApplyGuardrail", when: parameter, on: { parameter, kind: "guardrail" } };
}

/** Parameters that a role is passed in. */
export const rolePaths: readonly string[] = [
  "Role",
  "RoleArn",
  "RoleARN",
  "roleArn",
  "role",
  "ExecutionRoleArn",
  "executionRoleArn",
  "taskRoleArn",
  "DataAccessRoleArn",
  "NotificationChannel.RoleArn",
  "ServiceRoleArn",
  "serviceRole",
  "serviceRoleArn",
  "serviceRoleOverride",
  "Target.RoleArn",
  "Targets.[].RoleArn",
  "overrides.taskRoleArn",
  "overrides.executionRoleArn",
  "agentResourceRoleArn",
  "S3DestinationConfiguration.RoleARN",
  "ExtendedS3DestinationConfiguration.RoleARN",
];
