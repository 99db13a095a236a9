/**
 * Patterns of actions that Lambda itself uses with a function's role: logs, traces, network interfaces.
 * Source: the policies AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole and AWSXRayDaemonWriteAccess, first page below.
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

/**
 * Patterns of actions of which no call of the SDK tells whether they are used: Lambda itself uses them with the function's role, others use
 * them on the code's behalf, or the code signs its own requests or connects by itself.
 */
export const source =
  "https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html; https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html";
export const asOf = "2026-11";

export const unseenActions: readonly string[] = [
  ...platformActions,
  "logs:*",
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
];
