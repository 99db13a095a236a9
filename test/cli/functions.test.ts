import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Save:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: save.handler
      Runtime: nodejs22.x
      Environment:
        Variables:
          TABLE: !Ref Albums
          KEY: !Ref Key
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:Scan]
              Resource: !GetAtt Albums.Arn
      Events:
        Save:
          Type: HttpApi
          Properties: { Path: /albums, Method: post }
  Albums:
    Type: AWS::DynamoDB::Table
  Key:
    Type: AWS::SecretsManager::Secret
`;

const code = `const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { SNSClient, PublishCommand } = require("@aws-sdk/client-sns");
const table = new DynamoDBClient({});
const topics = new SNSClient({});

exports.handler = async (event) => {
  await table.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: event.body } } }));
  await topics.send(new PublishCommand({ TopicArn: "arn:aws:sns:eu-west-1:111122223333:saved", Message: "saved" }));
};
`;

const readsOnly = `const { DynamoDB } = require("@aws-sdk/client-dynamodb");
const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
const table = new DynamoDB({});
const secrets = new SecretsManager({});

exports.handler = async () => {
  await secrets.getSecretValue({ SecretId: process.env.KEY });
  return table.getItem({ TableName: process.env.TABLE, Key: { id: { S: "1" } } });
};
`;

const files = { "template.yaml": template, "src/save.js": code };

interface Right {
  readonly action: string;
  readonly resource: string | null;
  readonly at: { readonly path: string; readonly line: number };
  readonly by?: string;
}

interface Report {
  readonly name: string;
  readonly template: string;
  readonly handler: { readonly file: string; readonly export: string };
  readonly triggers: readonly { readonly kind: string; readonly method: string; readonly path: string }[];
  readonly used: readonly Right[];
  readonly granted: readonly Right[];
  readonly unused: readonly Right[];
  readonly missing: readonly Right[];
  readonly unknown: readonly { readonly why: string }[];
}

const said = (rights: readonly Right[]): readonly string[] =>
  rights
    .filter(({ by }) => by === undefined)
    .map(({ action, resource, at }) => `${action} ${resource} ${at.path}:${at.line}`);

describe("handrail functions", () => {
  it("tells of each function what it uses, what it is granted, and where the two part", (t) => {
    const { code: exit, out, err } = handrail(new Folder(t, files), ["functions", "--format", "json"]);
    assert.equal(err, "");
    assert.equal(exit, 0);
    const [save, ...others] = JSON.parse(out) as readonly Report[];
    assert.ok(save && others.length === 0);
    assert.deepEqual(
      [save.name, save.template, save.handler.file, save.handler.export],
      ["Save", "template.yaml", "src/save.js", "handler"],
    );
    assert.deepEqual(
      save.triggers.map(({ kind, method, path }) => [kind, method, path]),
      [["http-api", "post", "/albums"]],
    );
    const table = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Albums}";
    const topic = "arn:${AWS::Partition}:sns:eu-west-1:111122223333:saved";
    assert.deepEqual(said(save.used), [
      `dynamodb:PutItem ${table} src/save.js:7`,
      `sns:Publish ${topic} src/save.js:8`,
    ]);
    assert.ok(said(save.granted).includes(`dynamodb:Scan ${table} template.yaml:16`));
    assert.deepEqual(said(save.unused), [`dynamodb:Scan ${table} template.yaml:16`]);
    assert.deepEqual(said(save.missing), [`sns:Publish ${topic} src/save.js:8`]);
    assert.deepEqual(save.unknown, []);
  });

  it("tells a person the same", (t) => {
    const { out } = handrail(new Folder(t, files), ["functions"]);
    const section = (name: string) => out.split(/\n {2}(?! )/).find((part) => part.startsWith(`${name}\n`)) ?? "";
    assert.match(out, /^Save {2}template\.yaml:3 src\/save\.js handler$/m);
    assert.match(section("runs on"), /post \/albums/);
    assert.match(section("calls"), /dynamodb PutItem +src\/save\.js:7/);
    assert.match(section("unused"), /dynamodb:Scan +dynamodb table\/\$\{Albums\} +template\.yaml:16/);
    assert.match(section("missing"), /sns:Publish/);
  });

  it("says why it cannot know, and calls no grant unused then", (t) => {
    const hidden = code.replace('"saved" }));', '"saved" }));\n  await table.send(commandOf(event));');
    const { out } = handrail(new Folder(t, { ...files, "src/save.js": hidden }), ["functions", "--format", "json"]);
    const [save] = JSON.parse(out) as readonly Report[];
    assert.deepEqual(save?.unused, []);
    assert.match(save?.unknown[0]?.why ?? "", /command/);
  });

  it("tells of a folder without templates that there is none", (t) => {
    const { code: exit, out } = handrail(new Folder(t, { "a.js": "export {};" }), ["functions"]);
    assert.deepEqual([exit, out], [0, "No template here deploys a function.\n"]);
  });

  it("does not take policies that are no policies amiss", (t) => {
    for (const wrong of ["5", "nonsense", "[[[]]]", "{ Statement: 7 }", "{ Statement: { Action: { a: 1 } } }"]) {
      const text = template.replace(/Policies:[\s\S]*?(?= {6}Events)/, `Policies: ${wrong}\n`);
      const { code: exit, out } = handrail(new Folder(t, { ...files, "template.yaml": text }), [
        "functions",
        "--format",
        "json",
      ]);
      assert.equal(exit, 0, wrong);
      assert.equal((JSON.parse(out) as readonly Report[])[0]?.name, "Save", wrong);
    }
  });
});

describe("handrail policy", () => {
  const exact = `Version: "2012-10-17"
Statement:
  - Effect: Allow
    Action: dynamodb:PutItem
    Resource: !GetAtt Albums.Arn
  - Effect: Allow
    Action: sns:Publish
    Resource: !Sub arn:\${AWS::Partition}:sns:eu-west-1:111122223333:saved
`;

  it("prints exactly what the function needs", (t) => {
    const { code: exit, out, err } = handrail(new Folder(t, files), ["policy", "Save"]);
    assert.deepEqual([exit, out, err], [0, exact, ""]);
  });

  it("prints it as JSON", (t) => {
    const { out } = handrail(new Folder(t, files), ["policy", "Save", "--format", "json"]);
    assert.deepEqual(JSON.parse(out).Statement[0], {
      Effect: "Allow",
      Action: "dynamodb:PutItem",
      Resource: { "Fn::GetAtt": ["Albums", "Arn"] },
    });
  });

  it("prints it as SAM's Policies, with a policy template where one fits", (t) => {
    const { out } = handrail(new Folder(t, { ...files, "src/save.js": readsOnly }), [
      "policy",
      "Save",
      "--format",
      "sam",
    ]);
    assert.equal(
      out,
      `Policies:\n  - AWSSecretsManagerGetSecretValuePolicy:\n      SecretArn: !Ref Key\n  - Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n        Action: dynamodb:GetItem\n        Resource: !GetAtt Albums.Arn\n`,
    );
  });

  it("says that it may be more", (t) => {
    const hidden = code.replace('"saved" }));', '"saved" }));\n  await table.send(commandOf(event));');
    const { code: exit, out, err } = handrail(new Folder(t, { ...files, "src/save.js": hidden }), ["policy", "Save"]);
    assert.deepEqual([exit, out], [0, exact]);
    assert.match(err, /^handrail: 'Save' may need more: .*command/);
  });

  it("refuses a name that no function has, and one that several have", (t) => {
    const two = new Folder(t, { "a/template.yaml": template, "b/template.yaml": template });
    assert.match(
      handrail(two, ["policy", "Sav"]).err,
      /^handrail: No template here deploys a function 'Sav'\. Did you mean 'Save'/,
    );
    assert.match(
      handrail(two, ["policy", "Save"]).err,
      /several functions 'Save': 'a\/template\.yaml:Save', 'b\/template\.yaml:Save'/,
    );
    assert.equal(handrail(two, ["policy", "b/template.yaml:Save"]).code, 0);
    assert.match(handrail(two, ["policy"]).err, /needs the name of a function/);
  });
});
