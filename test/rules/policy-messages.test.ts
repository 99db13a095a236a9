import assert from "node:assert/strict";
import { it } from "node:test";
import { findingsOf, hostOf } from "../workspace-of.ts";
import { templateWith } from "./policy-checks.ts";

const long = "a".repeat(120);

/** Statements with names that are longer than a message has room for, each for a rule that speaks of them. */
const statements: readonly (readonly [rule: string, lines: string])[] = [
  ["iam/unknown-action", `Effect: Allow\nAction: [s3:${long}, sqs:${long}, sns:${long}]\nResource: "*"`],
  ["iam/unknown-action", `Effect: Deny\nAction: [s3:CreateMultipartUpload, s3:CompleteMultipartUpload]\nResource: "*"`],
  ["iam/unknown-action", `Effect: Deny\nAction: dynamodb:TransactWriteItems\nResource: "*"`],
  ["iam/malformed-arn", `Effect: Allow\nAction: "*"\nResource: "arn:aws:secretsmanager:::secret:${long}"`],
  ["iam/malformed-arn", `Effect: Allow\nAction: "*"\nResource: "arn:aws:s3::${long}"`],
  ["iam/malformed-arn", `Effect: Allow\nAction: "*"\nResource: "${long}"`],
  ["iam/policy-element", `Effect: Allow\nAction: "*"\nResource: "*"\n${long}: 1`],
  ["iam/policy-element", `Effect: ${long}\nAction: "*"\nResource: "*"`],
  [
    "iam/condition-invalid",
    `Effect: Allow\nAction: "*"\nResource: "*"\nCondition: { ${long}: { "aws:SourceVpc": a } }`,
  ],
  [
    "iam/condition-invalid",
    `Effect: Allow\nAction: "*"\nResource: "*"\nCondition: { StringEquals: { "aws:${long}": a } }`,
  ],
  [
    "iam/condition-invalid",
    `Effect: Allow\nAction: "*"\nResource: "*"\nCondition: { StringNotEqualsIgnoreCase: { "aws:SourceVpc": "*${long}" } }`,
  ],
  [
    "iam/condition-invalid",
    `Effect: Allow\nAction: sqs:SendMessage\nResource: "*"\nCondition: { StringEquals: { "kms:EncryptionContext:${long}": a } }`,
  ],
  [
    "iam/action-resource-mismatch",
    `Effect: Allow\nAction: [cloudformation:CreateStackInstances, cloudformation:BatchDescribeTypeConfigurations, sqs:SendMessage]\nResource: !GetAtt Orders.Arn`,
  ],
  [
    "iam/action-resource-mismatch",
    `Effect: Allow\nAction: [sqs:SendMessage]\nResource: [!GetAtt Jobs.Arn, "arn:aws:sns:eu-west-1:111122223333:${long}"]`,
  ],
  [
    "iam/bucket-object-arn",
    `Effect: Allow\nAction: [s3:GetObjectVersionForReplication, s3:PutObjectVersionTagging, s3:GetObjectAttributes]\nResource: "arn:aws:s3:::${long}"`,
  ],
  ["iam/redundant", `Effect: Allow\nAction: "*"\nResource: ["arn:aws:s3:::${long}", "arn:aws:s3:::${long}*"]`],
  [
    "iam/literal-partition-account",
    `Effect: Allow\nAction: "*"\nResource: "arn:aws:sqs:eu-west-1:111122223333:${long}"`,
  ],
];

for (const [rule, lines] of statements)
  it(`${rule} has room: ${lines.replaceAll(long, "aaa…").replaceAll("\n", ", ")}`, () => {
    const found = findingsOf(hostOf([{ path: "template.yaml", text: templateWith(lines) }]));
    const said = found.filter((one) => one.rule === rule).map(({ message }) => message);
    assert.ok(said.length > 0, "it speaks");
    for (const message of said) assert.ok(message.length <= 140, `${message.length}: ${message}`);
  });
