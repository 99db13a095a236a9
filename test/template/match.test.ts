import assert from "node:assert/strict";
import { test } from "node:test";
import {
  actionNamed,
  actionsMatching,
  actionsOf,
  isCatalogued,
  requiredActionsOf,
} from "../../engine/policy/actions.ts";
import { matchesAction, matchesArn } from "../../engine/policy/match.ts";

test("action patterns: any text, one character, any case", () => {
  assert.ok(matchesAction("*", "s3:GetObject"));
  assert.ok(matchesAction("s3:*", "s3:GetObject"));
  assert.ok(matchesAction("S3:getOBJECT", "s3:GetObject"));
  assert.ok(matchesAction("s3:Get*", "s3:GetObjectAcl"));
  assert.ok(matchesAction("s3:*Object", "s3:GetObject"));
  assert.ok(matchesAction("s3:?etObject", "s3:GetObject"));
  assert.ok(!matchesAction("s3:?GetObject", "s3:GetObject"));
  assert.ok(!matchesAction("s3:Get", "s3:GetObject"));
  assert.ok(!matchesAction("sqs:*", "s3:GetObject"));
});

test("ARN patterns: case counts, a star at the end of a segment goes on, one within it does not", () => {
  assert.ok(matchesArn("*", "arn:aws:s3:::b"));
  assert.ok(matchesArn("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b.txt"));
  assert.ok(!matchesArn("arn:aws:s3:::B", "arn:aws:s3:::b"));
  assert.ok(matchesArn("arn:aws:lambda:eu-west-1:1:function:f*", "arn:aws:lambda:eu-west-1:1:function:f:live"));
  assert.ok(matchesArn("arn:aws:sqs:*:queue", "arn:aws:sqs:eu-west-1:1:queue"));
  assert.ok(!matchesArn("arn:aws:lambda:*:1:f*n:f", "arn:aws:lambda:x:1:function:n:f"));
  assert.ok(matchesArn("arn:aws:dynamodb:*:*:table/t-?", "arn:aws:dynamodb:eu-west-1:1:table/t-1"));
  assert.ok(!matchesArn("arn:aws:dynamodb:*:*:table/t-?", "arn:aws:dynamodb:eu-west-1:1:table/t-12"));
});

test("many stars are matched in the time of their length", () => {
  assert.ok(!matchesAction(`${"*a".repeat(1000)}b`, "a".repeat(2000)));
});

test("the catalogue tells level and whether an action can be limited to a resource", () => {
  assert.deepEqual(actionNamed("S3:getobject"), { name: "s3:GetObject", level: "read", isLimitable: true });
  assert.deepEqual(actionNamed("s3:ListAllMyBuckets"), {
    name: "s3:ListAllMyBuckets",
    level: "list",
    isLimitable: false,
  });
  assert.equal(actionNamed("s3:PutBucketPolicy")?.level, "permissions");
  assert.equal(actionNamed("s3:NoSuchAction"), undefined);
  assert.equal(actionNamed("nonsense"), undefined);
  assert.ok(isCatalogued("dynamodb:*"));
  assert.ok(!isCatalogued("constructor:toString"));
  assert.ok(actionsMatching("dynamodb:*Item").some((action) => action.name === "dynamodb:BatchGetItem"));
  assert.deepEqual(actionsMatching("*"), []);
});

test("SDK operations: what they may need, and what they cannot do without", () => {
  assert.deepEqual(actionsOf("secrets-manager", "GetSecretValue").slice(0, 1), ["secretsmanager:GetSecretValue"]);
  assert.deepEqual(requiredActionsOf("s3", "ListObjectsV2"), ["s3:ListBucket"]);
  assert.deepEqual(requiredActionsOf("lambda", "Invoke"), ["lambda:InvokeFunction"]);
  assert.deepEqual(requiredActionsOf("eventbridge", "PutEvents"), ["events:PutEvents"]);
  assert.deepEqual(requiredActionsOf("sqs", "SendMessageBatch"), ["sqs:SendMessage"]);
  assert.deepEqual(requiredActionsOf("apigatewaymanagementapi", "PostToConnection"), ["execute-api:ManageConnections"]);
  assert.deepEqual(requiredActionsOf("dynamodb", "TransactWriteItems"), []);
  assert.ok(actionsOf("dynamodb", "TransactWriteItems").includes("dynamodb:PutItem"));
  assert.deepEqual(actionsOf("no-such-service", "Get"), []);
  assert.deepEqual(actionsOf("constructor", "Get"), []);
});
