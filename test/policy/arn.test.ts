import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { arnFrom, arnOf } from "../../engine/policy/arn.ts";
import { covers, mayMeet } from "../../engine/policy/arn-match.ts";
import { templateIn } from "../template/reading.ts";
import { matchesArn } from "./literal-arn.ts";

const template = templateIn(
  `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Named:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !Sub "\${AWS::StackName}-named" }
  Photos:
    Type: AWS::S3::Bucket
    Properties: { BucketName: photos }
  Topic:
    Type: AWS::SNS::Topic
  Queue:
    Type: AWS::SQS::Queue
  Group:
    Type: AWS::Logs::LogGroup
  Setting:
    Type: AWS::SSM::Parameter
    Properties: { Name: /app/setting }
  Key:
    Type: AWS::KMS::Key
`,
);
const here = "${AWS::Partition}";
const place = "${AWS::Region}:${AWS::AccountId}";

for (const [written, normal] of [
  ["${Orders.Arn}", `arn:${here}:dynamodb:${place}:table/\${Orders}`],
  [
    "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
    `arn:${here}:dynamodb:${place}:table/\${Orders}`,
  ],
  ["${Orders.Arn}/index/*", `arn:${here}:dynamodb:${place}:table/\${Orders}/index/*`],
  ["${Orders.StreamArn}", `arn:${here}:dynamodb:${place}:table/\${Orders}/stream/*`],
  ["${Named.Arn}", `arn:${here}:dynamodb:${place}:table/\${AWS::StackName}-named`],
  ["${Photos.Arn}/*", `arn:${here}:s3:::photos/*`],
  ["arn:aws:s3:::${Photos}/uploads/*", `arn:${here}:s3:::photos/uploads/*`],
  ["${Topic}", `arn:${here}:sns:${place}:\${Topic}`],
  ["${Queue.Arn}", `arn:${here}:sqs:${place}:\${Queue}`],
  ["arn:aws:sqs:*:*:${Queue.QueueName}", `arn:${here}:sqs:*:*:\${Queue}`],
  ["${Group.Arn}", `arn:${here}:logs:${place}:log-group:\${Group}:*`],
  ["${Queue}", undefined],
  ["${Unheard.Arn}", undefined],
  ["table/orders", undefined],
  ["*", "*"],
] as const)
  test(`'${written}' in normal form`, () => assert.equal(arnFrom(written, template), normal));

test("a parameter's ARN has one slash before its name", () => {
  const setting = template.resource("Setting");
  assert.equal(setting && arnOf(setting), `arn:${here}:ssm:${place}:parameter/app/setting`);
});

const table = `arn:${here}:dynamodb:${place}:table/`;
for (const [pattern, wanted, answer] of [
  ["*", `${table}orders`, true],
  [`${table}orders`, `${table}orders`, true],
  [`${table}orders`, `${table}users`, false],
  [`${table}*`, `${table}orders/index/*`, true],
  [`${table}orders`, `${table}orders/index/*`, false],
  [`${table}\${Orders}`, `${table}\${Orders}`, true],
  [`${table}\${Orders}`, `${table}\${Users}`, undefined],
  [`${table}orders`, `${table}\${Orders}`, undefined],
  [`${table}\${Orders}/index/*`, `${table}\${Orders}/index/by-date`, true],
  ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders", `${table}orders`, undefined],
  ["arn:aws:dynamodb:*:*:table/orders", `${table}orders`, true],
  ["arn:aws:s3:::photos/uploads/*", `arn:${here}:s3:::photos/*`, false],
  ["arn:aws:s3:::photos/*", `arn:${here}:s3:::photos/uploads/*`, true],
  ["arn:aws:s3:::photos*", `arn:${here}:s3:::photos`, true],
  ["arn:aws:s3:::*", `arn:${here}:sqs:${place}:queue`, false],
  ["arn:aws:sqs:*", `arn:${here}:sqs:${place}:queue`, true],
  ["arn:aws:secretsmanager:*:*:secret:db-*", `arn:${here}:secretsmanager:${place}:secret:db-??????`, true],
  ["arn:aws:secretsmanager:*:*:secret:db", `arn:${here}:secretsmanager:${place}:secret:db-??????`, false],
  ["arn:aws:lambda:*:*:function:save", "arn:aws:lambda:*:*:function:save:1", false],
] as const)
  test(`'${pattern}' over '${wanted}': ${answer}`, () => assert.equal(covers(pattern, wanted), answer));

for (const [a, b, answer] of [
  ["arn:aws:s3:::photos/uploads/*", "arn:aws:s3:::photos/*", true],
  ["arn:aws:s3:::photos/uploads/*", "arn:aws:s3:::photos/*.jpg", true],
  ["arn:aws:s3:::photos/uploads/*", "arn:aws:s3:::photos/public/*", false],
  ["arn:aws:s3:::${Photos}/a", "arn:aws:s3:::photos/a", true],
  ["arn:aws:s3:::${Photos}/a", "arn:aws:s3:::photos/b", false],
  ["arn:aws:sqs:*:*:a", "arn:aws:sns:*:*:a", false],
] as const)
  test(`'${a}' and '${b}' ${answer ? "may" : "never"} meet`, () => {
    assert.equal(mayMeet(a, b), answer);
    assert.equal(mayMeet(b, a), answer);
  });

const resource = fc.string({ unit: fc.constantFrom("a", "b", "/"), minLength: 1, maxLength: 6 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", "?"), minLength: 1, maxLength: 6 });
const arn = (name: string) => `arn:aws:s3:::${name}`;

test("a pattern covers a text exactly if IAM matches it", () => {
  fc.assert(fc.property(pattern, resource, (p, r) => covers(arn(p), arn(r)) === matchesArn(arn(p), arn(r))));
});

test("what a pattern covers it matches whole, and two that match one text may meet", () => {
  fc.assert(
    fc.property(pattern, pattern, resource, (p, q, r) => {
      const [inP, inQ] = [matchesArn(arn(p), arn(r)), matchesArn(arn(q), arn(r))];
      if (covers(arn(p), arn(q)) && inQ) assert.ok(inP);
      if (inP && inQ) assert.ok(mayMeet(arn(p), arn(q)));
    }),
  );
});
