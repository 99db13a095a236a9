import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesAction } from "../../engine/policy/match.ts";

test("action patterns: any text, one character, any case", () => {
  assert.ok(matchesAction("*", "s3:GetObject"));
  assert.ok(matchesAction("s3:*", "s3:GetObject"));
  assert.ok(matchesAction("S3:getOBJECT", "s3:GetObject"));
  assert.ok(matchesAction("s3:Get*", "s3:GetObjectAcl"));
  assert.ok(matchesAction("s3:*Object", "s3:GetObject"));
  assert.ok(matchesAction("s3:*e*b*", "s3:GetObject"));
  assert.ok(matchesAction("s3:GetObject**", "s3:GetObject"));
  assert.ok(matchesAction("s3:?etObject", "s3:GetObject"));
  assert.ok(!matchesAction("s3:?GetObject", "s3:GetObject"));
  assert.ok(!matchesAction("s3:GetObject?", "s3:GetObject"));
  assert.ok(!matchesAction("s3:Get", "s3:GetObject"));
  assert.ok(!matchesAction("sqs:*", "s3:GetObject"));
  assert.ok(!matchesAction("", "s3:GetObject"));
});

test("many stars are matched in the time of their length", () => {
  assert.ok(!matchesAction(`${"*a".repeat(1000)}b`, "a".repeat(2000)));
});
