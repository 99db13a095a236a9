import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { suggested } from "./at.ts";

const code = {
  "src/save.mjs": `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = async (event) =>
  client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.id } } }));
`,
};

/** A statement of a SAM function; `lines` stand where its keys do. */
const sam = (lines: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Environment:
        Variables:
          TABLE: !Ref Orders
      Policies:
        - Statement:
            - Effect: Allow
${lines}
  Orders:
    Type: AWS::DynamoDB::Table
  Photos:
    Type: AWS::S3::Bucket
`;

const inSam = (lines: string) => suggested("template.yaml", sam(lines), code);

/** Where the cursor is and what is picked; what the line is then. */
interface Case {
  readonly title: string;
  readonly file?: string;
  readonly text: string;
  readonly pick: string;
  readonly line: string;
}

const cases: readonly Case[] = [
  {
    title: "an action after a service and its colon",
    text: sam("              Action:\n                - dynamodb:|\n              Resource: '*'"),
    pick: "dynamodb:GetItem",
    line: "                - dynamodb:GetItem",
  },
  {
    title: "an action in the place of a longer word",
    text: sam("              Action: dynamodb:Pu|tItem # saves"),
    pick: "dynamodb:UpdateItem",
    line: "              Action: dynamodb:UpdateItem # saves",
  },
  {
    title: "an action after a quote that nothing closes",
    text: sam('              Action: "s3:Ge|\n              Resource: "*"'),
    pick: "s3:GetObject",
    line: '              Action: "s3:GetObject',
  },
  {
    title: "a service in an empty item",
    text: sam("              Action:\n                - |"),
    pick: "sqs",
    line: "                - sqs:",
  },
  {
    title: "an item with its dash on a line of its own",
    text: sam("              Action:\n                - dynamodb:GetItem\n                |"),
    pick: "sqs",
    line: "                - sqs:",
  },
  {
    title: "a service after a key without a value",
    text: sam("              Action: |\n              Resource: '*'"),
    pick: "sqs",
    line: "              Action: sqs:",
  },
  {
    title: "an action in a list in brackets",
    text: sam("              Action: [dynamodb:GetItem, s3:Ge|, s3:PutObject]"),
    pick: "s3:GetObject",
    line: "              Action: [dynamodb:GetItem, s3:GetObject, s3:PutObject]",
  },
  {
    title: "an action in brackets that nothing closes",
    text: sam("              Action: [s3:|\n              Resource: '*'"),
    pick: "s3:GetObject",
    line: "              Action: [s3:GetObject",
  },
  {
    title: "a reference to a table",
    text: sam("              Action: dynamodb:GetItem\n              Resource: |"),
    pick: "!GetAtt Orders.Arn",
    line: "              Resource: !GetAtt Orders.Arn",
  },
  {
    title: "a reference in the place of quotes",
    text: sam('              Action: s3:GetObject\n              Resource: "|"'),
    pick: '!Sub "${Photos.Arn}/*"',
    line: '              Resource: !Sub "${Photos.Arn}/*"',
  },
  {
    title: "a reference inside of a text that refers",
    text: sam('              Action: s3:GetObject\n              Resource: !Sub "|"'),
    pick: "${Photos.Arn}/*",
    line: '              Resource: !Sub "${Photos.Arn}/*"',
  },
  {
    title: "what follows a tag",
    text: sam("              Action: dynamodb:GetItem\n              Resource:\n                - !GetAtt |"),
    pick: "Orders.Arn",
    line: "                - !GetAtt Orders.Arn",
  },
  {
    title: "a key of a statement",
    text: sam("              Cond|"),
    pick: "Condition",
    line: "              Condition:",
  },
  {
    title: "a key that has its colon",
    text: sam("              Act|: s3:GetObject"),
    pick: "Action",
    line: "              Action: s3:GetObject",
  },
  {
    title: "an operator",
    text: sam("              Action: s3:GetObject\n              Condition:\n                |"),
    pick: "StringLike",
    line: "                StringLike:",
  },
  {
    title: "a condition key",
    text: sam(
      "              Action: s3:ListBucket\n              Condition:\n                StringLike:\n                  s3:|",
    ),
    pick: "s3:prefix",
    line: "                  s3:prefix: ",
  },
  {
    title: "a condition key in braces",
    text: sam("              Action: s3:ListBucket\n              Condition: { StringLike: { s3:pre|: photos/ } }"),
    pick: "s3:prefix",
    line: "              Condition: { StringLike: { s3:prefix: photos/ } }",
  },
  {
    title: "a policy template with its parameters",
    text: sam("              Action: s3:ListBucket\n        - Dyn|"),
    pick: "DynamoDBReadPolicy",
    line: "        - DynamoDBReadPolicy:",
  },
  {
    title: "a parameter of a policy template",
    text: sam("              Action: s3:ListBucket\n        - DynamoDBReadPolicy:\n            T|"),
    pick: "TableName",
    line: "            TableName: ",
  },
  {
    title: "an effect in a Serverless service",
    file: "serverless.yml",
    text: "service: a\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: |\n",
    pick: "Allow",
    line: "        - Effect: Allow",
  },
  {
    title: "an action of a Serverless function",
    file: "serverless.yml",
    text: "service: a\nfunctions:\n  a:\n    handler: a.b\n    iamRoleStatements:\n    - Action:\n      - s3:Get|\n",
    pick: "s3:GetObject",
    line: "      - s3:GetObject",
  },
  {
    title: "an action in JSON",
    file: "policy.json",
    text: '{\n"Statement": [{\n"Action": ["s3:GetObject", "s3:|"]\n}]\n}',
    pick: "s3:PutObject",
    line: '"Action": ["s3:GetObject", "s3:PutObject"]',
  },
  {
    title: "an action in a JSON text that nothing closes",
    file: "policy.json",
    text: '{\n"Statement": [{\n"Effect": "Allow",\n"Action": "s3:Ge|\n"Resource": "*"\n}]\n}',
    pick: "s3:GetObject",
    line: '"Action": "s3:GetObject',
  },
  {
    title: "a service with quotes where JSON has none yet",
    file: "policy.json",
    text: '{\n"Statement": [{\n"Action": |\n}]\n}',
    pick: "s3",
    line: '"Action": "s3:$0"',
  },
  {
    title: "a key in JSON",
    file: "policy.json",
    text: '{\n"Statement": [{\n"Effect": "Allow",\n|\n}]\n}',
    pick: "Action",
    line: '"Action": ',
  },
  {
    title: "the version in JSON",
    file: "policy.json",
    text: '{\n"Version": "|",\n"Statement": []\n}',
    pick: "2012-10-17",
    line: '"Version": "2012-10-17",',
  },
  {
    title: "a reference in a JSON template",
    file: "stack.json",
    text: `{ "Resources": { "Orders": { "Type": "AWS::DynamoDB::Table" }, "Role": { "Type": "AWS::IAM::Role", "Properties": {
"Policies": [{ "PolicyDocument": { "Statement": [{ "Action": "dynamodb:GetItem",
"Resource": "|"
}] } }] } } } }`,
    pick: '{ "Fn::GetAtt": ["Orders", "Arn"] }',
    line: '"Resource": { "Fn::GetAtt": ["Orders", "Arn"] }',
  },
  {
    title: "a service that takes a role",
    file: "stack.yaml",
    text: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Principal:
              Service: lam|
`,
    pick: "lambda.amazonaws.com",
    line: "              Service: lambda.amazonaws.com",
  },
  {
    title: "a principal in a bucket's policy",
    file: "stack.yaml",
    text: `Resources:
  Open:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Pr|
`,
    pick: "Principal",
    line: "            Principal:",
  },
];

describe("completion in policies", () => {
  for (const { title, file = "template.yaml", text, pick, line } of cases) {
    it(title, () => {
      const number = text.slice(0, text.indexOf("|")).split("\n").length - 1;
      assert.equal(suggested(file, text, code).applied(pick).split("\n")[number], line);
    });
  }

  it("begins with what the code needs", () => {
    const { labels, pick } = inSam("              Action:\n                - |");
    assert.equal(labels[0], "dynamodb:PutItem");
    assert.equal(pick("dynamodb:PutItem").detail, "needed by 'Save'");
    assert.ok(!labels.includes("s3:GetObject"));
  });

  it("says of an action what it does and how much", () => {
    const { detail, markdown } = inSam("              Action: s3:|").pick("s3:GetObject");
    assert.equal(detail, "reads");
    assert.match(markdown ?? "", /arn:\$\{Partition\}:s3:::\$\{BucketName\}\/\$\{ObjectName\}/);
  });

  it("offers ARNs to be filled in, of the actions' resource types only", () => {
    const { all } = inSam("              Action: sqs:SendMessage\n              Resource: |");
    assert.deepEqual(
      all.map(({ edit, isSnippet }) => [edit.text, isSnippet]),
      [['!Sub "arn:\\${AWS::Partition\\}:sqs:\\${AWS::Region\\}:\\${AWS::AccountId\\}:${1:QueueName}"', true]],
    );
  });

  it("spells references and ARNs as the file does", () => {
    const role = (resource: string) =>
      `Resources:\n  Q:\n    Type: AWS::SQS::Queue\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: { Ref: Q }\n      Policies:\n        - PolicyDocument:\n            Statement:\n              - Action: sqs:SendMessage\n                Resource: ${resource}\n`;
    const long = suggested("stack.yaml", role("|")).all.map(({ edit }) => edit.text);
    assert.deepEqual(long, [
      '{ Fn::GetAtt: ["Q", "Arn"] }',
      '{ Fn::Sub: "arn:\\${AWS::Partition\\}:sqs:\\${AWS::Region\\}:\\${AWS::AccountId\\}:${1:QueueName}" }',
    ]);
    const bare = suggested("policy.json", '{ "Statement": [{ "Action": "sqs:SendMessage", "Resource": "|" }] }');
    assert.deepEqual(
      bare.all.map(({ edit }) => edit.text),
      ["arn:aws:sqs:${1:Region}:${2:Account}:${3:QueueName}"],
    );
    const json = suggested(
      "stack.json",
      '{ "Resources": { "R": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyDocument": { "Statement": { "Action": "sqs:SendMessage", "Resource": "|" } } } } } }',
    );
    assert.deepEqual(
      json.all.map(({ edit }) => edit.text),
      ['{ "Fn::Sub": "arn:\\${AWS::Partition\\}:sqs:\\${AWS::Region\\}:\\${AWS::AccountId\\}:${1:QueueName}" }'],
    );
  });

  it("offers everything only to actions that cannot be limited", () => {
    assert.ok(inSam("              Action: xray:PutTraceSegments\n              Resource: |").labels.includes("*"));
    assert.ok(!inSam("              Action: s3:GetObject\n              Resource: |").labels.includes("*"));
  });

  it("names no principal in what an identity may do, and no element twice", () => {
    const { labels } = inSam("              Action: s3:GetObject\n              |");
    assert.deepEqual(labels, ["Resource", "Condition", "Sid", "NotAction", "NotResource"]);
  });

  it("takes a role by actions of STS", () => {
    const { labels } = suggested(
      "stack.yaml",
      "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Action: |\n",
    );
    assert.equal(labels[0], "sts:AssumeRole");
    assert.ok(!labels.includes("s3"));
  });

  for (const [title, text] of Object.entries({
    "a comment": sam("              Action: s3:GetObject # s3:|"),
    "another property": sam("              Action: s3:GetObject").replace("Handler: save", "Handler: |save"),
    "a web ACL":
      "Resources:\n  Acl:\n    Type: AWS::WAFv2::WebACL\n    Properties:\n      Rules:\n        - Statement:\n            - Action: |\n",
    "the indentation of a line": sam("             | Action: s3:GetObject"),
    "front of an item": sam("              Action:\n                |- s3:GetObject"),
    "a Sid": sam("              Sid: |"),
  })) {
    it(`is silent in ${title}`, () => assert.deepEqual(suggested("template.yaml", text).labels, []));
  }
});
