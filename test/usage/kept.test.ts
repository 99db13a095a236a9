import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Analysis } from "../../engine/project/analysis.ts";
import { Kept } from "../../engine/project/kept.ts";
import type { Usage } from "../../engine/project/usage.ts";
import { usageOf } from "../../engine/project/usage-of.ts";
import { finish } from "../../engine/task.ts";
import { knowledge } from "../../rules/knowledge.ts";
import { hostOf, root } from "../workspace-of.ts";

const files = {
  "template.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Get:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: get.handler, Runtime: nodejs22.x }
  Put:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: put.handler, Runtime: nodejs22.x }
`,
  "get.mjs": 'import { get } from "./store.mjs";\nexport const handler = async () => get();\n',
  "put.mjs":
    'import { S3 } from "@aws-sdk/client-s3";\nexport const handler = async () => new S3().putObject({ Bucket: "b" });\n',
  "store.mjs":
    'import { S3 } from "@aws-sdk/client-s3";\nimport { bucket } from "./names.mjs";\nexport const get = () => new S3().getObject({ Bucket: bucket });\n',
  "names.mjs": 'export const bucket = "albums";\n',
};

/** The usages of each function, moment after moment of one workspace. */
function moments(): (changed: Partial<Record<keyof typeof files, string>>) => ReadonlyMap<string, Usage> {
  const host = hostOf(Object.entries(files).map(([path, text]) => ({ path, text })));
  const kept = new Kept();
  return (changed) => {
    host.apply({ files: Object.entries(changed).map(([path, text]) => ({ path: `${root}/${path}`, text })) });
    const analysis = new Analysis(host.snapshot().workspace, knowledge.models, kept, (_, run) => run());
    finish(analysis.readTrees());
    return new Map(analysis.deployed().map((one) => [one.resource.name, usageOf(analysis, one)]));
  };
}

const textOf = (usage: Usage | undefined) =>
  usage?.calls.map((call) => `${call.service}:${call.operation} ${call.said("Bucket")}`);

describe("what a function uses", () => {
  it("is the same object until something that its handler imports changes", () => {
    const at = moments();
    const first = at({});
    const second = at({ "names.mjs": 'export const bucket = "tracks";\n' });
    assert.deepEqual(textOf(first.get("Get")), ["s3:GetObject albums"]);
    assert.deepEqual(textOf(second.get("Get")), ["s3:GetObject tracks"]);
    assert.equal(second.get("Put"), first.get("Put"));
  });

  it("is the same object while a template is written in", () => {
    const at = moments();
    const first = at({});
    const second = at({ "template.yaml": `${files["template.yaml"]}  Bucket: { Type: AWS::S3::Bucket }\n` });
    assert.equal(second.get("Get"), first.get("Get"));
  });

  it("follows an import that comes and goes", () => {
    const at = moments();
    at({});
    const without = at({ "get.mjs": "export const handler = async () => 1;\n" }).get("Get");
    assert.deepEqual(textOf(without), []);
    assert.deepEqual(textOf(at({ "get.mjs": files["get.mjs"] }).get("Get")), ["s3:GetObject albums"]);
  });
});
