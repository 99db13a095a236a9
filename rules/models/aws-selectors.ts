import type { LibraryModel } from "../../engine/authoring.ts";
import { documentClient, sdkOperation } from "./_callees.ts";

const selected = (callees: readonly string[], what: string, ...properties: readonly string[]) =>
  ({ sink: "selector", callees, properties, facts: { what } }) as const;

/** What a call works on, chosen by name: a text from outside there reaches whatever else the function's role may reach. */
export default {
  library: "AWS resources by name",
  source: "https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/ (inputs of the operations, November 2026)",
  facts: [
    selected(sdkOperation("lambda", "*"), "function", "FunctionName"),
    selected(sdkOperation("sqs", "*"), "queue", "QueueUrl"),
    selected(sdkOperation("sns", "*"), "topic", "TopicArn", "TargetArn"),
    selected(sdkOperation("sfn", "*"), "state machine", "stateMachineArn"),
    selected(sdkOperation("eventbridge", "PutEvents"), "event bus", "Entries.*.EventBusName"),
    selected(sdkOperation("secrets-manager", "*"), "secret", "SecretId", "SecretIdList.*"),
    selected(sdkOperation("ssm", "*"), "parameter", "Name", "Names.*", "Path"),
    selected(sdkOperation("sts", "*"), "role", "RoleArn"),
    selected([...sdkOperation("dynamodb", "*"), ...documentClient("*", "*")], "table", "TableName"),
    selected(sdkOperation("s3", "*"), "bucket", "Bucket"),
    selected(sdkOperation("kinesis", "*"), "stream", "StreamName", "StreamARN"),
    selected(sdkOperation("firehose", "*"), "delivery stream", "DeliveryStreamName"),
    selected(sdkOperation("kms", "*"), "key", "KeyId"),
    selected(sdkOperation("codebuild", "*"), "project", "projectName"),
    selected(["@aws-sdk/lib-storage.Upload.new"], "bucket", "params.Bucket"),
    {
      sink: "selector",
      callees: ["@aws-lambda-powertools/parameters/secrets.getSecret"],
      facts: { what: "secret" },
    },
    {
      sink: "selector",
      callees: ["getParameter", "getParameters"].map((name) => `@aws-lambda-powertools/parameters/ssm.${name}`),
      facts: { what: "parameter" },
    },
    {
      sink: "selector",
      callees: ["@aws-sdk/credential-providers.fromTemporaryCredentials"],
      properties: ["params.RoleArn"],
      facts: { what: "role" },
    },
  ],
} satisfies LibraryModel;
