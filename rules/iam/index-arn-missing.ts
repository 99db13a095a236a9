import {
  covers,
  type Edit,
  isByName,
  matchesAction,
  privilegesOf,
  projectRule,
  type SiteEdit,
  writtenTarget,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { isOfPartsOnly, type Missing, missingOf } from "./_missing.ts";

export default projectRule<Missing>({
  meta: {
    id: "iam/index-arn-missing",
    severity: "warning",
    confidence: "medium",
    summary: "A role allows a table but not the index or stream that is read",
    why: "An index of a DynamoDB table has an ARN of its own, the table's with `/index/` and its name, and so has a stream. A statement that names only the table does not reach them: a `Query` with an `IndexName` is denied, although the role has `dynamodb:Query` on the table.",
    duty: "iam",
    cwe: [],
    controls: ["SAS-4"],
    references: [
      {
        title: "DynamoDB: policies for indexes",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-data-crud.html",
      },
      {
        title: "Service authorization reference: DynamoDB",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html",
      },
    ],
    examples: [
      {
        title: "A query of an index, and a statement about the table",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:Query
              Resource: !GetAtt Albums.Arn
  Albums:
    Type: AWS::DynamoDB::Table
//- src/list.mjs
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const input = { TableName: process.env.TABLE, IndexName: "byOwner", KeyConditionExpression: "#o = :o" };

export const handler = () => client.send(new QueryCommand(input));
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Query' fails: the role of 'List' allows 'dynamodb:Query' on 'Albums' but not on its index`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:Query
              Resource:
                - !GetAtt Albums.Arn
                - !Sub \${Albums.Arn}/index/byOwner
  Albums:
    Type: AWS::DynamoDB::Table
//- src/list.mjs
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const input = { TableName: process.env.TABLE, IndexName: "byOwner", KeyConditionExpression: "#o = :o" };

export const handler = () => client.send(new QueryCommand(input));`,
      },
      {
        title: "All functions of a service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:Scan, dynamodb:PutItem]
          Resource:
            - !GetAtt Albums.Arn
functions:
  list:
    handler: src/list.handler
    environment:
      TABLE: !Ref Albums
resources:
  Resources:
    Albums:
      Type: AWS::DynamoDB::Table
//- src/list.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await tables.put({ TableName: process.env.TABLE, Item: event }).promise();
  return tables.scan({ TableName: process.env.TABLE, IndexName: "byOwner" }).promise();
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Scan' fails: the role of 'list' allows 'dynamodb:Scan' on 'Albums' but not on its index
};`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:Scan, dynamodb:PutItem]
          Resource:
            - !GetAtt Albums.Arn
            - !Sub \${Albums.Arn}/index/byOwner
functions:
  list:
    handler: src/list.handler
    environment:
      TABLE: !Ref Albums
resources:
  Resources:
    Albums:
      Type: AWS::DynamoDB::Table
//- src/list.js
const AWS = require("aws-sdk");
const tables = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await tables.put({ TableName: process.env.TABLE, Item: event }).promise();
  return tables.scan({ TableName: process.env.TABLE, IndexName: "byOwner" }).promise();
};`,
      },
      {
        title: "A statement about the table and its indexes; a query of the table itself",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:Query
              Resource:
                - !GetAtt Albums.Arn
                - !Sub \${Albums.Arn}/index/*
  Named:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Environment:
        Variables:
          TABLE: !Ref Albums
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Albums
  Albums:
    Type: AWS::DynamoDB::Table
//- src/list.mjs
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({});
const TableName = process.env.TABLE;

export const handler = async () => [
  await client.send(new QueryCommand({ TableName, IndexName: "byOwner", KeyConditionExpression: "o = p" })),
  await client.send(new QueryCommand({ TableName, KeyConditionExpression: "o = p" })),
];`,
      },
    ],
  },
  *check(deployed, usage) {
    for (const missing of missingOf(privilegesOf(deployed, usage))) {
      const [{ call, at }] = missing.needs;
      if (isOfPartsOnly(missing)) yield { at: call?.at ?? at, data: missing, trace: tablesIn(missing) };
    }
  },
  message({ privileges: { deployed }, needs }) {
    const [{ call, targets }] = needs;
    const part = targets?.[0]?.arn.includes("/stream/") ? "stream" : "index";
    const actions = listed(needs.map(({ action }) => action));
    const table = shown(targets?.[0]?.resource?.name ?? "the table", 25);
    const what = `the role of '${shown(deployed.resource.name, 25)}' allows ${actions} on '${table}' but not on its ${part}`;
    return call ? `'${call.operation}' fails: ${what}` : what;
  },
  fix(missing, edit) {
    const edits = withParts(missing, edit);
    return edits.length > 0 ? { title: "Allow it on the part too", safety: "safe", edits } : undefined;
  },
});

/** The statements that allow the table itself. */
function grantsOfWhole({ needs, privileges: { granted } }: Missing) {
  return granted.filter(({ action, resources, statement }) =>
    needs.some(
      (need) =>
        matchesAction(action, need.action) &&
        !isByName(statement) &&
        need.targets?.some(({ arn }) => resources?.some((one) => covers(one, wholeOf(arn)) === true)),
    ),
  );
}

const wholeOf = (arn: string): string => arn.replace(/\/(?:index|stream)\/.*$/, "");

const tablesIn = (missing: Missing) =>
  grantsOfWhole(missing).map(({ at, action }) => ({ at, message: `'${action}' is granted here, on the table alone` }));

function withParts(missing: Missing, edit: Edit): readonly SiteEdit[] {
  const [grant] = grantsOfWhole(missing);
  const { resourceNode } = grant?.statement ?? {};
  const targets = new Map(missing.needs.flatMap((need) => need.targets ?? []).map((target) => [target.arn, target]));
  const added = [...targets.values()].map(writtenTarget);
  return resourceNode ? added.flatMap((one) => edit.append(resourceNode, one) ?? []) : [];
}
