import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { withPlaceholders } from "./_expression-places.ts";
import { areNamesOnly } from "./_name-keys.ts";
import { isPartOfWhole } from "./_whole.ts";

export default taintRule({
  meta: {
    id: "injection/dynamodb-expression",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of an expression of DynamoDB",
    why: "DynamoDB reads filters, conditions and updates as a small language. Text of a request in it can add a condition that is always true, compare with another attribute than the code means, answer attributes that were to stay inside, or set further ones: `SET nick = :n, isAdmin = :n`.\n\nPlaceholders keep the two apart: `#name` stands for the name of an attribute, `:value` for a value, and what they stand for travels beside the expression. DynamoDB has no other way to write a value, so an expression that takes names from a request needs `#name`, and a list of the names that are allowed.",
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Amazon DynamoDB: Expression attribute values",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html",
      },
    ],
    examples: [
      {
        title: "An attribute's name in an update",
        bad: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { field } = event.pathParameters;
  await client.send(
    new UpdateCommand({
    ^^^^^^^^^^^^^^^^^^^ 'UpdateCommand' gets an expression that 'event.pathParameters.field' of the request can rewrite
      TableName: process.env.TABLE,
      Key: { id: event.pathParameters.id },
      UpdateExpression: \`SET \${field} = :value\`,
      ExpressionAttributeValues: { ":value": event.body },
    }),
  );
  return { statusCode: 204 };
};`,
        fixed: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { field } = event.pathParameters;
  await client.send(
    new UpdateCommand({
      TableName: process.env.TABLE,
      Key: { id: event.pathParameters.id },
      UpdateExpression: "SET #field = :value",
      ExpressionAttributeValues: { ":value": event.body },
      ExpressionAttributeNames: { "#field": field },
    }),
  );
  return { statusCode: 204 };
};`,
      },
      {
        title: "A condition that grows, in TypeScript",
        file: "handler.ts",
        bad: `import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new DynamoDBClient({});

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { owner, order } = event.queryStringParameters ?? {};
  let filter = "attribute_exists(id)";
  if (owner) filter += " AND owner = " + owner;
  const { Items } = await client.send(new ScanCommand({ TableName: process.env.TABLE, FilterExpression: filter }));
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ScanCommand' gets an expression that 'event.queryStringParameters.owner' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify({ Items, order }) };
};`,
      },
      {
        title: "A value where a placeholder belongs, with SDK v2",
        bad: `const AWS = require("aws-sdk");
const db = new AWS.DynamoDB();

const photosOf = (owner, since) => ({
  TableName: "photos",
  KeyConditionExpression: "userId = '" + owner + "' AND takenAt > :since",
  ExpressionAttributeValues: { ":since": { S: since } },
});

exports.handler = async ({ pathParameters }) => {
  const { Items } = await db.query(photosOf(pathParameters.owner, "2026")).promise();
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'db.query' gets an expression that 'event.pathParameters.owner' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(Items) };
};`,
      },
      {
        title: "Placeholders, also for an update of several attributes",
        good: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, QueryCommand, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const FIELDS = ["title", "place"];

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const fields = FIELDS.filter((field) => body[field] !== undefined);
  await client.send(
    new UpdateCommand({
      TableName: process.env.TABLE,
      Key: { id: event.pathParameters.id },
      UpdateExpression: \`SET \${fields.map((field, i) => \`#f\${i} = :v\${i}\`).join(", ")}\`,
      ExpressionAttributeNames: Object.fromEntries(fields.map((field, i) => [\`#f\${i}\`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((field, i) => [\`:v\${i}\`, body[field]])),
    }),
  );
  const order = event.queryStringParameters?.order === "newest" ? "takenAt" : "title";
  const { Items } = await client.send(
    new QueryCommand({
      TableName: process.env.TABLE,
      KeyConditionExpression: \`userId = :user AND \${order} > :from\`,
      ExpressionAttributeValues: { ":user": event.pathParameters.user, ":from": event.queryStringParameters?.from },
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items) };
};`,
      },
      {
        title:
          "Names that are placeholders too: DynamoDB takes no others than words (which attributes they are is mass assignment)",
        good: `const AWS = require("aws-sdk");
const db = new AWS.DynamoDB.DocumentClient();

exports.grown = async (event) => {
  const changes = JSON.parse(event.body);
  const names = {};
  const values = {};
  let update = "SET";
  for (const field in changes) {
    update += \` #\${field} = :\${field},\`;
    names["#" + field] = field;
    values[":" + field] = changes[field];
  }
  const Key = { id: event.pathParameters.id };
  const given = { ExpressionAttributeNames: names, ExpressionAttributeValues: values };
  await db.update({ TableName: "photos", Key, UpdateExpression: update.slice(0, -1), ...given }).promise();
  return { statusCode: 204 };
};

exports.listed = async (event) => {
  const changes = JSON.parse(event.body);
  const fields = Object.keys(changes);
  await db
    .update({
      TableName: "photos",
      Key: { id: event.pathParameters.id },
      UpdateExpression: "SET " + fields.map((field) => \`#\${field} = :\${field}\`).join(", "),
      ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [\`#\${field}\`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((field) => [\`:\${field}\`, changes[field]])),
    })
    .promise();
  return { statusCode: 204 };
};`,
      },
      {
        title: "Another text beside such names",
        bad: `const AWS = require("aws-sdk");
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { changes, condition } = JSON.parse(event.body);
  const names = {};
  let update = "SET";
  for (const field in changes) {
    update += \` #\${field} = :now,\`;
    names[\`#\${field}\`] = field;
  }
  const params = { TableName: "photos", Key: { id: 1 } };
  params.ConditionExpression = \`size(\${condition}) > :now\`;
  params.UpdateExpression = update.slice(0, -1);
  params.ExpressionAttributeNames = names;
  params.ExpressionAttributeValues = { ":now": Date.now() };
  await db.update(params).promise();
        ^^^^^^^^^^^^^^^^^ 'db.update' gets an expression that 'event.body.condition' of the request can rewrite
  return { statusCode: 204 };
};`,
      },
    ],
  },
  to: "dynamodb",
  // an input that comes from outside as a whole is told by injection/dynamodb-request-object
  accepts: (flow) => flow.part === undefined || isPartOfWhole(flow) || areNamesOnly(flow),
  message: (flow) =>
    `'${shown(flow.sink, 30)}' gets an expression that '${shown(flow.source)}' of ${flow.event} can rewrite`,
  fix: withPlaceholders,
});
