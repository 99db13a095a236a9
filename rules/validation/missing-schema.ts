import { type Code, type CodeContext, codeRule, type HandlerEntry, nodesOf, textAt } from "../../engine/authoring.ts";
import { sources } from "../facts/event-sources.ts";
import { operationSite } from "../shared/sdk-operation.ts";
import { shown } from "../shared/shown.ts";
import { withSchema } from "./_schema-fix.ts";
import { checksEvent, hasValidator } from "./_validators.ts";

interface Unchecked {
  /** `event.body.title`. */
  readonly path: string;
  readonly call: string;
  readonly handler: Code.FunctionExpression;
  readonly code: CodeContext;
}

export default codeRule<Unchecked>({
  meta: {
    id: "validation/missing-schema",
    severity: "info",
    confidence: "medium",
    summary: "What the event brings is used without a schema",
    why: "A handler that takes what it is sent stores a number where a text belongs, a list of ten thousand items, or a field that nobody foresaw, and the next function trusts it. A schema at the door says which fields there are, of which type, how long and how many, and turns away the rest with a 400 before anything is read or written.",
    duty: "code",
    cwe: [20],
    controls: ["SAS-1"],
    references: [
      {
        title: "OWASP: Input Validation Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "A body that goes into a table as it came",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const photo = JSON.parse(event.body ?? "{}");
  await table.send(new PutCommand({ TableName: "photos", Item: { id: photo.id, title: photo.title } }));
                       ^^^^^^^^^^ 'event.body.id' reaches 'PutCommand'
  return { statusCode: 201, body: "" };
};`,
      },
      {
        title: "With the validator that the project has",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const photo = JSON.parse(event.body ?? "{}");
  const tags = photo.tags.map((tag: string) => tag.trim());
  await table.send(new PutCommand({ TableName: "photos", Item: { title: photo.title, tags, size: photo.width * 2 } }));
                       ^^^^^^^^^^ 'event.body.title' reaches 'PutCommand'
  return { statusCode: 201, body: "" };
};
//- package.json
{ "dependencies": { "zod": "^4.0.0" } }`,
        fixed: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const bodySchema = z.object({ tags: z.array(z.unknown()).max(100), title: z.string().max(1000), width: z.number() }).strict();

export const handler = async (event: APIGatewayProxyEvent) => {
  const parsed = bodySchema.safeParse(JSON.parse(event.body ?? "{}"));
  if (!parsed.success) return { statusCode: 400, body: "Invalid request" };
  const photo = parsed.data;
  const tags = photo.tags.map((tag: string) => tag.trim());
  await table.send(new PutCommand({ TableName: "photos", Item: { title: photo.title, tags, size: photo.width * 2 } }));
  return { statusCode: 201, body: "" };
};
//- package.json
{ "dependencies": { "zod": "^4.0.0" } }`,
      },
      {
        title: "With Joi, in CommonJS",
        bad: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { id, title } = JSON.parse(event.body);
  await table.send(new PutCommand({ TableName: event.headers.host ? "a" : "b", Item: { id, title } }));
                       ^^^^^^^^^^ 'event.body.id' reaches 'PutCommand'
  return { statusCode: 201, body: "" };
};
//- package.json
{ "dependencies": { "joi": "^17.0.0" } }`,
        fixed: `const Joi = require("joi");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const bodySchema = Joi.object({ id: Joi.string().max(1000), title: Joi.string().max(1000) });

exports.handler = async (event) => {
  const { error, value } = bodySchema.validate(JSON.parse(event.body));
  if (error) return { statusCode: 400, body: "Invalid request" };
  const { id, title } = value;
  await table.send(new PutCommand({ TableName: event.headers.host ? "a" : "b", Item: { id, title } }));
  return { statusCode: 201, body: "" };
};
//- package.json
{ "dependencies": { "joi": "^17.0.0" } }`,
      },
      {
        title: "A message that goes to another queue",
        bad: `const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = async (event) => {
  for (const record of event.Records) {
    await sqs.sendMessage({ QueueUrl: process.env.QUEUE_URL, MessageBody: record.body }).promise();
              ^^^^^^^^^^^ 'event.Records[].body' reaches 'sendMessage'
  }
};`,
      },
      {
        title: "Behind a schema",
        file: "handler.ts",
        good: `import type { APIGatewayProxyEvent } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

const photoSchema = z.object({ id: z.string().uuid(), title: z.string().max(120) }).strict();
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const parsed = photoSchema.safeParse(JSON.parse(event.body ?? "{}"));
  if (!parsed.success) return { statusCode: 400, body: "" };
  await table.send(new PutCommand({ TableName: "photos", Item: parsed.data }));
  return { statusCode: 201, body: "" };
};`,
      },
      {
        title: "Checked by hand, or only looked up",
        good: `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.get = async (event) => {
  const { Item } = await table.send(new GetCommand({ TableName: 'photos', Key: { id: event.pathParameters.id } }));
  return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item) };
};

exports.put = async (event) => {
  const { title } = JSON.parse(event.body);
  if (typeof title !== 'string' || title.length > 120) return { statusCode: 400, body: '' };
  await table.send(new PutCommand({ TableName: 'photos', Item: { title, path: event.path } }));
  return { statusCode: 201, body: '' };
};`,
      },
      {
        title: "What a bucket or a user pool has checked before",
        file: "handler.ts",
        good: `import type { PostConfirmationTriggerEvent, S3Event } from "aws-lambda";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const store = new S3Client({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const uploaded = async (event: S3Event) => {
  const { bucket, object } = event.Records[0].s3;
  await store.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
};

export const confirmed = async (event: PostConfirmationTriggerEvent) => {
  await table.send(new PutCommand({ TableName: "users", Item: { id: event.userName, email: event.request.userAttributes.email } }));
  return event;
};`,
      },
    ],
  },
  on: ["function"],
  *check(node, code) {
    const entry = code.entries.find(({ fn }) => fn === node);
    if (!entry || entry.triggers.length === 0 || hasValidator(code)) return;
    for (const call of [...nodesOf(entry.fn)].filter((one) => one.kind === "call")) {
      const path = uncheckedPath(call, entry, code);
      if (path === undefined) continue;
      if (!checksEvent(entry.fn, code))
        yield { at: operationSite(call), data: { path, call: textAt(operationSite(call)), handler: entry.fn, code } };
      return;
    }
  },
  message: ({ path, call }) =>
    `'${shown(path)}' reaches '${call}' and nothing checks it: any type, size and field gets through`,
  fix: ({ handler, code }, edit) => withSchema(handler, code, edit),
});

/** Fields that carry what a caller made up; a path or a header by itself mostly names what is looked up. */
const madeUp = /^(?:body|queryStringParameters|multiValueQueryStringParameters|Records|detail|request)\b/;

/** Texts that a bucket or a user pool took in by rules of its own, of type and length at least. */
const settled = /^(?:Records\[\]\.s3|request\.userAttributes)\b/;

/** The first path of the event that a call sends to AWS, or undefined. */
function uncheckedPath(call: Code.Call, entry: HandlerEntry, code: CodeContext): string | undefined {
  const input = code.sdkCall(call)?.input;
  if (!input) return undefined;
  const controlled = sources.flatMap((source) =>
    entry.triggers.includes(source.trigger) ? source.controlled.map(({ path }) => path) : [],
  );
  const found = code
    .eventPaths(input)
    .map(asModelled)
    .find((path) => madeUp.test(path) && !settled.test(path) && controlled.some((one) => isBelow(path, one)));
  const event = entry.fn.params[0]?.target;
  return found && `${event?.kind === "name" ? event.name : "event"}.${found}`;
}

/** `Records.[].body` as the models write it: `Records[].body`. */
const asModelled = (path: string): string => path.replaceAll(".[]", "[]");

const isBelow = (path: string, controlled: string): boolean =>
  path === controlled || path.startsWith(`${controlled}.`) || path.startsWith(`${controlled}[`);
