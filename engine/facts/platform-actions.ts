/**
 * Actions that Lambda uses with a function's role. Apart by spaces; behind `?` those that it can do without, or needs in some cases
 * only, behind `??` those of which it depends on what is not known.
 */
export const source =
  "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html, https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html, https://docs.aws.amazon.com/lambda/latest/dg/services-ddb.html, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html, https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html, https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html, https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html, https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html";
export const asOf = "2026-11";

export const logActions = "logs:CreateLogStream logs:PutLogEvents";
export const traceActions = "xray:PutTraceSegments xray:PutTelemetryRecords";
export const networkActions =
  "ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DeleteNetworkInterface ?? ec2:DescribeSubnets ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses";
export const fileActions = "elasticfilesystem:ClientMount ? elasticfilesystem:ClientWrite";

const inNetwork =
  "?? ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ? secretsmanager:GetSecretValue kms:Decrypt";

/** By the service in the ARN of an event source. */
export const pollingActions: Readonly<Record<string, string>> = {
  sqs: "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes ? sqs:ChangeMessageVisibility",
  kinesis:
    "kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards ? kinesis:SubscribeToShard kinesis:ListStreams",
  dynamodb: "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator ? dynamodb:ListStreams",
  kafka: `kafka:DescribeClusterV2 kafka:GetBootstrapBrokers ${inNetwork} kafka:DescribeCluster kafka:ListScramSecrets kafka-cluster:Connect kafka-cluster:DescribeGroup kafka-cluster:AlterGroup kafka-cluster:DescribeTopic kafka-cluster:ReadData kafka-cluster:DescribeClusterDynamicConfiguration`,
  mq: `mq:DescribeBroker ${inNetwork}`,
  rds: `${inNetwork} rds:DescribeDBClusters rds:DescribeDBClusterParameters rds:DescribeDBSubnetGroups`,
  /** A cluster of one's own has no ARN. */
  "": inNetwork,
};

/** By the service in the ARN of what failures and results are handed on to. */
export const handingActions: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  lambda: "lambda:InvokeFunction",
  events: "events:PutEvents",
  s3: "s3:PutObject s3:ListBucket",
};
