import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fixedBy, saidOf } from "./policy-checks.ts";

const rule = "iam/condition-invalid";

const statement = (condition: string, action = "s3:GetObject", effect = "Allow"): string =>
  `Effect: ${effect}\nAction: ${action}\nResource: "*"\nCondition: ${condition}`;

const wrong: readonly (readonly [condition: string, said: RegExp, fixed?: string])[] = [
  ["{ StringEqual: { aws:SourceVpc: a } }", /no operator/, "{ StringEquals: { aws:SourceVpc: a } }"],
  ["{ StringEqualsIfExist: { aws:SourceVpc: a } }", /no operator/, "{ StringEqualsIfExists: { aws:SourceVpc: a } }"],
  ["{ NullIfExists: { aws:SourceVpc: true } }", /no operator/, "{ Null: { aws:SourceVpc: true } }"],
  ["{ Matches: { aws:SourceVpc: a } }", /no operator/],
  [
    "{ ArnLike: { aws:SourceArns: 'arn:aws:s3:::a' } }",
    /never met/,
    "{ ArnLike: { aws:SourceArn: 'arn:aws:s3:::a' } }",
  ],
  ["{ StringEquals: { SourceVpc: a } }", /never met/, "{ StringEquals: { aws:SourceVpc: a } }"],
  ["{ StringNotEquals: { aws:SourceAcount: a } }", /always met/, "{ StringNotEquals: { aws:SourceAccount: a } }"],
  ["{ StringEquals: { aws:PrincipleTag/team: a } }", /never met/, "{ StringEquals: { aws:PrincipalTag/team: a } }"],
  ["{ StringEquals: { s3:ExistingObjectTags/a: b } }", /never met/],
  ["{ StringEquals: { kms:ViaService: s3.eu-west-1.amazonaws.com } }", /no request for an action/],
  ["{ StringEquals: { dynamodb:LeadingKeys: a } }", /no request for an action/],
  ["{ Bool: { aws:SourceVpc: true } }", /is none/],
  ["{ IpAddress: { aws:SourceVpc: 10.0.0.0/8 } }", /is none/],
  ["{ ArnLike: { aws:SourceAccount: '111122223333' } }", /is none/],
  ["{ Bool: { aws:SecureTransport: 'yes' } }", /neither true nor false/],
  ["{ IpAddress: { aws:SourceIp: [10.0.0.0/8, any] } }", /no address/],
  ["{ NumericLessThan: { aws:MultiFactorAuthAge: an hour } }", /no number/],
  ["{ ArnLike: { aws:SourceArn: albums } }", /no ARN/],
  ["{ StringEquals: { aws:SourceVpc: 'vpc-*' } }", /for a letter/, "{ StringLike: { aws:SourceVpc: 'vpc-*' } }"],
  ["{ StringEqualsIgnoreCase: { aws:SourceVpc: 'vpc-*' } }", /for a letter/],
  ["{ StringLike: { aws:SourceVpce: a }, StringEquals: { aws:SourceVpc: 'vpc-*' } }", /for a letter/],
  [
    "{ ForAllValues:StringLike: { aws:PrincipalOrgID: o-1 } }",
    /lets a request through/,
    "{ StringLike: { aws:PrincipalOrgID: o-1 } }",
  ],
];

const right: readonly (readonly [condition: string, action?: string, effect?: string])[] = [
  ["{ StringEquals: { aws:sourcevpc: a } }"],
  ["{ StringEquals: { aws:SecureTransport: 'true' } }"],
  ["{ StringEquals: { aws:ResourceTag/team: a, s3:ExistingObjectTag/a: b } }"],
  ["{ StringEquals: { 's3:prefix': a } }", "s3:ListBucket"],
  ["{ StringEquals: { 's3:prefix': a } }", "'s3:*'"],
  ["{ StringEquals: { 's3:prefix': a } }", "!Ref Where"],
  ["{ StringEqualsIfExists: { kms:ViaService: a } }"],
  ["{ StringEquals: { kms:ViaService: a, kms:EncryptionContext:aws:s3:arn: b } }", "kms:Decrypt"],
  ["{ StringEquals: { iam:PassedToService: lambda.amazonaws.com } }", "iam:PassRole"],
  ["{ StringEquals: { ec2:SourceInstanceARN: a, lambda:SourceFunctionArn: b } }"],
  ["{ StringEquals: { login.example.com:aud: a, 'login.example.com/x:sub': b } }", "sts:AssumeRoleWithWebIdentity"],
  ["{ StringEquals: { 'SAML:aud': a } }", "sts:AssumeRoleWithSAML"],
  ["{ StringEquals: { unheard:of: a } }"],
  ["{ StringEquals: { aws:SourceVpc: '${*}' } }"],
  ["{ StringEquals: { aws:SourceVpc: !Ref Where } }"],
  ["{ ArnLike: { aws:SourceArn: [!GetAtt Albums.Arn, 'arn:aws:s3:*:*:*', '*'] } }"],
  ["{ DateGreaterThan: { aws:EpochTime: 1767225600 } }"],
  ["{ NumericEquals: { s3:max-keys: '10' } }", "s3:ListBucket"],
  ["{ IpAddress: { aws:SourceIp: ['203.0.113.0/24', '2001:db8::/32', 203.0.113.7] } }"],
  ["{ 'ForAllValues:StringEquals': { aws:TagKeys: [a] } }"],
  ["{ 'ForAllValues:StringEquals': { aws:SourceVpc: a } }", "s3:GetObject", "Deny"],
  ["{ 'ForAnyValue:StringLike': { aws:PrincipalOrgPaths: 'o-1/*' } }"],
  ["!If [IsProd, { Bool: { aws:SecureTransport: true } }, !Ref AWS::NoValue]"],
  ["!Ref Where"],
  ["17"],
  ["[a, b]"],
  ["{ StringEquals: 17, Bool: [a] }"],
  ["{}"],
];

describe("conditions that cannot do what they say are found", () => {
  for (const [condition, said, fixed] of wrong) {
    it(condition, () => {
      const messages = saidOf(rule, statement(condition));
      assert.equal(messages.length, 1, messages.join("\n"));
      assert.match(messages[0] ?? "", said);
      assert.equal(fixedBy(rule, statement(condition)), fixed && statement(fixed));
    });
  }
});

describe("conditions that can are left alone", () => {
  for (const [condition, action, effect] of right)
    it(`${condition} ${action ?? ""}`, () => assert.deepEqual(saidOf(rule, statement(condition, action, effect)), []));
});
