import assert from "node:assert/strict";
import { test } from "node:test";
import { deployedOf } from "../../engine/project/deployed.ts";
import { said, templateIn } from "./reading.ts";

const deployedIn = (text: string, name: string, path?: string) => {
  const found = deployedOf(templateIn(text, path)).find((deployed) => deployed.resource.name === name);
  if (!found) throw new Error(`there is no function '${name}'`);
  return found;
};

/** Where the code is, in words: `/app/src/a#handler`. */
const code = (text: string, name = "Fn", path?: string) => {
  const { handler } = deployedIn(text, name, path);
  return handler ? `${handler.file}#${handler.exported}` : "elsewhere";
};

const sam = (properties: string, metadata = "") => `Transform: AWS::Serverless-2016-10-31
Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { ${properties} }${metadata} } }
`;

test("SAM: the handler below CodeUri, relative to the template", () => {
  assert.equal(code(sam("CodeUri: src/, Handler: app.handler")), "/app/src/app#handler");
  assert.equal(
    code(sam("CodeUri: ../fns, Handler: lib/app.handler"), "Fn", "/app/infra/t.yaml"),
    "/app/fns/lib/app#handler",
  );
  assert.equal(code(sam("Handler: src/app.handler")), "/app/src/app#handler");
  assert.equal(code(sam("CodeUri: s3://bucket/key, Handler: app.handler")), "elsewhere");
  assert.equal(code(sam("CodeUri: { Bucket: b, Key: k }, Handler: app.handler")), "elsewhere");
  assert.equal(code(sam("CodeUri: !Ref Given, Handler: app.handler")), "elsewhere");
  assert.equal(code(sam("InlineCode: x, Handler: index.handler")), "elsewhere");
  assert.equal(code(sam("CodeUri: src, PackageType: Image")), "elsewhere");
  assert.equal(code(sam("CodeUri: src, Handler: app.")), "elsewhere");
  assert.equal(code(sam("CodeUri: src, Handler: com.example.App::handle, Runtime: java21")), "elsewhere");
});

test("SAM: esbuild makes the module from its entry point", () => {
  const metadata =
    ", Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [handlers/get.ts, handlers/put.ts] } }";
  assert.equal(code(sam("CodeUri: src, Handler: put.handler", metadata)), "/app/src/handlers/put#handler");
  assert.equal(code(sam("CodeUri: src, Handler: handlers/get.handler", metadata)), "/app/src/handlers/get#handler");
});

test("CloudFormation: a local folder, not a bucket", () => {
  const plain = (properties: string) =>
    `Resources: { Fn: { Type: AWS::Lambda::Function, Properties: { ${properties} } } }\n`;
  assert.equal(code(plain("Code: ./src, Handler: app.handler")), "/app/src/app#handler");
  assert.equal(code(plain("Code: { S3Bucket: b, S3Key: k }, Handler: app.handler")), "elsewhere");
  assert.equal(code(plain("Code: { ZipFile: x }, Handler: index.handler")), "elsewhere");
});

test("Serverless: the handler relative to the file", () => {
  const text =
    "service: s\nprovider: { name: aws }\nfunctions: { fn: { handler: ./src/a.b.handler }, bare: { handler: nothing } }\n";
  assert.equal(code(text, "fn", "/app/api/serverless.yml"), "/app/api/src/a.b#handler");
  assert.equal(code(text, "bare"), "elsewhere");
});

test("the environment is that of the function and of what it shares", () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Environment: { Variables: { A: 1, B: 2 } } } }
Resources: { T: { Type: AWS::DynamoDB::Table }, Fn: { Type: AWS::Serverless::Function, Properties: { Environment: { Variables: { B: 3, T: !Ref T } } } } }
`;
  const { environment } = deployedIn(text, "Fn");
  assert.deepEqual([...environment].map(([name, value]) => `${name}=${said(value)}`).sort(), [
    "A=1",
    "B=3",
    "T=unknown ${T}",
  ]);
});

test("CDK: the folder that it has copied the code to", () => {
  const asset = `Resources: { Fn: { Type: AWS::Lambda::Function, Properties: { Code: { S3Bucket: cdk-assets, S3Key: a.zip }, Handler: index.handler, Runtime: nodejs22.x }, Metadata: { "aws:asset:path": asset.a1, "aws:asset:property": Code } } }\n`;
  assert.equal(code(asset), "/app/asset.a1/index#handler");
  assert.equal(code(asset.replace("asset.a1", "asset.a1.zip")), "elsewhere");
});

test("Serverless: packaged one by one, handlers are still relative to the file", () => {
  const text = `service: s
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
package: { individually: true }
custom: { esbuild: { bundle: true } }
functions: { get: { handler: src/functions/get/handler.main, package: { patterns: ["!**"] } } }
`;
  assert.equal(code(text, "get", "/app/serverless.yml"), "/app/src/functions/get/handler#main");
});

test("SAM: esbuild's entry points may be several, in folders of their own, or none of that name", () => {
  const metadata = (points: string) =>
    `, Metadata: { BuildMethod: esbuild, BuildProperties: { Format: esm, EntryPoints: [${points}] } }`;
  const at = (handler: string, points: string) => code(sam(`CodeUri: ., Handler: ${handler}`, metadata(points)));
  assert.equal(at("get.handler", "./src/get.ts, ./src/put.mts"), "/app/src/get#handler");
  assert.equal(at("put.handler", "./src/get.ts, ./src/put.mts"), "/app/src/put#handler");
  assert.equal(at("src/other.handler", "./src/get.ts"), "/app/src/other#handler");
  assert.equal(at("index.handler", "a/index.ts"), "/app/a/index#handler");
});
