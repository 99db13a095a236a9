import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { carrierOf } from "./_carried.ts";

export default taintRule({
  meta: {
    id: "injection/s3-key",
    severity: "warning",
    confidence: "medium",
    summary: "The request chooses the whole key of an object in S3",
    why: "The function's role may read and write every object of its bucket, or every one below a prefix; who asks may not. If a request says the key, it says whose object: another customer's invoice is read, another user's picture is overwritten or deleted, a configuration file is replaced. A signed address of such a key is a door for everybody who gets it.\n\nBegin the key with something that the request cannot choose, such as the caller's id from the authoriser, and let the request choose only the rest.",
    duty: "code",
    cwe: [639, 22],
    controls: ["SAS-1"],
    references: [
      {
        title: "Amazon S3: Naming objects",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
      },
    ],
    examples: [
      {
        title: "The path of an API with an authoriser is the key",
        file: "handler.ts",
        bad: `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";

const s3 = new S3Client({});

export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const key = decodeURIComponent(event.pathParameters?.key ?? "");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: key }));
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.pathParameters.key' of the request chooses the object that 'GetObjectCommand' works on
  return { statusCode: 200, body: await Body?.transformToString() };
};`,
        fixed: `import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";

const s3 = new S3Client({});

export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer) => {
  const key = decodeURIComponent(event.pathParameters?.key ?? "");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: \`\${event.requestContext.authorizer.jwt.claims.sub}/\${key}\` }));
  return { statusCode: 200, body: await Body?.transformToString() };
};`,
      },
      {
        title: "A signed address for an upload under any name, with SDK v2",
        bad: `const AWS = require("aws-sdk");
const s3 = new AWS.S3();

const address = (params) => s3.getSignedUrlPromise("putObject", { Bucket: process.env.BUCKET, Expires: 60, ...params });
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body.file' of the request chooses the object that 's3.getSignedUrlPromise' works on

exports.handler = async (event) => {
  const { file, type } = JSON.parse(event.body);
  return { statusCode: 200, body: JSON.stringify({ url: await address({ Key: file, ContentType: type }) }) };
};`,
      },
      {
        title: "A prefix of the code, and the object that the event is about",
        good: `const { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const { randomUUID } = require("node:crypto");
const s3 = new S3Client({});
const Bucket = process.env.BUCKET;

exports.upload = async (event) => {
  const { name, kind } = JSON.parse(event.body);
  const user = event.requestContext.authorizer.jwt.claims.sub;
  await s3.send(new PutObjectCommand({ Bucket, Key: \`uploads/\${name}\`, Body: event.body }));
  await s3.send(new PutObjectCommand({ Bucket, Key: \`\${user}/\${name}\`, Body: event.body }));
  await s3.send(new PutObjectCommand({ Bucket, Key: randomUUID() + "-" + name, Body: event.body }));
  if (/^[\\w-]{1,40}$/.test(kind)) await s3.send(new GetObjectCommand({ Bucket, Key: kind }));
  return { statusCode: 204 };
};

exports.created = async (event) => {
  for (const { s3: source } of event.Records) {
    const Key = decodeURIComponent(source.object.key.replace(/\\+/g, " "));
    await s3.send(new GetObjectCommand({ Bucket: source.bucket.name, Key }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: Key.replace("inbox/", "done/"), CopySource: \`\${source.bucket.name}/\${Key}\` }));
    await s3.send(new DeleteObjectCommand({ Bucket: source.bucket.name, Key }));
  }
};

exports.worker = async (event) => {
  for (const record of event.Records) {
    const { key } = JSON.parse(record.body);
    await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  }
};`,
      },
    ],
  },
  to: "s3-key",
  // what a queue or a notification names is the work that there is to do
  accepts: (flow) => flow.by !== "outsider" || /\.object\.key$/.test(flow.source) || beginsOwn(flow),
  message: (flow) =>
    `'${shown(flow.source, 48)}' of ${flow.event} chooses the object that '${shown(flow.sink, 36)}' works on`,
  fix: belowCaller,
});

/** Whether the key begins with something that the request does not say. */
function beginsOwn(flow: Flow): boolean {
  const { outline } = flow;
  if (outline === undefined || outline === "\0") return false;
  if (!outline.startsWith("\0")) return !/^\/?$/.test(outline.slice(0, outline.indexOf("\0")));
  const value = flow.value.kind === "name" ? (flow.definition(flow.value.name) ?? flow.value) : flow.value;
  const first = firstOf(value);
  return first !== undefined && !carrierOf(flow)(first);
}

/** What a built text begins with, if that is no constant. */
function firstOf(built: Code.Expression): Code.Expression | undefined {
  if (built.kind === "template") return built.texts[0]?.value === "" ? built.expressions[0] : undefined;
  let left: Code.Expression = built;
  while (left.kind === "binary" && left.operator === "+") left = left.left;
  return left === built || left.kind === "literal" ? undefined : left;
}

/** Puts the key below the id of the caller, where the authoriser of the API says it. */
function belowCaller(flow: Flow, edit: Edit): Cure | undefined {
  const { entry, value } = flow;
  const target = entry?.fn.params[0]?.target;
  const isInHandler =
    entry !== undefined && flow.around(flow.call).findLast((node) => node.kind === "function") === entry.fn;
  const claims = claimsOf(flow);
  if (!claims || target?.kind !== "name" || !isInHandler || value.kind === "object" || value === flow.argument)
    return undefined;
  const id = `${target.name}.requestContext.authorizer${claims}.sub`;
  const inner = value.kind === "template" ? textAt(value).slice(1, -1) : `\${${textAt(value)}}`;
  const property =
    flow.argument.kind === "object" ? flow.argument.properties.find((one) => one.value === value) : undefined;
  const at = property?.shorthand ? property : value;
  const key = property?.shorthand ? `${textAt(value)}: ` : "";
  return {
    title: "Put the key below the caller's id",
    safety: "unsafe",
    edits: edit.text(at, `${key}\`\${${id}}/${inner}\``),
  };
}

/** Where the claims are, by the kind of API (a REST API's are those of a Cognito authoriser), if the handler speaks of an authoriser. */
function claimsOf({ entry }: Flow): string | undefined {
  const triggers = entry?.triggers ?? [];
  if (triggers.length !== 1 || !entry || !/authorizer/i.test(textAt(entry.fn))) return undefined;
  return triggers[0] === "http-api" ? ".jwt.claims" : triggers[0] === "rest-api" ? ".claims" : undefined;
}
