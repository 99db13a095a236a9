/**
 * Actions that give away secrets, keys' work, or data by the heap.
 * Source: the access levels and descriptions of https://docs.aws.amazon.com/service-authorization/latest/reference/ (November 2026)
 */
export const secretReads: readonly string[] = [
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

export const decryptions: readonly string[] = ["kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

/** Reads that bring out much at once, or all there is. */
export const bulkReads: readonly string[] = [
  "athena:GetQueryResults",
  "backup:StartRestoreJob",
  "cassandra:Select",
  "codecommit:GitPull",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ebs:GetSnapshotBlock",
  "glacier:GetJobOutput",
  "kinesis:GetRecords",
  "kinesis:SubscribeToShard",
  "lambda:GetFunction",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
  "neptune-db:ReadDataViaQuery",
  "rds-data:BatchExecuteStatement",
  "rds-data:ExecuteSql",
  "rds-data:ExecuteStatement",
  "rds:CopyDBSnapshot",
  "rds:StartExportTask",
  "redshift-data:BatchExecuteStatement",
  "redshift-data:ExecuteStatement",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "sqs:ReceiveMessage",
  "timestream:Select",
];
