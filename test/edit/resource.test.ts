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
  becomes(
    "does not take a name twice",
    ["template.yaml", "Queue"],
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n",
    queue,
    undefined,
  );
});
