/** The methods of what packages give out, at any depth: of the module, of what calling it makes, of an instance. */
export const methodsOf = (packages: readonly string[], methods: readonly string[]): readonly string[] =>
  packages.flatMap((name) => methods.map((method) => `${name}.**.${method}`));

/** A package whose export is called for a client, maybe twice: `require("pg-promise")()(url)`. */
export const called = (name: string): readonly string[] => [name, `${name}()`, `${name}()()`];

/** Classes of SDK v2 by the name of the v3 package, where they are not its capitals: https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/ */
const versionTwoClasses: Readonly<Record<string, string>> = {
  athena: "Athena",
  batch: "Batch",
  codebuild: "CodeBuild",
  "cloudwatch-logs": "CloudWatchLogs",
  dynamodb: "DynamoDB",
  eventbridge: "EventBridge",
  firehose: "Firehose",
  kinesis: "Kinesis",
  lambda: "Lambda",
  "rds-data": "RDSDataService",
  "redshift-data": "RedshiftData",
  "secrets-manager": "SecretsManager",
  sesv2: "SESV2",
  sfn: "StepFunctions",
  "timestream-query": "TimestreamQuery",
};

/**
 * The callees of an operation of the AWS SDK (`*`: of all of a service), whose first argument is the input: commands and aggregated clients
 * of version 3, clients of version 2. `service`: as in the v3 package, "secrets-manager".
 */
export function sdkOperation(service: string, operation: string): readonly string[] {
  const command = operation === "*" ? "*" : `${operation}Command`;
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  const classOfTwo = versionTwoClasses[service] ?? service.toUpperCase();
  return [
    `@aws-sdk/client-${service}.${command}.new`,
    `@aws-sdk/client-${service}.*.new().${method}`,
    `aws-sdk.${classOfTwo}.new().${method}`,
    `aws-sdk/clients/${classOfTwo.toLowerCase()}.new().${method}`,
  ];
}

/**
 * The callees of a command of DynamoDB's document client (`*`: of all), whose first argument is the input. `method`: its name in clients of
 * version 2 and aggregated ones of version 3.
 */
export const documentClient = (command: string, method: string): readonly string[] => [
  `@aws-sdk/lib-dynamodb.${command === "*" ? "*" : `${command}Command`}.new`,
  `@aws-sdk/lib-dynamodb.DynamoDBDocument.from().${method}`,
  `aws-sdk.DynamoDB.DocumentClient.new().${method}`,
  `aws-sdk/clients/dynamodb.DocumentClient.new().${method}`,
];
