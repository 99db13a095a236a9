import type { LibraryModel } from "../../engine/authoring.ts";
import { documentClient, sdkOperation } from "./_callees.ts";

const operations = [
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "BatchGetItem",
  "BatchWriteItem",
  "TransactGetItems",
  "TransactWriteItems",
];
const commands: readonly (readonly [command: string, method: string])[] = [
  ["Get", "get"],
  ["Put", "put"],
  ["Update", "update"],
  ["Delete", "delete"],
  ["Query", "query"],
  ["Scan", "scan"],
  ["BatchGet", "batchGet"],
  ["BatchWrite", "batchWrite"],
  ["TransactGet", "transactGet"],
  ["TransactWrite", "transactWrite"],
];
const plain = operations.flatMap((operation) => sdkOperation("dynamodb", operation));
const document = commands.flatMap(([command, method]) => documentClient(command, method));
const paginators = (name: string) =>
  ["Query", "Scan"].map((operation) => `@aws-sdk/${name}-dynamodb.paginate${operation}`);

const expressions = [
  "KeyConditionExpression",
  "FilterExpression",
  "ConditionExpression",
  "UpdateExpression",
  "ProjectionExpression",
  "TransactItems.*.*.ConditionExpression",
  "TransactItems.*.*.UpdateExpression",
  "TransactItems.*.*.ProjectionExpression",
  "RequestItems.*.ProjectionExpression",
];
const items = ["Item", "RequestItems.*.*.PutRequest.Item", "TransactItems.*.Put.Item"];
const inputs = ["Key", "ExpressionAttributeValues", "TransactItems.*.*", "RequestItems", "RequestItems.*.Keys.*"];
const updates = [...sdkOperation("dynamodb", "UpdateItem"), ...documentClient("Update", "update")];
const writes = [
  ...["PutItem", "BatchWriteItem", "TransactWriteItems"].flatMap((operation) => sdkOperation("dynamodb", operation)),
  ...commands
    .filter(([command]) => /^Put|Write$/.test(command))
    .flatMap(([command, method]) => documentClient(command, method)),
];
const converters = ["@aws-sdk/util-dynamodb", "aws-sdk.DynamoDB.Converter", "aws-sdk/clients/dynamodb.Converter"];

export default {
  library: "DynamoDB",
  source:
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html, https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/ (November 2026)",
  facts: [
    // `values`: how a value is written in ExpressionAttributeValues
    { sink: "dynamodb", callees: document, properties: expressions, facts: { values: "plain" } },
    { sink: "dynamodb", callees: plain, properties: expressions, facts: { values: "typed" } },
    { sink: "dynamodb", callees: paginators("lib"), argument: 1, properties: expressions, facts: { values: "plain" } },
    {
      sink: "dynamodb",
      callees: paginators("client"),
      argument: 1,
      properties: expressions,
      facts: { values: "typed" },
    },
    { sink: "request-object", callees: [...document, ...plain], properties: inputs, takes: "whole" },
    { sink: "request-object", callees: [...paginators("lib"), ...paginators("client")], argument: 1, takes: "whole" },
    { sink: "mass-assignment", callees: writes, properties: items, takes: "whole" },
    // names of attributes that the code does not choose
    { sink: "mass-assignment", callees: updates, properties: ["ExpressionAttributeNames"] },
    {
      pass: "same",
      callees: converters.flatMap((name) => ["marshall", "unmarshall", "convertToAttr"].map((end) => `${name}.${end}`)),
    },
  ],
} satisfies LibraryModel;
