import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fixedBy, saidIn, saidOf } from "./policy-checks.ts";

const rule = "iam/malformed-arn";

const statement = (resource: string): string => `Effect: Allow\nAction: "*"\nResource: ${resource}`;

/** A resource as it is written, and what the fix makes of it; undefined: there is no fix. */
const wrong: readonly (readonly [resource: string, fixed: string | undefined])[] = [
  ["arn:aws:s3::albums/*", "arn:aws:s3:::albums/*"],
  ["arn:aws:s3:albums", "arn:aws:s3:::albums"],
  ["!Sub arn:aws:s3::albums-${Where}", "!Sub arn:aws:s3:::albums-${Where}"],
  ["' arn:aws:s3:::albums'", "'arn:aws:s3:::albums'"],
  ["arn:aws:s3:eu-west-1::albums/*", "arn:aws:s3:::albums/*"],
  ["arn:aws:s3::111122223333:albums", "arn:aws:s3:::albums"],
  ["arn:aws:iam:us-east-1:111122223333:role/a", "arn:aws:iam::111122223333:role/a"],
  ["arn:aws:iam:::role/a", "!Sub arn:aws:iam::${AWS::AccountId}:role/a"],
  ["arn:aws:sqs:eu-west-1::orders", "!Sub arn:aws:sqs:eu-west-1:${AWS::AccountId}:orders"],
  ["!Sub arn:aws:sqs:::${Where}-orders", "!Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Where}-orders"],
  ["arn:aws:dynamodb:::table/orders", "!Sub arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders"],
  ["ARN:aws:s3:::albums", "arn:aws:s3:::albums"],
  ["arn:aws:S3:::albums", "arn:aws:s3:::albums"],
  ["albums/*", undefined],
  ["arn:amazon:s3:::albums", undefined],
  ["arn:aws:lambda:eu-west-1:function", undefined],
  ["!Ref Albums", "!GetAtt Albums.Arn"],
  ["!Ref Jobs", "!GetAtt Jobs.Arn"],
  ["!GetAtt Jobs.QueueName", "!GetAtt Jobs.Arn"],
  ["!Sub ${Albums}/*", undefined],
  ["arn:aws:s3:::${Albums}/*", "!Sub arn:aws:s3:::${Albums}/*"],
  ["arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:a", "!Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:a"],
  ["arn:aws:s3:::${AWS::AccountId}-${aws:username}", undefined],
];

const right: readonly string[] = [
  "'*'",
  "'**'",
  "!Ref Placed",
  "!GetAtt Orders.StreamArn",
  "!Ref Where",
  "!Sub ${Where}/*",
  "!If [IsProd, !GetAtt Orders.Arn, !Ref AWS::NoValue]",
  "arn:aws:s3:::albums/a b/*",
  "arn:aws:s3:::albums/${aws:PrincipalTag/team}/*",
  "arn:aws:s3:::al*:b",
  "arn:aws:s3:*:*:albums",
  "arn:aws:s3:eu-west-1:111122223333:accesspoint/a",
  "arn:aws:s3::111122223333:accesspoint/a.mrap",
  "arn:aws:sqs:*",
  "arn:aws-cn:s3:::albums",
  "arn:aws-us-gov:s3:::albums",
  "arn:aws-iso-b:s3:::albums",
  "arn:*:s3:::albums",
  "arn:aws:dynamodb::111122223333:global-table/orders",
  "arn:aws:events:eu-west-1::event-source/aws.partner/x",
  "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-text-express-v1",
  "arn:aws:ec2:eu-west-1::image/ami-1",
  "!Sub 'arn:aws:sqs:${AWS::Region}:${Where}:orders'",
  "!Sub ['arn:aws:s3:::${Name}', { Name: albums }]",
  "!Join ['', ['arn:aws:s3:::', !Ref Albums]]",
  "!ImportValue albums",
  "17",
  "[]",
];

describe("malformed ARNs are found and mended", () => {
  for (const [resource, fixed] of wrong) {
    it(resource, () => {
      assert.equal(saidOf(rule, statement(resource)).length, 1);
      assert.equal(fixedBy(rule, statement(resource)), fixed && statement(fixed));
      if (fixed) assert.deepEqual(saidOf(rule, statement(fixed)), []);
    });
  }
});

describe("what is an ARN, or may become one, is left alone", () => {
  for (const resource of right) it(resource, () => assert.deepEqual(saidOf(rule, statement(resource)), []));
});

it("a bare policy has no template that fills in anything", () => {
  const text = '{ "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${AWS::AccountId}" } }';
  assert.deepEqual(saidIn(rule, "policy.json", text), []);
});

it("policies of APIs may shorten an ARN", () => {
  const text = `service: a
provider:
  name: aws
  apiGateway:
    resourcePolicy:
      - { Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: [execute-api:/*, "*"] }
`;
  assert.deepEqual(saidIn(rule, "serverless.yml", text), []);
});
