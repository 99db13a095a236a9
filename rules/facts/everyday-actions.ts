import { actionNamed, samPolicyTemplates } from "../../engine/authoring.ts";

/**
 * The policy templates of AWS SAM that hold what code commonly does with a service, by IAM prefix.
 * Source: https://github.com/aws/serverless-application-model/blob/develop/docs/policy_templates.rst (August 2026)
 */
const templates: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["DynamoDBCrudPolicy"],
  events: ["EventBridgePutEventsPolicy"],
  firehose: ["FirehoseWritePolicy"],
  kms: ["KMSDecryptPolicy"],
  lambda: ["LambdaInvokePolicy"],
  s3: ["S3CrudPolicy"],
  secretsmanager: ["AWSSecretsManagerGetSecretValuePolicy"],
  ses: ["SESCrudPolicy"],
  sns: ["SNSPublishMessagePolicy"],
  sqs: ["SQSPollerPolicy", "SQSSendMessagePolicy"],
  states: ["StepFunctionsExecutionPolicy"],
};

/** What code commonly does with a service, as AWS SAM's policy templates have it, and their names. */
export interface Everyday {
  readonly actions: readonly string[];
  readonly source: string;
}

export function everydayActions(prefix: string): Everyday | undefined {
  const names = templates[prefix.toLowerCase()];
  if (!names) return undefined;
  const statements = names.flatMap((name) => samPolicyTemplates[name] ?? []);
  const actions = statements.flatMap((statement) => statement.actions).map((action) => action.replace(/\*$/, ""));
  // some of them name actions that AWS does not have
  const known = actions.filter((action) => actionNamed(action));
  return { actions: [...new Set(known)], source: names.map((name) => `'${name}'`).join(" and ") };
}
