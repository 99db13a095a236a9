import assert from "node:assert/strict";
import { test } from "node:test";
import { type Decision, decide, type Policies, type Request } from "../../engine/policy/evaluate.ts";
import { allow, deny, statementsOf, type Written } from "./statements-of.ts";

const object = "arn:aws:s3:::photos/a.jpg";
const role = "arn:aws:iam::123456789012:role/save";

const asking = (more: Partial<Request> = {}): Request => ({
  action: "s3:GetObject",
  resource: object,
  principal: role,
  context: new Map(),
  isContextWhole: true,
  ...more,
});

const said = (policies: Policies, more: Partial<Request> = {}): Decision => decide(asking(more), policies);

const identity = (...written: readonly Written[]): Policies => ({ identity: statementsOf(...written) });

test("nothing said is denied", () => {
  assert.equal(said(identity()), "denied");
  assert.equal(said(identity(allow("s3:PutObject"))), "denied");
  assert.equal(said(identity(allow("s3:GetObject", "arn:aws:s3:::other/*"))), "denied");
});

test("an Allow that applies allows, a Deny that applies wins", () => {
  assert.equal(said(identity(allow("s3:Get*", "arn:aws:s3:::photos/*"))), "allowed");
  assert.equal(said(identity(allow("*"), deny("s3:GetObject", object))), "denied");
  assert.equal(said(identity(allow("*"), deny("s3:GetObject", "arn:aws:s3:::other/*"))), "allowed");
});

test("NotAction and NotResource are all but what they name", () => {
  assert.equal(said(identity({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })), "allowed");
  assert.equal(said(identity({ Effect: "Allow", NotAction: ["iam:*", "s3:*"], Resource: "*" })), "denied");
  assert.equal(said(identity({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::other/*" })), "allowed");
  assert.equal(said(identity({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::photos/*" })), "denied");
});

test("a boundary bounds and gives nothing", () => {
  const all = statementsOf(allow("*"));
  const some = statementsOf(allow("s3:*"));
  assert.equal(said({ identity: all, boundary: some }), "allowed");
  assert.equal(said({ identity: all, boundary: some }, { action: "sqs:SendMessage" }), "denied");
  assert.equal(said({ identity: [], boundary: all }), "denied");
  assert.equal(said({ identity: all, boundary: statementsOf(allow("*"), deny("s3:GetObject")) }), "denied");
});

test("in one account the resource's own policy allows by itself whom it names", () => {
  const bucket = (Principal: unknown, Effect = "Allow") =>
    statementsOf({ Effect, Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*", Principal });
  assert.equal(said({ identity: [], resource: bucket({ AWS: role }) }), "allowed");
  assert.equal(said({ identity: [], resource: bucket("*") }), "allowed");
  assert.equal(said({ identity: [], resource: bucket({ AWS: "*" }) }), "allowed");
  assert.equal(said({ identity: [], resource: bucket({ AWS: ["123456789012"] }) }), "denied");
  assert.equal(said({ identity: [], resource: bucket({ Service: "cloudfront.amazonaws.com" }) }), "denied");
  assert.equal(said({ identity: [], resource: bucket({ AWS: `${role}-2` }) }), "denied");
  assert.equal(said({ identity: statementsOf(allow("*")), resource: bucket("*", "Deny") }), "denied");
  assert.equal(
    said({ identity: statementsOf(allow("*")), resource: bucket({ Service: "s3.amazonaws.com" }, "Deny") }),
    "allowed",
  );
});

test("services are named by their own kind", () => {
  const topic = statementsOf({ Effect: "Allow", Action: "sns:Publish", Principal: { Service: "s3.amazonaws.com" } });
  const publish = { action: "sns:Publish", resource: "arn:aws:sns:eu-west-1:123456789012:t" };
  assert.equal(said({ identity: [], resource: topic }, { ...publish, principal: "s3.amazonaws.com" }), "allowed");
  assert.equal(said({ identity: [], resource: topic }, { ...publish, principal: "sqs.amazonaws.com" }), "denied");
  assert.equal(said({ identity: [], resource: topic }, { ...publish, principal: undefined }), "unknown");
});

test("NotPrincipal is everyone but whom it names", () => {
  const but = statementsOf({ Effect: "Deny", Action: "s3:*", Resource: "*", NotPrincipal: { AWS: role } });
  assert.equal(said({ identity: statementsOf(allow("*")), resource: but }), "allowed");
  assert.equal(said({ identity: statementsOf(allow("*")), resource: but }, { principal: `${role}-2` }), "denied");
});

test("a key's policy has to allow its use, or leave it to the account", () => {
  const use = { action: "kms:Decrypt", resource: "arn:aws:kms:eu-west-1:123456789012:key/1" };
  const key = (principal: string) =>
    statementsOf({ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: principal } });
  const mayDecrypt = statementsOf(allow("kms:Decrypt"));
  const root = "arn:aws:iam::123456789012:root";
  assert.equal(said({ identity: mayDecrypt, resource: key(root) }, use), "allowed");
  assert.equal(said({ identity: [], resource: key(root) }, use), "denied");
  assert.equal(said({ identity: mayDecrypt, resource: key(`${role}-2`) }, use), "denied");
  assert.equal(said({ identity: [], resource: key(role) }, use), "allowed");
});

test("actions that cannot be limited are asked for on `*`", () => {
  const list = { action: "s3:ListAllMyBuckets", resource: "*" };
  assert.equal(said(identity(allow("s3:*", "*")), list), "allowed");
  assert.equal(said(identity(allow("s3:*", "arn:aws:s3:::photos")), list), "denied");
  assert.equal(said(identity(allow("s3:*", "arn:aws:s3:::photos/*")), { resource: "*" }), "unknown");
});

test("a request for several resources is allowed if all of them are", () => {
  const all = { resource: "arn:aws:s3:::photos/*" };
  assert.equal(said(identity(allow("s3:*", "arn:aws:s3:::photos/*")), all), "allowed");
  assert.equal(said(identity(allow("s3:*", "arn:aws:s3:::photos/a/*")), all), "unknown");
  assert.equal(said(identity(allow("s3:*"), deny("s3:*", "arn:aws:s3:::photos/a/*")), all), "unknown");
});

const met = (Condition: unknown, context: Readonly<Record<string, string | readonly string[]>> = {}) =>
  said(identity(allow("*", "*", Condition)), {
    context: new Map(Object.entries(context).map(([key, given]) => [key.toLowerCase(), [given].flat()])),
  });

const conditions: readonly (readonly [
  condition: unknown,
  context: Record<string, string | string[]>,
  met: Decision,
])[] = [
  [{ StringEquals: { "aws:username": "ann" } }, { "aws:username": "ann" }, "allowed"],
  [{ StringEquals: { "AWS:UserName": ["bob", "ann"] } }, { "aws:username": "ann" }, "allowed"],
  [{ StringEquals: { "aws:username": "ann" } }, { "aws:username": "Ann" }, "denied"],
  [{ StringEquals: { "aws:username": "a*" } }, { "aws:username": "ann" }, "denied"],
  [{ StringEqualsIgnoreCase: { "aws:username": "ANN" } }, { "aws:username": "ann" }, "allowed"],
  [{ StringLike: { "aws:username": "a?n*" } }, { "aws:username": "ann" }, "allowed"],
  [{ StringNotLike: { "aws:username": ["b*", "a*"] } }, { "aws:username": "ann" }, "denied"],
  [{ StringNotEquals: { "aws:username": "bob" } }, { "aws:username": "ann" }, "allowed"],
  [{ StringNotEquals: { "aws:username": "bob" } }, {}, "allowed"],
  [{ StringEquals: { "aws:username": "bob" } }, {}, "denied"],
  [{ StringEqualsIfExists: { "aws:username": "bob" } }, {}, "allowed"],
  [{ StringEqualsIfExists: { "aws:username": "bob" } }, { "aws:username": "ann" }, "denied"],
  [{ Null: { "aws:username": "true" } }, {}, "allowed"],
  [{ Null: { "aws:username": true } }, { "aws:username": "ann" }, "denied"],
  [{ Null: { "aws:username": "false" } }, { "aws:username": "ann" }, "allowed"],
  [{ Bool: { "aws:SecureTransport": "true" } }, { "aws:SecureTransport": "true" }, "allowed"],
  [{ Bool: { "aws:SecureTransport": false } }, { "aws:SecureTransport": "true" }, "denied"],
  [{ NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } }, { "aws:MultiFactorAuthAge": "3599" }, "allowed"],
  [{ NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } }, { "aws:MultiFactorAuthAge": "3600" }, "denied"],
  [{ NumericGreaterThanEquals: { "aws:MultiFactorAuthAge": 3600 } }, { "aws:MultiFactorAuthAge": "3600" }, "allowed"],
  [{ NumericEquals: { "s3:max-keys": "many" } }, { "s3:max-keys": "10" }, "unknown"],
  [
    { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
    { "aws:CurrentTime": "2026-11-24T20:00:00Z" },
    "allowed",
  ],
  [{ DateLessThan: { "aws:CurrentTime": "2026-01-01" } }, { "aws:CurrentTime": "2026-11-24T20:00:00Z" }, "denied"],
  [{ DateLessThan: { "aws:EpochTime": "1600000000" } }, { "aws:EpochTime": "1500000000" }, "allowed"],
  [{ BinaryEquals: { "x:key": "QQ==" } }, { "x:key": "QQ==" }, "allowed"],
  [
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
    { "aws:SourceIp": "203.0.113.9" },
    "allowed",
  ],
  [
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
    { "aws:SourceIp": "2001:db8:1::1" },
    "allowed",
  ],
  [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, { "aws:SourceIp": "203.0.114.9" }, "denied"],
  [{ NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, { "aws:SourceIp": "203.0.114.9" }, "denied"],
  [{ IpAddress: { "aws:SourceIp": "300.0.0.0/8" } }, { "aws:SourceIp": "203.0.114.9" }, "unknown"],
  [{ ArnLike: { "aws:SourceArn": "arn:aws:s3:::photos*" } }, { "aws:SourceArn": "arn:aws:s3:::photos-1" }, "allowed"],
  [{ ArnEquals: { "aws:SourceArn": "arn:aws:s3:::photos*" } }, { "aws:SourceArn": "arn:aws:s3:::photos-1" }, "allowed"],
  [{ ArnLike: { "aws:SourceArn": "arn:aws-cn:s3:::photos*" } }, { "aws:SourceArn": "arn:aws:s3:::photos-1" }, "denied"],
  [{ ArnNotLike: { "aws:SourceArn": "arn:aws:s3:::photos*" } }, { "aws:SourceArn": "arn:aws:s3:::photos-1" }, "denied"],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["a", "b"] }, "allowed"],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["a", "c"] }, "denied"],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, {}, "allowed"],
  [
    { "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } },
    { "aws:TagKeys": ["key1:hr", "key1:legal"] },
    "denied",
  ],
  [{ "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } }, { "aws:TagKeys": "key2:audit" }, "allowed"],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["c", "a"] }, "allowed"],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, {}, "denied"],
  [{ "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } }, {}, "denied"],
  [{ "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] }, "allowed"],
  [{ StringEquals: { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] }, "unknown"],
  [
    { StringEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}" } },
    { "aws:PrincipalTag/team": "x", "aws:ResourceTag/team": "x" },
    "allowed",
  ],
  [
    { StringEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team, 'none'}" } },
    { "aws:PrincipalTag/team": "none" },
    "allowed",
  ],
  [{ StringEquals: { "aws:username": "${*}" } }, { "aws:username": "*" }, "allowed"],
  [{ StringLike: { "aws:username": "${*}" } }, { "aws:username": "ann" }, "unknown"],
  [
    { StringEquals: { "aws:username": "ann" }, Bool: { "aws:SecureTransport": "true" } },
    { "aws:username": "ann" },
    "denied",
  ],
  [{ StringMatches: { "aws:username": "ann" } }, { "aws:username": "ann" }, "unknown"],
  ["nonsense", {}, "unknown"],
  [{ StringEquals: "nonsense" }, {}, "unknown"],
  [{}, {}, "allowed"],
];

for (const [condition, context, wanted] of conditions)
  test(`${JSON.stringify(condition)} with ${JSON.stringify(context)}: ${wanted}`, () => {
    assert.equal(met(condition, context), wanted);
  });

test("a key that is not known leaves open what depends on it, and nothing else", () => {
  const mine = allow("s3:*", "arn:aws:s3:::photos/${aws:username}/*", { Bool: { "aws:SecureTransport": "true" } });
  const partial = { isContextWhole: false, resource: "arn:aws:s3:::photos/ann/1.jpg" };
  assert.equal(said(identity(mine), partial), "unknown");
  assert.equal(said(identity(mine), { ...partial, resource: "arn:aws:s3:::other/ann/1.jpg" }), "denied");
  const known = new Map([
    ["aws:username", ["ann"]],
    ["aws:securetransport", ["true"]],
  ]);
  assert.equal(said(identity(mine), { ...partial, context: known }), "allowed");
  assert.equal(said(identity(mine, allow("s3:GetObject")), partial), "allowed");
  assert.equal(said(identity(mine, deny("s3:*")), partial), "denied");
});

test("bad input is no reason to fail", () => {
  for (const wrong of [
    {},
    { Effect: "Allow" },
    { Effect: 1, Action: 2, Resource: 3 },
    { Effect: "Allow", Action: {}, Resource: [[]] },
  ])
    assert.ok(["denied", "unknown"].includes(said(identity(wrong))), JSON.stringify(wrong));
  const many = statementsOf(
    ...Array.from({ length: 6000 }, (_, index) => allow(`s3:Get${index}*`, `arn:aws:s3:::b${index}/*`)),
  );
  assert.equal(said({ identity: many }), "denied");
});
