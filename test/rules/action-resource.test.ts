import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fixedBy, saidOf } from "./policy-checks.ts";

const statement = (action: string, resource: string): string =>
  `Effect: Allow\nAction: ${action}\nResource: ${resource}`;

describe("objects and buckets", () => {
  const wrong: readonly (readonly [action: string, resource: string, fixed: string | undefined])[] = [
    ["s3:GetObject", "arn:aws:s3:::albums", "arn:aws:s3:::albums/*"],
    ["'s3:*Object'", "'arn:aws:s3:::albums'", "'arn:aws:s3:::albums/*'"],
    ["s3:GetObject", "!Sub arn:aws:s3:::${BucketName}", "!Sub arn:aws:s3:::${BucketName}/*"],
    ["s3:GetObject", "!Sub ${Albums.Arn}", "!Sub ${Albums.Arn}/*"],
    ["s3:GetObject", "!GetAtt Albums.Arn", "!Sub ${Albums.Arn}/*"],
    ["s3:ListBucket", "!Sub ${Albums.Arn}/*", "!Sub ${Albums.Arn}"],
    ["s3:ListBucket", "arn:aws:s3:::albums/covers/*", "arn:aws:s3:::albums"],
    ["[s3:GetObject, s3:ListBucket]", "[!GetAtt Albums.Arn]", '[!GetAtt Albums.Arn, !Sub "${Albums.Arn}/*"]'],
    ["s3:GetObject", "!Join ['', ['arn:aws:s3:::', albums]]", undefined],
    [
      "[s3:GetObject, sqs:SendMessage]",
      "[arn:aws:s3:::albums, !GetAtt Jobs.Arn]",
      '[arn:aws:s3:::albums, !GetAtt Jobs.Arn, "arn:aws:s3:::albums/*"]',
    ],
    [
      "s3:GetObject",
      "!If [IsProd, arn:aws:s3:::albums, arn:aws:s3:::tests]",
      "!If [IsProd, arn:aws:s3:::albums/*, arn:aws:s3:::tests/*]",
    ],
  ];
  for (const [action, resource, fixed] of wrong) {
    it(`${action} on ${resource}`, () => {
      assert.equal(saidOf("iam/bucket-object-arn", statement(action, resource)).length, 1);
      assert.equal(fixedBy("iam/bucket-object-arn", statement(action, resource)), fixed && statement(action, fixed));
      assert.deepEqual(saidOf("iam/action-resource-mismatch", statement(action, resource)), [], "it is told once");
    });
  }

  const right: readonly (readonly [action: string, resource: string])[] = [
    ["s3:GetObject", "arn:aws:s3:::albums*"],
    ["s3:GetObject", "'*'"],
    ["s3:GetObject", "!Sub arn:aws:s3:::${Where}"],
    ["s3:GetObject", "!ImportValue albums"],
    ["s3:GetObject", "!If [IsProd, arn:aws:s3:::albums/*, !GetAtt Albums.Arn]"],
    ["[s3:GetObject, s3:ListBucket]", "[arn:aws:s3:::a, arn:aws:s3:::b/*]"],
    ["s3:*", "arn:aws:s3:::albums"],
    ["'s3:Get*'", "arn:aws:s3:::albums"],
    ["s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*"],
    ["s3:ListBucket", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a"],
    ["s3:CreateJob", "'*'"],
  ];
  for (const [action, resource] of right)
    it(`${action} on ${resource}`, () => {
      assert.deepEqual(saidOf("iam/bucket-object-arn", statement(action, resource)), []);
      assert.deepEqual(saidOf("iam/action-resource-mismatch", statement(action, resource)), []);
    });
});

describe("actions and the types of resources that they work on", () => {
  const rule = "iam/action-resource-mismatch";
  const wrong: readonly (readonly [action: string, resource: string, said: RegExp, fixed?: string])[] = [
    [
      "dynamodb:ListTables",
      "!GetAtt Orders.Arn",
      /on '\*' only/,
      'Effect: Allow\nAction: dynamodb:ListTables\nResource: "*"',
    ],
    ["sqs:SendMessage", "!GetAtt Orders.Arn", /no resource/],
    ["dynamodb:GetRecords", "!GetAtt Orders.Arn", /no resource/],
    ["[sqs:SendMessage]", "[!GetAtt Jobs.Arn, !Ref Placed]", /no action/],
    ["logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/a", /no resource/],
    ["kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/a", /no resource/],
    ["iam:PassRole", "arn:aws:iam::111122223333:policy/a", /no resource/],
  ];
  for (const [action, resource, said, fixed] of wrong) {
    it(`${action} on ${resource}`, () => {
      const messages = saidOf(rule, statement(action, resource));
      assert.equal(messages.length, 1, messages.join("\n"));
      assert.match(messages[0] ?? "", said);
      assert.equal(fixedBy(rule, statement(action, resource)), fixed);
    });
  }

  const right: readonly (readonly [action: string, resource: string])[] = [
    ["dynamodb:ListTables", "arn:aws:dynamodb:*:*:table/*"],
    ["logs:DescribeLogGroups", "arn:aws:logs:eu-west-1:111122223333:log-group:*"],
    ["dynamodb:ListStreams", "!Sub ${Orders.Arn}/stream/*"],
    ["dynamodb:GetRecords", "!GetAtt Orders.StreamArn"],
    ["[dynamodb:Query, dynamodb:PutItem]", "[!GetAtt Orders.Arn, !Sub '${Orders.Arn}/index/*']"],
    ["cloudformation:CreateChangeSet", "arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31"],
    ["execute-api:Invoke", "arn:aws:execute-api:eu-west-1:111122223333:abc/prod/GET/a"],
    ["execute-api:ManageConnections", "arn:aws:execute-api:eu-west-1:111122223333:abc/prod/POST/@connections/*"],
    ["apigateway:GET", "arn:aws:apigateway:eu-west-1::/restapis/*"],
    ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:a:live"],
    ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/a/b"],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-??????"],
    ["states:StartExecution", "arn:aws:states:eu-west-1:111122223333:stateMachine:a"],
    ["events:PutEvents", "arn:aws:events:eu-west-1:111122223333:event-bus/default"],
    ["bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/a"],
    ["rds-db:connect", "arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-A/a"],
    ["ses:SendEmail", "arn:aws:ses:eu-west-1:111122223333:identity/example.com"],
    ["iot:Publish", "arn:aws:iot:eu-west-1:111122223333:topic/a"],
    ["sts:AssumeRole", "arn:aws:iam::111122223333:role/a"],
    ["cognito-idp:AdminGetUser", "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a"],
    ["xray:PutTraceSegments", "'*'"],
    ["logs:CreateLogStream", "arn:aws:logs:*:*:*"],
    ["sqs:SendMesage", "!GetAtt Orders.Arn"],
    ["sqs:SendMessage", "arn:aws:unheard-of:eu-west-1:111122223333:thing/a"],
    ["sqs:SendMessage", "!Ref Where"],
    ["sqs:SendMessage", "albums"],
  ];
  for (const [action, resource] of right)
    it(`${action} on ${resource}`, () => assert.deepEqual(saidOf(rule, statement(action, resource)), []));
});
