import {
  type CodeNode,
  type Deployed,
  type HandlerCode,
  type Need,
  nodesOf,
  privilegesOf,
  projectRule,
  textAt,
  type Usage,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { type KeyFilter, type OwnSource, ownSources } from "./_own-source.ts";

interface Loop {
  readonly deployed: Deployed;
  readonly source: OwnSource;
}

/** The actions that put something into a source. */
const puts: Readonly<Record<OwnSource["kind"], readonly string[]>> = {
  s3: ["s3:PutObject"],
  sqs: ["sqs:SendMessage"],
  sns: ["sns:Publish"],
  dynamodb: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
  kinesis: ["kinesis:PutRecord", "kinesis:PutRecords"],
};

const names: Readonly<Record<OwnSource["kind"], string>> = {
  s3: "the bucket",
  sqs: "the queue",
  sns: "the topic",
  dynamodb: "the table",
  kinesis: "the stream",
};

export default projectRule<Loop>({
  meta: {
    id: "events/s3-recursion",
    severity: "warning",
    confidence: "medium",
    summary: "A function that writes to what calls it",
    why: "A function that a bucket calls for each new object, and that puts an object into the same bucket, calls itself: each call leads to the next, as fast as the account allows, until somebody notices the bill. The same goes for a table and its stream, a queue, a topic. Lambda stops some of these loops after about 16 rounds, but not those by way of a table or a stream. Write to another bucket, or let the notification be for a prefix that the function never writes to.",
    duty: "code",
    cwe: [674],
    controls: ["SAS-8"],
    references: [
      {
        title: "Lambda: recursive loop detection",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
      },
      {
        title: "Lambda: using a function with S3",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
      },
    ],
    examples: [
      {
        title: "The small picture calls for a smaller one",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Shrink:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: shrink.handler
      Runtime: nodejs22.x
      Events:
        Stored:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*
//- src/shrink.mjs
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  const Body = await small(bucket, object);
  await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: "small/" + object.key, Body }));
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Shrink' writes to the bucket that calls it
};`,
      },
      {
        title: "A table's stream, and the table",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  count:
    handler: src/count.handler
    environment:
      TABLE: !Ref Orders
    events:
      - stream:
          type: dynamodb
          arn: !GetAtt Orders.StreamArn
resources:
  Resources:
    Orders:
      Type: AWS::DynamoDB::Table
      Properties:
        StreamSpecification: { StreamViewType: NEW_IMAGE }
//- src/count.js
const { DynamoDBClient, UpdateItemCommand } = require("@aws-sdk/client-dynamodb");
const client = new DynamoDBClient({});
exports.handler = async (event) => {
  const counted = { TableName: process.env.TABLE, Key: { id: { S: "count" } }, UpdateExpression: "ADD n :n" };
  await client.send(new UpdateItemCommand(counted));
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'count' writes to the table that calls it
};`,
      },
      {
        title:
          "Another bucket; a prefix that is never written to; what it wrote is left alone; only some of the records; a queue that is another",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Small:
    Type: AWS::S3::Bucket
  Retry:
    Type: AWS::SQS::Queue
  Orders:
    Type: AWS::SQS::Queue
  Apart:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: apart.handler
      Runtime: nodejs22.x
      Environment: { Variables: { SMALL: !Ref Small } }
      Events:
        Stored: { Type: S3, Properties: { Bucket: !Ref Photos, Events: s3:ObjectCreated:* } }
  Below:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: below.handler
      Runtime: nodejs22.x
      Events:
        Stored:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*
            Filter: { S3Key: { Rules: [{ Name: prefix, Value: uploads/ }] } }
  Asking:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: asking.handler
      Runtime: nodejs22.x
      Events:
        Stored: { Type: S3, Properties: { Bucket: !Ref Photos, Events: s3:ObjectCreated:* } }
  Queued:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: queued.handler
      Runtime: nodejs22.x
      Environment: { Variables: { RETRY: !Ref Retry } }
      Events:
        Order: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } }
//- src/apart.mjs
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) =>
  s3.send(new PutObjectCommand({ Bucket: process.env.SMALL, Key: event.Records[0].s3.object.key, Body: "" }));
//- src/below.mjs
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async ({ Records: [{ s3: { bucket, object } }] }) =>
  s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: \`small/\${object.key}\`, Body: "" }));
//- src/asking.mjs
import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => {
  const { bucket, object } = event.Records[0].s3;
  if (object.key.startsWith("small/")) return;
  await s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: "small/" + object.key, Body: "" }));
};
//- src/queued.mjs
import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
export const handler = async (event) =>
  sqs.send(new SendMessageCommand({ QueueUrl: process.env.RETRY, MessageBody: event.Records[0].body }));`,
      },
    ],
  },
  *check(deployed, usage, { code }) {
    const sources = code ? ownSources(deployed) : [];
    if (!code || sources.length === 0) return;
    for (const need of privilegesOf(deployed, usage).used) {
      const source = need.call && sources.find((one) => isLoop(need, one, code));
      if (!source) continue;
      if (looksFirst(code, usage)) return;
      const trace = [{ at: source.trigger.key, message: `${names[source.kind]} calls it from here` }];
      yield { at: need.at, data: { deployed, source }, trace };
    }
  },
  message: ({ deployed, source: { kind } }) =>
    `'${shown(deployed.resource.name, 40)}' writes to ${names[kind]} that calls it: each call leads to another`,
});

/** Whether the code asks what it is called for before it writes: of which kind the record is, how the key begins. */
const looksFirst = ({ eventReads }: HandlerCode, { modules }: Usage): boolean =>
  eventReads.some(
    ({ path, standing }) => /^(?:eventName|eventSource|attributes)$/.test(path[2] ?? "") && standing !== "used",
  ) || modules.some(({ statements }) => statements.some((one) => nodesOf(one).some(isLook)));

const looks = /\.(?:startsWith|endsWith|includes|match|test|indexOf|ApproximateReceiveCount|Metadata|eventName)\b/;

const isLook = (node: CodeNode): boolean =>
  ((node.kind === "if" || node.kind === "conditional") && looks.test(textAt(node.test))) ||
  (node.kind === "switch" && looks.test(textAt(node.subject))) ||
  (node.kind === "call" && /\.filter$/.test(textAt(node.callee)));

function isLoop(need: Need, source: OwnSource, code: HandlerCode): boolean {
  if (!puts[source.kind].includes(need.action) || source.filter === "unknown") return false;
  if (source.kind !== "s3") return need.targets?.some(({ arn }) => isWithin(arn, source.arn)) ?? false;
  if (!source.events?.some((event) => /^s3:ObjectCreated:(?:\*|Put)$/.test(event))) return false;
  const keys = keysIn(need, source, code);
  return keys?.some((key) => mayPass(key, source.filter as KeyFilter | undefined)) ?? false;
}

const isWithin = (arn: string, of: string): boolean => arn === of || arn.startsWith(`${of}/`);

/** The keys that are written into the bucket of the trigger, `*` for what is not known. Undefined: it is another bucket. */
function keysIn({ targets, call }: Need, source: OwnSource, code: HandlerCode): readonly string[] | undefined {
  const keys = (targets ?? [])
    .filter(({ arn }) => isWithin(arn, source.arn))
    .map(({ arn }) => arn.slice(source.arn.length + 1));
  if (keys.length > 0) return keys;
  const input = call?.input;
  const bucket = input?.kind === "object" ? input.properties.find(({ key }) => key === "Bucket")?.value : undefined;
  const path = bucket && code.eventPath(bucket)?.join(".");
  if (path !== "Records.[].s3.bucket.name") return undefined;
  const said = call?.said("Key");
  return typeof said === "object" ? said.map((text) => text.replaceAll("\0", "*")) : ["*"];
}

/** Whether an object of such a key may pass the filter of a notification. A key that is not known at all is taken to be made to miss it. */
function mayPass(key: string, filter: KeyFilter | undefined): boolean {
  if (!filter || (filter.prefix === "" && filter.suffix === "")) return true;
  const pieces = key.split(/\*|\$\{[^}]*\}/);
  const [first = ""] = pieces;
  const last = pieces.at(-1) ?? "";
  if (pieces.length === 1) return key.startsWith(filter.prefix) && key.endsWith(filter.suffix);
  if (first === "" && last === "") return false;
  const fitsPrefix = first.startsWith(filter.prefix) || (first !== "" && filter.prefix.startsWith(first));
  return fitsPrefix && (last.endsWith(filter.suffix) || filter.suffix.endsWith(last));
}
