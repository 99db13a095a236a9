import { type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { namedFields } from "./_fields.ts";
import { areKeysBelow } from "./_name-keys.ts";
import { isOwnData } from "./_own-data.ts";
import { isPartOfWhole } from "./_whole.ts";

export default taintRule({
  meta: {
    id: "injection/mass-assignment",
    severity: "warning",
    confidence: "medium",
    summary: "An object of the request is stored with whatever fields it has",
    why: "The form sends three fields, and a request can send thirty. What is written as it came sets the fields that no form shows: `role`, `ownerId`, `price`, `verified`, `ttl`. In a table without a schema nothing stops it; a schema of Mongoose lets through every field that it knows, and those are the ones that count.\n\nName the fields that a client may set, or let a schema of a validator leave only those.",
    duty: "code",
    cwe: [915],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "OWASP: Mass Assignment Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "The body spread into an item",
        bad: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const { randomUUID } = require("node:crypto");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const data = JSON.parse(event.body);
  if (!data.title || !data.place) return { statusCode: 400 };
  const item = { ...data, id: randomUUID() };
  await client.send(new PutCommand({ TableName: process.env.TABLE, Item: item }));
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'PutCommand' stores whatever fields 'event.body' of the request has
  return { statusCode: 201 };
};`,
        fixed: `const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const { randomUUID } = require("node:crypto");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const data = JSON.parse(event.body);
  if (!data.title || !data.place) return { statusCode: 400 };
  const item = { title: data.title, place: data.place, id: randomUUID() };
  await client.send(new PutCommand({ TableName: process.env.TABLE, Item: item }));
  return { statusCode: 201 };
};`,
      },
      {
        title: "An update of a model through a helper, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { model, Schema } from "mongoose";

const User = model("User", new Schema({ name: String, mail: String, isAdmin: Boolean }));

async function save(id: string, changes: Record<string, unknown>) {
  return User.findByIdAndUpdate(id, { $set: changes }, { new: true });
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'User.findByIdAndUpdate' stores whatever fields 'event.body' of the request has
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  const user = await save(event.pathParameters?.id ?? "", JSON.parse(event.body ?? "{}"));
  return { statusCode: 200, body: JSON.stringify(user) };
};`,
      },
      {
        title: "Fields by name, and a message of the project's own",
        good: `const { MongoClient } = require("mongodb");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const photos = new MongoClient(process.env.MONGO_URL).db("shop").collection("photos");
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.create = async (event) => {
  const { title, place, tags } = JSON.parse(event.body);
  await photos.insertOne({ title, place, tags, owner: event.requestContext.authorizer.userId });
  await client.send(new PutCommand({ TableName: process.env.TABLE, Item: { title, place, meta: { tags } } }));
  return { statusCode: 201 };
};

exports.mirror = async (event) => {
  for (const record of event.Records)
    await client.send(new PutCommand({ TableName: process.env.TABLE, Item: JSON.parse(record.Sns.Message) }));
};`,
      },
      {
        title: "A key inside an attribute that the code names, and a name of the request's",
        bad: `const AWS = require("aws-sdk");
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { folder, field, title } = JSON.parse(event.body);
  const params = {
    TableName: "bookmarks",
    Key: { user: event.requestContext.authorizer.userId },
    UpdateExpression: "SET #all.#folder.title = :title",
    ExpressionAttributeNames: { "#all": "folders", "#folder": folder },
    ExpressionAttributeValues: { ":title": title },
  };
  await db.update(params).promise();
  const other = { ...params, UpdateExpression: "SET #field = :title", ExpressionAttributeNames: { "#field": field } };
  await db.update(other).promise();
        ^^^^^^^^^^^^^^^^ 'event.body.field' of the request chooses which attributes 'db.update' writes
  return { statusCode: 204 };
};`,
      },
    ],
  },
  to: "mass-assignment",
  // an input that comes from outside as a whole is told by injection/dynamodb-request-object
  accepts: (flow) =>
    isOwnData(flow) || (isOfDynamo(flow) && (flow.part === undefined || isPartOfWhole(flow) || areKeysBelow(flow))),
  message: (flow) =>
    flow.part === "ExpressionAttributeNames"
      ? `'${shown(flow.source)}' of ${flow.event} chooses which attributes '${shown(flow.sink, 36)}' writes`
      : `'${shown(flow.sink, 32)}' stores whatever fields '${shown(flow.source)}' of ${flow.event} has`,
  fix: namedFields,
});

const isOfDynamo = ({ library = "" }: Flow): boolean => /^aws-sdk\b|-dynamodb$/.test(library);
