import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { serviceNamed } from "../../engine/authoring.ts";
import { otherNames } from "../../rules/facts/service-prefixes.ts";
import { fixedBy, saidOf } from "./policy-checks.ts";

const rule = "iam/unknown-action";

const statement = (action: string): string => `Effect: Allow\nAction: ${action}\nResource: "*"`;

const wrong: readonly (readonly [action: string, fixed: string | undefined])[] = [
  ["s3:GetObjects", "s3:GetObject"],
  ["s3:PutObejct", "s3:PutObject"],
  ["dynamodb:getitems", "dynamodb:GetItem"],
  ["lambda:Invoke", "lambda:InvokeFunction"],
  ["[s3:ListObjectsV2, s3:GetObject]", "[s3:ListBucket, s3:GetObject]"],
  ["[s3:HeadObject, s3:GetObject]", "[s3:GetObject]"],
  ["s3:CopyObject", "\n  - s3:PutObject\n  - s3:GetObject"],
  ["[s3:CopyObject, s3:DeleteObject]", '[s3:PutObject, s3:DeleteObject, "s3:GetObject"]'],
  ["stepfunctions:StartExecution", "states:StartExecution"],
  ["dynamo:GetItem", "dynamodb:GetItem"],
  ["cloudwatchlogs:PutLogEvents", "logs:PutLogEvents"],
  ["dynamodbb:*", "dynamodb:*"],
  ["'s3:Gett*'", "'s3:Get*'"],
  ["'s3: GetObject'", "'s3:GetObject'"],
  ["GetObject", undefined],
  ["s3", undefined],
  ["'s3:'", undefined],
  ["s3:EverythingThereIs", undefined],
  ["'s3:Frobnicate*'", undefined],
  ["madeup-service:GetThing", undefined],
];

const right: readonly string[] = [
  "'*'",
  "'*:*'",
  "'s3:*'",
  "'S3:GETOBJECT'",
  "'s3:?etObject'",
  "'dynamodb:Batch*Item'",
  "'iam:*Policy*'",
  "ssmmessages:CreateControlChannel",
  "sagemaker-groundtruth-synthetic:CreateProject",
  "budgets:CreateBudget",
  "s3-object-lambda:WriteGetObjectResponse",
  "aws-marketplace:MeterUsage",
  "!Sub 's3:${Where}'",
  "!Ref Where",
  "17",
  "[]",
];

describe("actions that do not exist are found and mended", () => {
  for (const [action, fixed] of wrong) {
    it(action, () => {
      assert.equal(saidOf(rule, statement(action)).length, 1);
      const after = fixed?.startsWith("\n")
        ? statement("").replace("Action: ", `Action:${fixed}`)
        : fixed && statement(fixed);
      assert.equal(fixedBy(rule, statement(action)), after);
    });
  }
});

describe("actions and patterns that exist, or may, are left alone", () => {
  for (const action of right) it(action, () => assert.deepEqual(saidOf(rule, statement(action)), []));
});

it("one finding lists what is wrong with a statement", () => {
  const [said, ...more] = saidOf(rule, statement("[s3:GetObjct, s3:PutObjct, s3:DeleteObjct, s3:GetObject]"));
  assert.match(said ?? "", /^'s3:GetObjct', 's3:PutObjct' and 1 more are no actions/);
  assert.deepEqual(more, []);
});

it("every other name of a service stands for a prefix that there is, and is none itself", () => {
  for (const [name, prefix] of Object.entries(otherNames)) {
    assert.ok(serviceNamed(prefix), prefix);
    assert.equal(serviceNamed(name), undefined, name);
  }
});
