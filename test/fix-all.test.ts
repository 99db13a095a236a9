import assert from "node:assert/strict";
import { it } from "node:test";
import { Host } from "../engine/host.ts";
import { finish } from "../engine/task.ts";
import { applyEdits } from "../engine/text/edit.ts";
import { knowledge } from "../rules/knowledge.ts";
import "./typescript.ts";

const path = "/w/template.yaml";

it("fix-all makes all safe fixes of a file one change, also those that write at the same place", () => {
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
  const host = new Host(knowledge, { root: "/w" });
  host.apply({ files: [{ path, text }] });
  const edits = finish(host.snapshot().editsOfAll(path, "safe"));
  const fixed = applyEdits(text, edits.get(path) ?? []);
  assert.equal(
    fixed,
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
  host.apply({ files: [{ path, text: fixed }] });
  assert.deepEqual(finish(host.snapshot().editsOfAll(path, "safe")), new Map());
});
