import { type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { isPartOfWhole } from "./_whole.ts";

export default taintRule({
  meta: {
    id: "injection/resource-selector",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event chooses which function, queue, table, role or secret is used",
    why: "A function calls AWS with its own rights, not with those of whoever sent the event. If the event names the function that is called, the table that is read or the secret that is fetched, the sender gets at everything that the role reaches: an internal function without its checks, another tenant's table, the credentials of the database. The same goes for a message in a queue, which comes from further away than it seems.\n\nTake the name from the configuration, or look up what the event says in a list of the names that are meant. A name below a prefix of the code's own, such as `orders/…`, reaches only what lies below it.",
    duty: "code",
    cwe: [610, 441],
    controls: ["SAS-1", "SAS-9"],
    references: [
      {
        title: "AWS Lambda: Invoke",
        url: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
      },
      {
        title: "AWS Secrets Manager: GetSecretValue",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html",
      },
    ],
    examples: [
      {
        title: "The request names the function that is called",
        bad: `const { InvokeCommand, LambdaClient } = require("@aws-sdk/client-lambda");
const lambda = new LambdaClient({});

exports.handler = async (event) => {
  const { action, payload } = JSON.parse(event.body);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: action, Payload: JSON.stringify(payload) }),
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body.action' of the request chooses the function that 'InvokeCommand' works on
  );
  return { statusCode: 200, body: Buffer.from(answer.Payload).toString() };
};`,
      },
      {
        title: "A message names the secret, through a helper in TypeScript",
        file: "handler.ts",
        bad: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SQSEvent } from "aws-lambda";

const secrets = new SecretsManagerClient({});

async function passwordOf(name: string) {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: name }));
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.Records[].body.secret' of the message chooses the secret that 'GetSecretValueCommand' works on
  return JSON.parse(SecretString ?? "{}").password;
}

export const handler = async (event: SQSEvent) => {
  for (const record of event.Records) await passwordOf(JSON.parse(record.body).secret);
};`,
      },
      {
        title: "An ARN whose name comes from the path, with SDK v2",
        bad: `const AWS = require("aws-sdk");
const sns = new AWS.SNS();

exports.handler = async (event) => {
  const TopicArn = \`arn:aws:sns:eu-west-1:\${process.env.ACCOUNT}:\${event.pathParameters.topic}\`;
  await sns.publish({ TopicArn, Message: event.body }).promise();
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.pathParameters.topic' of the request chooses the topic that 'sns.publish' works on
  return { statusCode: 202 };
};`,
      },
      {
        title: "A list, a prefix, and what the platform names",
        good: `const { InvokeCommand, LambdaClient } = require("@aws-sdk/client-lambda");
const { GetParameterCommand, SSMClient } = require("@aws-sdk/client-ssm");
const { GetSecretValueCommand, SecretsManagerClient } = require("@aws-sdk/client-secrets-manager");
const lambda = new LambdaClient({});
const ssm = new SSMClient({});
const secrets = new SecretsManagerClient({});
const FUNCTIONS = { resize: "photos-resize", rotate: "photos-rotate" };

exports.handler = async (event) => {
  const { action } = JSON.parse(event.body);
  if (!Object.hasOwn(FUNCTIONS, action)) return { statusCode: 400 };
  await lambda.send(new InvokeCommand({ FunctionName: FUNCTIONS[action] }));
  await ssm.send(new GetParameterCommand({ Name: \`/photos/\${event.pathParameters.album}/theme\` }));
  return { statusCode: 202 };
};

// Secrets Manager says which secret is to be rotated
exports.rotate = async (event) => {
  if (event.Step !== "testSecret") return;
  await secrets.send(new GetSecretValueCommand({ SecretId: event.SecretId, VersionStage: "AWSPENDING" }));
};`,
      },
    ],
  },
  to: "selector",
  accepts: (flow) => isOfCaller(flow) || isGivenByPlatform(flow) || isConfined(flow.outline) || isWholeInput(flow),
  message: (flow) =>
    `'${shown(flow.source, 44)}' of ${flow.event} chooses the ${flow.facts["what"]} that '${shown(flow.sink, 30)}' works on`,
});

/** Who may call the function itself, as a state machine does, is trusted with names; and so is whoever calls one of which nothing is known. */
const isOfCaller = ({ by, entry }: Flow): boolean =>
  by === "producer" &&
  entry !== undefined &&
  entry.triggers.every((trigger) => trigger === "other" || trigger === "schedule");

/** Rotation, custom resources and notifications of storage name what the function is called for. */
const isGivenByPlatform = ({ source }: Flow): boolean =>
  /^\w+\.(?:SecretId|(?:Old)?ResourceProperties\b.*|detail\.(?:bucket\.name|requestParameters\b.*)|tasks\[\]\.s3\w+)$/.test(
    source,
  );

/** An input of DynamoDB that comes from outside as a whole is told by injection/dynamodb-request-object. */
const isWholeInput = (flow: Flow): boolean =>
  flow.facts["what"] === "table" && (flow.part === undefined || isPartOfWhole(flow));

/** Whether the code's own text around it leaves only a part of the names: a prefix that is no mere region and account, or an ending. */
function isConfined(outline: string | undefined): boolean {
  if (outline === undefined || outline === "\0") return false;
  const name = /^(?:arn:[^/]*[:/]|https:\/\/[\w.\0-]+\/[\w\0]+\/)?(.*)$/s.exec(outline)?.[1] ?? outline;
  return name !== "\0";
}
