import { type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { namedFields } from "./_fields.ts";
import { isOwnData } from "./_own-data.ts";
import { isPartOfWhole } from "./_whole.ts";

export default taintRule({
  meta: {
    id: "injection/dynamodb-request-object",
    severity: "warning",
    confidence: "medium",
    summary: "An object of the request is the input of a DynamoDB operation, or its key",
    why: "Whoever sends the object decides what the operation does. As the whole input it names the table, the condition and the attributes that come back; `ReturnValues`, `FilterExpression` and `ExclusiveStartKey` are only properties. As a key it may name another item than the code means, or an index that is not meant at all. The function's role is then the only limit.\n\nWrite the input in the code, and put single fields of the request in the places where values belong.",
    duty: "code",
    cwe: [943, 915],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Amazon DynamoDB: Expression attribute values",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html",
      },
    ],
    examples: [
      {
        title: "The body is the input",
        bad: `const { DynamoDBDocument } = require("@aws-sdk/lib-dynamodb");
const { DynamoDB } = require("@aws-sdk/client-dynamodb");
const db = DynamoDBDocument.from(new DynamoDB({}));

exports.handler = async (event) => {
  const query = JSON.parse(event.body);
  const { Items } = await db.query({ TableName: process.env.TABLE, ...query });
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body' of the request decides what 'db.query' does
  return { statusCode: 200, body: JSON.stringify(Items) };
};`,
      },
      {
        title: "The body is the key, in TypeScript",
        file: "handler.ts",
        bad: `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent } from "aws-lambda";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const photo = JSON.parse(event.body ?? "{}");
  if (!photo.id) return { statusCode: 400, body: "" };
  await client.send(new DeleteCommand({ TableName: process.env.TABLE, Key: photo }));
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body' of the request decides what 'DeleteCommand' does
  return { statusCode: 204, body: "" };
};`,
        fixed: `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent } from "aws-lambda";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: APIGatewayProxyEvent) => {
  const photo = JSON.parse(event.body ?? "{}");
  if (!photo.id) return { statusCode: 400, body: "" };
  await client.send(new DeleteCommand({ TableName: process.env.TABLE, Key: { id: photo.id } }));
  return { statusCode: 204, body: "" };
};`,
      },
      {
        title: "Fields in their places, and records of a stream",
        good: `const { DynamoDBClient, DeleteItemCommand } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");
const plain = new DynamoDBClient({});
const client = DynamoDBDocumentClient.from(plain);

exports.read = async (event) => {
  const { userId, id } = JSON.parse(event.body);
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE, Key: { userId, id } }));
  return { statusCode: 200, body: JSON.stringify(Item) };
};

exports.mirror = async (event) => {
  for (const { eventName, dynamodb } of event.Records)
    if (eventName === "REMOVE") await plain.send(new DeleteItemCommand({ TableName: process.env.MIRROR, Key: dynamodb.Keys }));
};`,
      },
    ],
  },
  to: "request-object",
  accepts: isOwnData,
  message: (flow) => `'${shown(wholeOf(flow))}' of ${flow.event} decides what '${shown(flow.sink, 45)}' does`,
  fix: (flow, edit) => (flow.part === "Key" && !isPartOfWhole(flow) ? namedFields(flow, edit) : undefined),
});

const wholeOf = (flow: Flow): string =>
  isPartOfWhole(flow) ? flow.source.slice(0, flow.source.lastIndexOf(".")) : flow.source;
