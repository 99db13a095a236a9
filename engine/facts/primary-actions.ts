/**
 * Operations of which AWS's tables name no action, or several: what a call cannot do without, whatever it is called with. Empty: it needs no
 * action that is the same for all calls. Where parameters decide, see `conditional-actions.ts`.
 */
export const source =
  "Pages of each operation in the API references, https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html and those of the other services; https://docs.aws.amazon.com/service-authorization/latest/reference/";
export const asOf = "2026-11";

/** By `prefix:Operation`, the prefix being that of the package's actions. Actions apart by spaces. */
export const primaryActions: Readonly<Record<string, string>> = {
  "apigateway:CreateApiKey": "apigateway:POST",
  "apigateway:CreateDomainName": "apigateway:POST",
  "apigateway:CreateDomainNameAccessAssociation": "apigateway:POST",
  "apigateway:CreateRestApi": "apigateway:POST",
  "apigateway:CreateStage": "apigateway:POST",
  "apigateway:CreateUsagePlan": "apigateway:POST",
  "apigateway:CreateVpcLink": "apigateway:POST",
  "apigateway:DeleteDomainName": "apigateway:DELETE",
  "apigateway:GenerateClientCertificate": "apigateway:POST",
  "apigateway:ImportApi": "apigateway:PUT",
  "apigateway:ImportRestApi": "apigateway:POST",
  "apigateway:PutRestApi": "apigateway:PUT",
  "apigateway:ReimportApi": "apigateway:PUT",
  "apigateway:TagResource": "apigateway:PUT",
  "apigateway:UntagResource": "apigateway:DELETE",
  "apigateway:UpdateDomainName": "apigateway:PATCH",
  "apigateway:UpdateRestApi": "apigateway:PATCH",
  "bedrock:Converse": "bedrock:InvokeModel",
  "bedrock:ConverseStream": "bedrock:InvokeModelWithResponseStream",
  "bedrock:StartAsyncInvoke": "bedrock:InvokeModel",
  "budgets:CreateBudget": "budgets:ModifyBudget",
  "budgets:CreateNotification": "budgets:ModifyBudget",
  "budgets:CreateSubscriber": "budgets:ModifyBudget",
  "budgets:DeleteBudget": "budgets:ModifyBudget",
  "budgets:DeleteNotification": "budgets:ModifyBudget",
  "budgets:DeleteSubscriber": "budgets:ModifyBudget",
  "budgets:DescribeBudget": "budgets:ViewBudget",
  "budgets:DescribeBudgetNotificationsForAccount": "budgets:ViewBudget",
  "budgets:DescribeBudgetPerformanceHistory": "budgets:ViewBudget",
  "budgets:DescribeBudgets": "budgets:ViewBudget",
  "budgets:DescribeNotificationsForBudget": "budgets:ViewBudget",
  "budgets:DescribeSubscribersForNotification": "budgets:ViewBudget",
  "budgets:UpdateBudget": "budgets:ModifyBudget",
  "budgets:UpdateNotification": "budgets:ModifyBudget",
  "budgets:UpdateSubscriber": "budgets:ModifyBudget",
  "cassandra:CreateKeyspace": "cassandra:Create",
  "cassandra:CreateTable": "cassandra:Create",
  "cassandra:CreateType": "cassandra:Create",
  "cassandra:DeleteKeyspace": "cassandra:Drop",
  "cassandra:DeleteTable": "cassandra:Drop",
  "cassandra:DeleteType": "cassandra:Drop",
  "cassandra:GetTableAutoScalingSettings": "cassandra:Select",
  "cassandra:RestoreTable": "cassandra:Restore cassandra:Select",
  "cassandra:UpdateKeyspace": "cassandra:Alter",
  "cassandra:UpdateTable": "cassandra:Alter",
  "cloudfront:CreateDistributionWithTags": "cloudfront:CreateDistribution cloudfront:TagResource",
  "cloudfront:UpdateDistributionWithStagingConfig": "cloudfront:UpdateDistribution cloudfront:GetDistribution",
  "cloudtrail:ListInsightsMetricData": "cloudtrail:ListInsightsData",
  "dynamodb:BatchExecuteStatement": "",
  "dynamodb:ExecuteStatement": "",
  "dynamodb:ExecuteTransaction": "",
  "dynamodb:RestoreTableToPointInTime": "dynamodb:RestoreTableToPointInTime",
  "dynamodb:TransactWriteItems": "",
  "ecr:ListImageReferrers": "ecr:BatchGetImage",
  "execute-api:DeleteConnection": "execute-api:ManageConnections",
  "execute-api:GetConnection": "execute-api:ManageConnections",
  "execute-api:PostToConnection": "execute-api:ManageConnections",
  "kafka:CreateTopic": "kafka-cluster:Connect kafka-cluster:CreateTopic",
  "kafka:DeleteTopic": "kafka-cluster:Connect kafka-cluster:DeleteTopic",
  "kafka:DescribeTopic": "kafka-cluster:Connect kafka-cluster:DescribeTopic",
  "kafka:DescribeTopicPartitions": "kafka-cluster:Connect kafka-cluster:DescribeTopic",
  "kafka:ListTopics": "kafka-cluster:Connect kafka-cluster:DescribeTopic",
  "kafka:UpdateTopic": "kafka-cluster:Connect kafka-cluster:AlterTopic",
  "kms:ReEncrypt": "kms:ReEncryptFrom kms:ReEncryptTo",
  "lex:CreateResourcePolicyStatement": "lex:CreateResourcePolicy",
  "lex:DeleteResourcePolicyStatement": "lex:DeleteResourcePolicy",
  "quicksight:CreateTopicV2": "quicksight:CreateTopic",
  "quicksight:UpdateTopicV2": "quicksight:UpdateTopic",
  "s3:CompleteMultipartUpload": "s3:PutObject",
  "s3:CopyObject": "s3:PutObject s3:GetObject",
  "s3:CreateBucketMetadataConfiguration": "s3:CreateBucketMetadataTableConfiguration",
  "s3:CreateMultipartUpload": "s3:PutObject",
  "s3:CreateSession": "s3express:CreateSession",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:GetObjectAttributes": "s3:GetObject s3:GetObjectAttributes",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListDirectoryBuckets": "s3express:ListAllMyDirectoryBuckets",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:RenameObject": "s3express:CreateSession",
  "s3:UploadPart": "s3:PutObject",
  "s3:UploadPartCopy": "s3:PutObject s3:GetObject",
  "s3:WriteGetObjectResponse": "s3-object-lambda:WriteGetObjectResponse",
  "timestream:Query": "timestream:Select timestream:DescribeEndpoints",
  "timestream:WriteRecords": "timestream:WriteRecords timestream:DescribeEndpoints",
};

/**
 * Operations that are told who calls by what they are given, a token or a password, or that anyone may call: the policies of a role are not
 * asked. By prefix; apart by spaces. Source: the `auth` of each operation in the service models of the SDKs, https://github.com/boto/botocore,
 * and https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const operationsWithoutRights: Readonly<Record<string, string>> = {
  "cognito-identity": "GetCredentialsForIdentity GetId GetOpenIdToken UnlinkIdentity",
  "cognito-idp":
    "AssociateSoftwareToken ChangePassword CompleteWebAuthnRegistration ConfirmDevice ConfirmForgotPassword ConfirmSignUp DeleteUser DeleteUserAttributes DeleteWebAuthnCredential ForgetDevice ForgotPassword GetDevice GetTokensFromRefreshToken GetUser GetUserAttributeVerificationCode GetUserAuthFactors GlobalSignOut InitiateAuth ListDevices ListUserSessions ListWebAuthnCredentials ResendConfirmationCode RespondToAuthChallenge RevokeToken RevokeUserSession SetUserMFAPreference SetUserSettings SignUp StartWebAuthnRegistration UpdateAuthEventFeedback UpdateDeviceStatus UpdateUserAttributes VerifySoftwareToken VerifyUserAttribute",
  sts: "AssumeRoleWithSAML AssumeRoleWithWebIdentity GetCallerIdentity",
};

/**
 * Actions that AWS lists with operations, but that no caller needs: DynamoDB's own for the copies of a table.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_MA_security.html
 */
export const actionsOfOthers: readonly string[] = [
  "dynamodb:ReadDataForReplication",
  "dynamodb:ReplicateSettings",
  "dynamodb:WriteDataForReplication",
];
