import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Edit } from "../../engine/edit/edit.ts";
import type { SiteEdit } from "../../engine/rule/rule.ts";
import type { Resource } from "../../engine/template/model.ts";
import { templateOf } from "../../engine/template/template.ts";
import { lines, treeEdited } from "./edited.ts";

type EditOf = (edit: Edit, resource: Resource) => readonly SiteEdit[] | undefined;

function becomes(
  title: string,
  [path, name]: readonly [path: string, name: string],
  before: string,
  edit: EditOf,
  after: string | undefined,
) {
  it(title, () => {
    const result = treeEdited(`/w/${path}`, lines(before), (edits, _at, document) => {
      const resource = templateOf(document)?.resource(name);
      assert(resource);
      return edit(edits, resource);
    });
    assert.equal(result, after === undefined ? undefined : lines(after));
  });
}

const timeout: EditOf = (edit, resource) => edit.setProperty(resource, "Timeout", 30);

describe("setProperty", () => {
  becomes(
    "makes the properties of a resource that has none",
    ["template.yaml", "Fn"],
    `
      Resources:
        Fn:
          Type: AWS::Lambda::Function
        Other:
          Type: AWS::SQS::Queue
    `,
    timeout,
    `
      Resources:
        Fn:
          Type: AWS::Lambda::Function
          Properties:
            Timeout: 30
        Other:
          Type: AWS::SQS::Queue
    `,
  );
  becomes(
    "writes into empty properties",
    ["template.yaml", "Fn"],
    "Resources:\n    Fn:\n        Properties: # to do\n        Type: AWS::Lambda::Function\n",
    timeout,
    "Resources:\n    Fn:\n        Properties: # to do\n            Timeout: 30\n        Type: AWS::Lambda::Function\n",
  );
  becomes(
    "writes what is nested, in JSON",
    ["template.json", "Fn"],
    '{\n  "Resources": {\n    "Fn": {\n      "Type": "AWS::Lambda::Function",\n      "Properties": {}\n    }\n  }\n}\n',
    (edit, resource) => edit.setProperty(resource, "TracingConfig/Mode", "Active"),
    '{\n  "Resources": {\n    "Fn": {\n      "Type": "AWS::Lambda::Function",\n      "Properties": {\n        "TracingConfig": {\n          "Mode": "Active"\n        }\n      }\n    }\n  }\n}\n',
  );
  becomes(
    "uses SAM's names",
    ["template.yaml", "Fn"],
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b # c\n",
    (edit, resource) => edit.setProperty(resource, "TracingConfig/Mode", "Active"),
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b # c\n      Tracing: Active\n",
  );
  becomes(
    "uses the Serverless Framework's names",
    ["serverless.yml", "fn"],
    "service: s\nprovider:\n  name: aws\nfunctions:\n  fn:\n    handler: a.b\n",
    timeout,
    "service: s\nprovider:\n  name: aws\nfunctions:\n  fn:\n    handler: a.b\n    timeout: 30\n",
  );
});

const setVpc: EditOf = (edit, resource) => edit.setProperty(resource, "VpcConfig/SubnetIds", [{ Ref: "Subnet" }]);

describe("setProperty below what is missing or strange", () => {
  const sam = (properties: string) =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n${properties}`;
  const samFn = ["template.yaml", "Fn"] as const;
  becomes(
    "makes a SAM spelling with a parent of its own",
    samFn,
    sam("    Properties:\n      Handler: a.b\n"),
    (edit, resource) => edit.setProperty(resource, "DeadLetterConfig/TargetArn", { "Fn::GetAtt": ["Queue", "Arn"] }),
    sam("    Properties:\n      Handler: a.b\n      DeadLetterQueue:\n        TargetArn: !GetAtt Queue.Arn\n"),
  );
  becomes(
    "makes a Serverless spelling with a parent of its own",
    ["serverless.yml", "fn"],
    "functions:\n  fn:\n    handler: a.b # c\n  other:\n    handler: c.d\n",
    setVpc,
    "functions:\n  fn:\n    handler: a.b # c\n    vpc:\n      subnetIds:\n        - !Ref Subnet\n  other:\n    handler: c.d\n",
  );
  becomes(
    "fills a Serverless parent of nothing",
    ["serverless.yml", "fn"],
    "functions:\n  fn:\n    handler: a.b\n    vpc: ~ # none\n",
    setVpc,
    "functions:\n  fn:\n    handler: a.b\n    vpc: # none\n      subnetIds:\n        - !Ref Subnet\n",
  );
  becomes(
    "turns empty braces into a block",
    samFn,
    sam("    Properties:\n      VpcConfig: {}\n      Handler: a.b\n"),
    setVpc,
    sam("    Properties:\n      VpcConfig:\n        SubnetIds:\n          - !Ref Subnet\n      Handler: a.b\n"),
  );
  becomes(
    "stays in braces that hold something",
    samFn,
    sam("    Properties: { Handler: a.b, VpcConfig: { SecurityGroupIds: [] } }\n"),
    setVpc,
    sam("    Properties: { Handler: a.b, VpcConfig: { SecurityGroupIds: [], SubnetIds: [!Ref Subnet] } }\n"),
  );
  for (const [what, value] of [
    ["a condition", "!If [IsProd, { SecurityGroupIds: [] }, !Ref AWS::NoValue]"],
    ["a condition in its long form", "{ Fn::If: [IsProd, {}, {}] }"],
    ["a text", "none"],
  ]) {
    becomes(
      `writes nothing below ${what}`,
      samFn,
      sam(`    Properties:\n      VpcConfig: ${value}\n      Handler: a.b\n`),
      setVpc,
      undefined,
    );
  }
  becomes(
    "does not hide what is merged in",
    samFn,
    `x: &base\n  VpcConfig:\n    SecurityGroupIds: [a]\n${sam("    Properties:\n      <<: *base\n")}`,
    setVpc,
    undefined,
  );
  becomes(
    "overrides one value that is merged in",
    samFn,
    `x: &base\n  Timeout: 900\n${sam("    Properties:\n      <<: *base\n")}`,
    timeout,
    `x: &base\n  Timeout: 900\n${sam("    Properties:\n      <<: *base\n      Timeout: 30\n")}`,
  );
  becomes(
    "keeps tabs and Windows line ends of JSON",
    ["template.json", "Fn"],
    '{\r\n\t"Resources": {\r\n\t\t"Fn": {\r\n\t\t\t"Type": "AWS::Lambda::Function"\r\n\t\t}\r\n\t}\r\n}',
    timeout,
    '{\r\n\t"Resources": {\r\n\t\t"Fn": {\r\n\t\t\t"Type": "AWS::Lambda::Function",\r\n\t\t\t"Properties": {\r\n\t\t\t\t"Timeout": 30\r\n\t\t\t}\r\n\t\t}\r\n\t}\r\n}',
  );
});

const queue: EditOf = (edit, resource) =>
  edit.addResource(resource, "Queue", { Type: "AWS::SQS::Queue", Properties: { KmsMasterKeyId: { Ref: "Key" } } });

describe("addResource", () => {
  becomes(
    "adds below the others, spaced as they are",
    ["template.yaml", "B"],
    `
      Resources:
        A:
          Type: AWS::S3::Bucket

        B:
          Type: AWS::S3::Bucket # last

      Outputs:
        C:
          Value: 1
    `,
    queue,
    `
      Resources:
        A:
          Type: AWS::S3::Bucket

        B:
          Type: AWS::S3::Bucket # last

        Queue:
          Type: AWS::SQS::Queue
          Properties:
            KmsMasterKeyId: !Ref Key

      Outputs:
        C:
          Value: 1
    `,
  );
  becomes(
    "writes long forms in JSON",
    ["template.json", "A"],
    '{ "Resources": {\n\t"A": { "Type": "AWS::S3::Bucket" }\n} }\n',
    queue,
    '{ "Resources": {\n\t"A": { "Type": "AWS::S3::Bucket" },\n\t"Queue": {\n\t\t"Type": "AWS::SQS::Queue",\n\t\t"Properties": {\n\t\t\t"KmsMasterKeyId": {\n\t\t\t\t"Ref": "Key"\n\t\t\t}\n\t\t}\n\t}\n} }\n',
  );
  const serverless = "service: s\nprovider:\n  name: aws\nfunctions:\n  fn:\n    handler: a.b\n";
  const added = "    Queue:\n      Type: AWS::SQS::Queue\n      Properties:\n        KmsMasterKeyId: !Ref Key\n";
  becomes(
    "makes the resources of a Serverless file",
    ["serverless.yml", "fn"],
    serverless,
    queue,
    `${serverless}resources:\n  Resources:\n${added}`,
  );
  becomes(
    "adds to the part of a list of resources that has some",
    ["serverless.yml", "fn"],
    `${serverless}resources:\n  - \${file(a.yml)}\n  - Resources:\n      A:\n        Type: AWS::S3::Bucket\n`,
    queue,
    `${serverless}resources:\n  - \${file(a.yml)}\n  - Resources:\n      A:\n        Type: AWS::S3::Bucket\n${added.replaceAll(/^/gm, "  ").trimEnd()}\n`,
  );
  const withResources = (text: string) => `${serverless}${text}package:\n  individually: true\n`;
  const bucket = "A:\n        Type: AWS::S3::Bucket\n";
  const fileOf = (resources: string, expected: string | undefined, near = "fn") =>
    becomes(
      `adds to ${JSON.stringify(resources)}`,
      ["serverless.yml", near],
      withResources(resources),
      queue,
      expected === undefined ? undefined : withResources(expected),
    );
  fileOf("resources:\n", `resources:\n  Resources:\n${added}`);
  fileOf("resources: ~ # to do\n", `resources: # to do\n  Resources:\n${added}`);
  fileOf("resources: {}\n", `resources:\n  Resources:\n${added}`);
  fileOf("resources:\n  Resources:\n", `resources:\n  Resources:\n${added}`);
  fileOf(
    "resources:\n  Outputs:\n    B: { Value: 1 }\n",
    `resources:\n  Outputs:\n    B: { Value: 1 }\n  Resources:\n${added}`,
  );
  const inList = `  - Resources:\n${added.replaceAll(/^(?=.)/gm, "    ").replaceAll(/^ {2}/gm, "")}`;
  fileOf(
    "resources: ${file(a.yml)} # all\n",
    `resources:\n  - \${file(a.yml)}\n${inList}`.replace("resources:", "resources: # all"),
  );
  fileOf("resources:\n  - ${file(a.yml)}\n", `resources:\n  - \${file(a.yml)}\n${inList}`);
  fileOf(
    "resources: [ '${file(a.yml)}' ]\n",
    "resources: [ '${file(a.yml)}', { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: !Ref Key } } } } ]\n",
  );
  fileOf("resources:\n  Resources: ${file(a.yml)}\n", undefined);
  fileOf(
    `resources:\n  - Resources:\n      ${bucket}  - Resources:\n      B${bucket.slice(1)}`,
    `resources:\n  - Resources:\n      ${bucket}  - Resources:\n      B${bucket.slice(1)}${added.replaceAll(/^(?=.)/gm, "  ")}`,
    "B",
  );
  becomes(
    "makes the resources of a Serverless file in JSON, with lists and intrinsics on one line as the others",
    ["serverless.json", "fn"],
    '{\n    "service": "s",\n    "functions": {\n        "fn": {\n            "handler": "a.b",\n            "role": { "Ref": "Role" },\n            "layers": ["a", "b"]\n        }\n    }\n}\n',
    (edit, resource) =>
      edit.addResource(resource, "Topic", {
        Type: "AWS::SNS::Topic",
        Properties: {
          KmsMasterKeyId: { "Fn::GetAtt": ["Key", "Arn"] },
          Tags: ["a"],
          Subscription: [{ Protocol: "sqs" }],
        },
      }),
    '{\n    "service": "s",\n    "functions": {\n        "fn": {\n            "handler": "a.b",\n            "role": { "Ref": "Role" },\n            "layers": ["a", "b"]\n        }\n    },\n    "resources": {\n        "Resources": {\n            "Topic": {\n                "Type": "AWS::SNS::Topic",\n                "Properties": {\n                    "KmsMasterKeyId": { "Fn::GetAtt": ["Key", "Arn"] },\n                    "Tags": ["a"],\n                    "Subscription": [\n                        {\n                            "Protocol": "sqs"\n                        }\n                    ]\n                }\n            }\n        }\n    }\n}\n',
  );
  becomes(
    "adds before the comments of the next section, with Windows line ends and four columns",
    ["template.yaml", "A"],
    "\uFEFFResources:\r\n    A:\r\n        Type: AWS::S3::Bucket\r\n        # of the bucket\r\n\r\n# What others need\r\nOutputs: {}\r\n",
    queue,
    "\uFEFFResources:\r\n    A:\r\n        Type: AWS::S3::Bucket\r\n        # of the bucket\r\n    Queue:\r\n        Type: AWS::SQS::Queue\r\n        Properties:\r\n            KmsMasterKeyId: !Ref Key\r\n\r\n# What others need\r\nOutputs: {}\r\n",
  );
  becomes(
    "adds at the end of a text without a last line break",
    ["template.yaml", "A"],
    "Resources:\n  A:\n    Type: AWS::S3::Bucket",
    queue,
    "Resources:\n  A:\n    Type: AWS::S3::Bucket\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      KmsMasterKeyId: !Ref Key",
  );
  becomes(
    "has dashes stand where the file has them",
    ["template.yaml", "A"],
    "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n      - Key: a\n        Value: b\n",
    (edit, resource) => edit.addResource(resource, "B", { Type: "T", Properties: { List: [1, { C: [2] }] } }),
    "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n      - Key: a\n        Value: b\n  B:\n    Type: T\n    Properties:\n      List:\n      - 1\n      - C:\n        - 2\n",
  );
  becomes(
    "does not take a name twice",
    ["template.yaml", "Queue"],
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n",
    queue,
    undefined,
  );
});
