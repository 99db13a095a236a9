import assert from "node:assert/strict";
import { test } from "node:test";
import { actionsOf, requiredActionsOf } from "../../engine/policy/operations.ts";
import "../typescript.ts";

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
