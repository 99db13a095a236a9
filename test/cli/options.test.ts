import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Folder } from "../workspace.ts";
import { handrail, type Run } from "./cli.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get
`;

const service = `functions:
  resize:
    handler: resize.handler
`;

const rules = ["limits/timeout-missing", "limits/memory-missing", "limits/reserved-concurrency"].flatMap((rule) => [
  "--rule",
  rule,
]);

const folderWith = (t: TestContext, options: object, files: Readonly<Record<string, string>>): Folder =>
  new Folder(t, { ...files, "handrail.json": JSON.stringify({ options }) });

const fixed = (folder: Folder, ...more: string[]): Run => handrail(folder, ["check", "--fix", ...rules, ...more]);

describe("the options of handrail.json", () => {
  it("say what fixes write, and what they are called", (t) => {
    const options = { timeout: 12, memory: 300, concurrency: 3 };
    const folder = folderWith(t, options, { "template.yaml": template });
    const { out } = fixed(folder, "--unsafe-fixes");
    assert.match(out, /Stop it after 12 seconds/);
    assert.match(out, /Give it 300 MB/);
    assert.match(out, /Run at most 3 copies at once/);
    const text = folder.read("template.yaml");
    for (const line of ["Timeout: 12", "MemorySize: 300", "ReservedConcurrentExecutions: 3"])
      assert.ok(text.includes(`\n      ${line}\n`), text);
  });

  it("let nothing behind a REST API run for longer than it waits", (t) => {
    const folder = folderWith(t, { timeout: 60 }, { "template.yaml": template, "serverless.yml": service });
    fixed(folder);
    assert.match(folder.read("template.yaml"), /\n {6}Timeout: 29\n/);
    assert.match(folder.read("serverless.yml"), /\n {4}timeout: 60\n/);
  });

  it("may take something away, which is not safe", (t) => {
    const folder = folderWith(t, { timeout: 5, memory: 256 }, { "serverless.yml": service });
    fixed(folder);
    assert.equal(folder.read("serverless.yml"), service);
    fixed(folder, "--unsafe-fixes");
    assert.match(folder.read("serverless.yml"), /\n {4}memorySize: 256\n {4}timeout: 5\n/);
  });

  it("are told when they cannot be", (t) => {
    const options = { timeout: 901, memory: 12.5, concurrency: 0, regions: [], allowedRegions: "eu-west-1" };
    const { err } = fixed(folderWith(t, options, { "serverless.yml": service }));
    assert.match(err, /option 'timeout' is not a whole number from 1 to 900/);
    assert.match(err, /option 'memory' is not a whole number from 128 to 10240/);
    assert.match(err, /option 'concurrency' is not a whole number from 1/);
    assert.match(err, /option 'regions' is not known/);
    assert.match(err, /option 'allowedRegions' is not a list of regions/);
  });

  it("say where data may be", (t) => {
    const files = { "serverless.yml": `provider:\n  name: aws\n  region: us-east-1\n${service}` };
    const checked = (options: object) =>
      handrail(folderWith(t, options, files), ["check", "--rule", "compliance/data-residency"]).out;
    assert.match(checked({ allowedRegions: ["eu-west-1"] }), /deployed to 'us-east-1', which is no allowed region/);
    assert.match(checked({ allowedRegions: ["us-east-1"] }), /No findings/);
    assert.match(checked({}), /No findings/);
  });
});
