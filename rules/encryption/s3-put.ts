import { type Code, type CodeContext, codeRule } from "../../engine/authoring.ts";
import { withProperties } from "../shared/object-properties.ts";
import { isOperation, operationSite } from "../shared/sdk-operation.ts";

interface Put {
  readonly operation: string;
  readonly parameters: Code.ObjectExpression;
}

export default codeRule<Put>({
  meta: {
    id: "encryption/s3-put",
    severity: "info",
    confidence: "medium",
    summary: "An object is stored without naming how it is encrypted",
    why: "S3 then encrypts it as the bucket says, and with a key of its own if the bucket says nothing: whoever may read the object gets it in clear, and no log tells that its key was used. Under a KMS key, reading also needs the right to decrypt, every use is recorded in CloudTrail, and the key can be disabled. Written at the call, it holds whatever bucket the name leads to.\n\nReaders in other accounts, and those without an identity, need rights on the key as well: check them before you change an existing object's encryption.",
    duty: "encryption",
    cwe: [311],
    controls: ["A3"],
    references: [
      {
        title: "S3: using server-side encryption with AWS KMS keys",
        url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
      },
      { title: "S3: PutObject", url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html" },
    ],
    examples: [
      {
        title: "SDK 2, the parameters in a variable",
        bad: `const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const params = {
    Bucket: 'my-secure-bucket',
    Key: 'sensitive-data.json',
    Body: JSON.stringify(event.data)
  };
  await s3.putObject(params).promise();
           ^^^^^^^^^ 'putObject' names no encryption
};`,
        fixed: `const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const params = {
    Bucket: 'my-secure-bucket',
    Key: 'sensitive-data.json',
    Body: JSON.stringify(event.data),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: process.env.KMS_KEY_ID
  };
  await s3.putObject(params).promise();
};`,
      },
      {
        title: "SDK 3",
        file: "handler.ts",
        bad: `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event: { id: string }) => {
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: event.id, Body: "{}" }));
                    ^^^^^^^^^^^^^^^^ 'PutObjectCommand' names no encryption
};`,
        fixed: `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event: { id: string }) => {
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: event.id, Body: "{}", ServerSideEncryption: "aws:kms", SSEKMSKeyId: process.env.KMS_KEY_ID }));
};`,
      },
      {
        title: "Under a KMS key",
        good: `const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const params = {
    Bucket: 'my-secure-bucket',
    Key: 'sensitive-data.json',
    Body: JSON.stringify(event.data),
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'arn:aws:kms:region:account:key/key-id'
  };
  await s3.putObject(params).promise();
};`,
      },
      {
        title: "Parameters that are not all known, or are completed later",
        good: `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { encryption } from "./settings.js";

const s3 = new S3Client({});

export const handler = async (event) => {
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: event.id, ...encryption }));
  const input = { Bucket: process.env.BUCKET, Key: event.id };
  input.ServerSideEncryption = "aws:kms";
  await s3.send(new PutObjectCommand(input));
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    if (node.kind !== "call") return;
    const call = code.sdkCall(node);
    if (!isOperation(call, "s3", ["PutObject", "CopyObject", "CreateMultipartUpload", "Upload"])) return;
    const parameters = call.input && code.object(call.input);
    if (!parameters || hasEncryption(parameters, code) !== false || isCompletedLater(call.input)) return;
    const at = operationSite(node);
    yield { at, data: { operation: at.block.text.slice(at.start, at.end), parameters } };
  },
  message: ({ operation }) =>
    `'${operation}' names no encryption: the object gets the bucket's, and S3's own key if it has none`,
  fix: ({ parameters }, edit) => {
    const quote = edit.quote(parameters);
    const added = [`ServerSideEncryption: ${quote}aws:kms${quote}`, "SSEKMSKeyId: process.env.KMS_KEY_ID"];
    return {
      title: "Encrypt it under the KMS key that 'KMS_KEY_ID' names",
      safety: "unsafe",
      edits: withProperties(parameters, added, edit),
    };
  },
});

/** Undefined: it may have, in a part that is not known. */
function hasEncryption(parameters: Code.ObjectExpression, code: CodeContext, depth = 0): boolean | undefined {
  let found: boolean | undefined = false;
  for (const { key, value } of parameters.properties) {
    if (key === "ServerSideEncryption" || key === "SSECustomerAlgorithm") return true;
    if (typeof key === "string") continue;
    const spread =
      key === undefined && depth < 5 ? code.object(value.kind === "spread" ? value.value : value) : undefined;
    const inner = spread && hasEncryption(spread, code, depth + 1);
    if (inner) return true;
    if (inner === undefined) found = undefined;
  }
  return found;
}

/** A variable that gets more properties after it was made. */
function isCompletedLater(input: Code.Expression | undefined): boolean {
  if (input?.kind !== "name") return false;
  return new RegExp(
    `\\b${input.name.replace(/\$/g, "\\$")}(?:\\.|\\[["'])(?:ServerSideEncryption|SSECustomer)|Object\\.assign\\(\\s*${input.name.replace(/\$/g, "\\$")}\\b`,
  ).test(input.block.text);
}
