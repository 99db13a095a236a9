import type { LibraryModel } from "../../engine/authoring.ts";

/** Clients whose requests, with the role's signature, go where their endpoint says. */
const clients = [
  ...[
    "dynamodb.DynamoDB",
    "s3.S3",
    "sqs.SQS",
    "sns.SNS",
    "lambda.Lambda",
    "sts.STS",
    "secrets-manager.SecretsManager",
    "ssm.SSM",
  ],
  ...[
    "kms.KMS",
    "sfn.SFN",
    "eventbridge.EventBridge",
    "apigatewaymanagementapi.ApiGatewayManagementApi",
    "iot-data-plane.IoTDataPlane",
  ],
];

export default {
  library: "AWS endpoints",
  source:
    "https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/configuring-the-jssdk.html (November 2026)",
  facts: [
    {
      sink: "url",
      callees: clients.flatMap((name) => [`@aws-sdk/client-${name}Client.new`, `@aws-sdk/client-${name}.new`]),
      properties: ["endpoint"],
    },
    { sink: "url", callees: ["aws-sdk.*.new", "aws-sdk/clients/*.new"], properties: ["endpoint"] },
  ],
} satisfies LibraryModel;
