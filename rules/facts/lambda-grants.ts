/**
 * Patterns of actions that Lambda itself uses with a function's role: logs, traces, network interfaces.
 * Source: the policies AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole and AWSXRayDaemonWriteAccess,
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html (August 2026)
 */
export const platformActions: readonly string[] = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:DescribeLog*",
  "xray:*",
  "ec2:*NetworkInterface*",
  "ec2:*PrivateIpAddresses",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
  "ec2:DescribeSecurityGroups",
];

/** Actions that Lambda uses to read from an event source, by the kind of trigger. Source: as above. */
export const pollingActions: Readonly<Record<string, readonly string[]>> = {
  sqs: ["sqs:ReceiveMessage", "sqs:DeleteMessage*", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility*"],
  dynamodb: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
  kinesis: [
    "kinesis:DescribeStream*",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:List*",
    "kinesis:SubscribeToShard",
  ],
};

/** Actions that Lambda uses to hand on what failed, or the result, of an asynchronous invocation. Source: as above. */
export const destinationActions: readonly string[] = [
  "sqs:SendMessage",
  "sns:Publish",
  "lambda:InvokeFunction",
  "events:PutEvents",
  "s3:PutObject",
  "s3:ListBucket",
];

/** Patterns of actions that no call of the SDK shows: others use them on the code's behalf, or it signs its own requests. */
export const unseenActions: readonly string[] = [
  "kms:*",
  "sts:*",
  "iam:PassRole",
  "ssmmessages:*",
  "execute-api:*",
  "appsync:*",
  "aoss:*",
  "es:*",
  "opensearch:*",
  "rds-db:*",
  "dsql:*",
  "neptune-db:*",
  "elasticfilesystem:*",
  "kafka:*",
  "kafka-cluster:*",
  "lambda:InvokeFunctionUrl",
  "logs:*",
];

/** Services, as SDK v3 names their packages, whose calls need no grants of other services beside those of KMS. */
export const selfContained: ReadonlySet<string> = new Set([
  "apigatewaymanagementapi",
  "cloudwatch",
  "cognito-identity-provider",
  "dynamodb",
  "eventbridge",
  "firehose",
  "kinesis",
  "kms",
  "lambda",
  "s3",
  "secrets-manager",
  "ses",
  "sesv2",
  "sfn",
  "sns",
  "sqs",
  "ssm",
  "sts",
]);

/** Actions that make the answer to another call clearer without being called: without them what is absent looks forbidden. */
export const companions: ReadonlyMap<string, string> = new Map([["s3:listbucket", "s3:getobject"]]);

/** Actions that can be limited only to something optional (a lexicon, a terminology), or by a condition: on every resource they are as narrow as they can be. */
export const optionallyLimited: readonly string[] = [
  "cloudwatch:PutMetricData",
  "cloudwatch:GetMetric*",
  "polly:*",
  "translate:TranslateText",
  "translate:TranslateDocument",
  "comprehend:*",
  "rekognition:Detect*",
  "transcribe:*",
  "textract:*",
  "ssm:DescribeParameters",
];
