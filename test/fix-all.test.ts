import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Host } from "../engine/host.ts";
import type { Rule } from "../engine/rule/rule.ts";
import { finish } from "../engine/task.ts";
import { applyEdits } from "../engine/text/edit.ts";
import { knowledge } from "../rules/knowledge.ts";
import { companion } from "../rules/shared/companions.ts";
import { lines } from "./edit/edited.ts";
import { wanting } from "./edit/wanting.ts";
import "./typescript.ts";

/** All safe fixes of a file as one change; with `rounds` 1 only those that can be made together. */
function fixed(rules: readonly Rule[], path: string, text: string, rounds?: number): string {
  const host = new Host({ ...knowledge, rules }, { root: "/w" });
  host.apply({ files: [{ path: `/w/${path}`, text }] });
  const edits = finish(host.snapshot().editsOfAll(`/w/${path}`, "safe", rounds));
  const after = applyEdits(text, edits.get(`/w/${path}`) ?? []);
  if (rounds === undefined) {
    host.apply({ files: [{ path: `/w/${path}`, text: after }] });
    assert.deepEqual(finish(host.snapshot().editsOfAll(`/w/${path}`, "safe")), new Map());
  }
  return after;
}

const ownKey = wanting("AWS::SQS::Queue/KmsMasterKeyId", (resource, edit) => [
  companion(resource, `${resource.name}Key`, { Type: "AWS::KMS::Key" }, edit)?.edits,
  edit.setProperty(resource, "KmsMasterKeyId", { Ref: `${resource.name}Key` }),
]);
const sharedKey = wanting("AWS::SQS::Queue/KmsMasterKeyId", (resource, edit) => [
  companion(resource, "Key", { Type: "AWS::KMS::Key", Properties: { EnableKeyRotation: true } }, edit)?.edits,
  edit.setProperty(resource, "KmsMasterKeyId", { Ref: "Key" }),
]);
const redrive = wanting("AWS::SQS::Queue/RedrivePolicy", (resource, edit) => [
  edit.setProperty(resource, "RedrivePolicy/maxReceiveCount", 5),
  edit.addResource(resource, `${resource.name}Dead`, { Type: "AWS::SQS::Topic" }),
  edit.setProperty(resource, "RedrivePolicy/deadLetterTargetArn", { "Fn::GetAtt": [`${resource.name}Dead`, "Arn"] }),
  edit.addResource(resource, `${resource.name}Policy`, { Type: "AWS::SQS::QueuePolicy" }),
]);

function becomes(what: string, rules: readonly Rule[], path: string, before: string, after: string): void {
  it(what, () => {
    assert.equal(fixed(rules, path, lines(before), 1), lines(after));
    assert.equal(fixed(rules, path, lines(before)), lines(after));
    const windows = (text: string) => lines(text).replaceAll("\n", "\r\n");
    assert.equal(fixed(rules, path, windows(before)), windows(after), "with Windows line ends");
  });
}

describe("a cure of several edits at one place", () => {
  becomes(
    "writes the property into the last resource, and the others below it, spaced as they are",
    [redrive],
    "template.yaml",
    `
      Resources:
        Topic:
          Type: AWS::SNS::Topic

        Work:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: work # short

      # For others
      Outputs: {}
    `,
    `
      Resources:
        Topic:
          Type: AWS::SNS::Topic

        Work:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: work # short
            RedrivePolicy:
              maxReceiveCount: 5
              deadLetterTargetArn: !GetAtt WorkDead.Arn

        WorkDead:
          Type: AWS::SQS::Topic

        WorkPolicy:
          Type: AWS::SQS::QueuePolicy

      # For others
      Outputs: {}
    `,
  );
  becomes(
    "makes what is missing on the way once, in whatever order it is asked for",
    [ownKey, redrive],
    "template.yaml",
    "Resources:\n  Work:\n    Type: AWS::SQS::Queue",
    lines(`
      Resources:
        Work:
          Type: AWS::SQS::Queue
          Properties:
            KmsMasterKeyId: !Ref WorkKey
            RedrivePolicy:
              maxReceiveCount: 5
              deadLetterTargetArn: !GetAtt WorkDead.Arn
        WorkKey:
          Type: AWS::KMS::Key
        WorkDead:
          Type: AWS::SQS::Topic
        WorkPolicy:
          Type: AWS::SQS::QueuePolicy
    `).trimEnd(),
  );
  becomes(
    "has its commas in JSON",
    [redrive],
    "template.json",
    `
      {
          "Resources": {
              "Work": {
                  "Type": "AWS::SQS::Queue", // short
                  "Properties": {}
              } // the last
          }
      }
    `,
    `
      {
          "Resources": {
              "Work": {
                  "Type": "AWS::SQS::Queue", // short
                  "Properties": {
                      "RedrivePolicy": {
                          "maxReceiveCount": 5,
                          "deadLetterTargetArn": {
                              "Fn::GetAtt": [
                                  "WorkDead",
                                  "Arn"
                              ]
                          }
                      }
                  }
              }, // the last
              "WorkDead": {
                  "Type": "AWS::SQS::Topic"
              },
              "WorkPolicy": {
                  "Type": "AWS::SQS::QueuePolicy"
              }
          }
      }
    `,
  );
  const timeoutQueue = wanting("AWS::Lambda::Function/Timeout", (resource, edit) => [
    edit.addResource(resource, "Queue", { Type: "AWS::SQS::Queue" }),
    edit.addResource(resource, "Topic", { Type: "AWS::SNS::Topic" }),
    edit.setProperty(resource, "Timeout", 30),
  ]);
  becomes(
    "makes the resources of a Serverless file once",
    [timeoutQueue],
    "serverless.yml",
    "functions:\n  fn:\n    handler: a.b\n",
    `
      functions:
        fn:
          handler: a.b
          timeout: 30
      resources:
        Resources:
          Queue:
            Type: AWS::SQS::Queue
          Topic:
            Type: AWS::SNS::Topic
    `,
  );
  const statements = wanting("AWS::SQS::QueuePolicy/Queues", (resource, edit) => [
    ...["Allow", "Deny"].map((effect) =>
      edit.append(resource.property("Statement")?.at ?? resource.key, { Effect: effect }),
    ),
    edit.setProperty(resource, "Queues", []),
  ]);
  becomes(
    "adds two items to a list whose dashes stand below its key",
    [statements],
    "template.yaml",
    "Resources:\n  P:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Statement:\n      - Effect: Allow\n        Sid: a\n",
    "Resources:\n  P:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Statement:\n      - Effect: Allow\n        Sid: a\n      - Effect: Allow\n      - Effect: Deny\n      Queues: []\n",
  );
  becomes(
    "adds two items to an empty list in JSON",
    [statements],
    "template.json",
    '{\n  "Resources": {\n    "P": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Statement": [] } }\n  }\n}\n',
    '{\n  "Resources": {\n    "P": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Statement": [\n      {\n        "Effect": "Allow"\n      },\n      {\n        "Effect": "Deny"\n      }\n    ], "Queues": [] } }\n  }\n}\n',
  );
  it("that contradicts itself is none", () => {
    const torn = wanting("AWS::SQS::Queue/KmsMasterKeyId", (resource, edit) => [
      edit.setProperty(resource, "KmsMasterKeyId", "a"),
      edit.setProperty(resource, "KmsMasterKeyId", "b"),
    ]);
    const text = "Resources:\n  Work:\n    Type: AWS::SQS::Queue\n";
    assert.equal(fixed([torn], "template.yaml", text), text);
  });
});

describe("fix-all", () => {
  const queue = (name: string, more = "") => `  ${name}:\n    Type: AWS::SQS::Queue\n${more}`;
  const names = ["A", "B", "C", "D", "E", "F", "G"];
  const key = (name: string) => `    Properties:\n      KmsMasterKeyId: !Ref ${name}\n`;
  becomes(
    "adds one resource for several findings, at once",
    [sharedKey],
    "template.yaml",
    `Resources:\n${names.map((name) => queue(name)).join("")}`,
    `Resources:\n${names.map((name) => queue(name, key("Key"))).join("")}  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: true\n`,
  );
  becomes(
    "adds one for each of several findings, at once",
    [ownKey],
    "template.yaml",
    `Resources:\n${names.map((name) => queue(name)).join("")}`,
    `Resources:\n${names.map((name) => queue(name, key(`${name}Key`))).join("")}${names.map((name) => `  ${name}Key:\n    Type: AWS::KMS::Key\n`).join("")}`,
  );
  it("lets the first of two that contradict each other have its way", () => {
    const rules = ["a", "b"].map((value) =>
      wanting(`AWS::SQS::Queue/Key${value}`, (resource, edit) => [
        resource.property("KmsMasterKeyId") ? undefined : edit.setProperty(resource, "KmsMasterKeyId", value),
      ]),
    );
    const after = fixed(rules, "template.yaml", `Resources:\n${queue("A")}`);
    assert.equal(after, `Resources:\n${queue("A", "    Properties:\n      KmsMasterKeyId: a\n")}`);
  });

  it("makes all safe fixes of a file one change, also those that write at the same place", () => {
    const ids = ["limits/timeout-missing", "limits/memory-missing", "encryption/s3-bucket"];
    const rules = knowledge.rules.filter((rule) => ids.includes(rule.meta.id));
    const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Work:
    Type: AWS::Serverless::Function # the worker
    Properties:
      CodeUri: src/
      Handler: work.run
      Runtime: nodejs24.x
  Store:
    Type: AWS::S3::Bucket
`;
    assert.equal(
      fixed(rules, "template.yaml", text),
      `Transform: AWS::Serverless-2016-10-31
Resources:
  Work:
    Type: AWS::Serverless::Function # the worker
    Properties:
      CodeUri: src/
      Handler: work.run
      Runtime: nodejs24.x
      MemorySize: 512
      Timeout: 30
  Store:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: true
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
`,
    );
  });
});
