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
