import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finish } from "../../engine/task.ts";
import { hostOf, root } from "../workspace-of.ts";

const code = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = async (event) =>
  client.send(new PutItemCommand({ TableName: "photos", Item: { id: { S: event.id } } }));
`;

const snapshotOf = (files: Readonly<Record<string, string>>) =>
  hostOf(Object.entries(files).map(([path, text]) => ({ path, text }))).snapshot();

function titles(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  return finish(snapshotOf(files).lenses(`${root}/${path}`)).map(({ title }) => title);
}

const service = (provider: string, functions: string): string => `service: photos
provider:
  name: aws
  runtime: nodejs22.x
${provider}functions:
${functions}`;

const statements = (...actions: readonly string[]): string =>
  `  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: [${actions.map((one) => `"${one}"`).join(", ")}]\n          Resource: "*"\n`;

describe("lenses", () => {
  it("count what patterns stand for", () => {
    const text = service(statements("dynamodb:PutItem", "sqs:Send*"), "  save:\n    handler: save.handler\n");
    assert.deepEqual(titles({ "serverless.yml": text, "save.mjs": code }, "serverless.yml").slice(0, 2), [
      "1 call",
      "2 actions granted",
    ]);
    const all = service(statements("*"), "  save:\n    handler: save.handler\n");
    assert.equal(titles({ "serverless.yml": all, "save.mjs": code }, "serverless.yml")[1], "every action granted");
  });

  it("say that a call is not allowed", () => {
    const text = service(statements("dynamodb:GetItem"), "  save:\n    handler: save.handler\n");
    assert.ok(titles({ "serverless.yml": text, "save.mjs": code }, "serverless.yml").includes("1 action missing"));
    assert.ok(titles({ "serverless.yml": text, "save.mjs": code }, "save.mjs").includes("1 action missing"));
  });

  it("say so where there may be more calls, and offer nothing then", () => {
    const text = service(statements("dynamodb:PutItem", "dynamodb:Scan"), "  save:\n    handler: save.handler\n");
    const hidden = `${code}export const other = (command) => client.send(command);\nexport const a = 1;\n`;
    const reached = hidden.replace("client.send(new", "other(event), client.send(new");
    assert.equal(titles({ "serverless.yml": text, "save.mjs": reached }, "serverless.yml")[0], "at least 1 call");
    assert.ok(!titles({ "serverless.yml": text, "save.mjs": reached }, "serverless.yml").includes("tighten"));
  });

  it("are not shown over functions without code, or in files that are no templates", () => {
    const text = service("", "  save:\n    handler: gone.handler\n");
    assert.deepEqual(titles({ "serverless.yml": text }, "serverless.yml"), []);
    assert.deepEqual(titles({ "a.yaml": "a: b\n" }, "a.yaml"), []);
    assert.deepEqual(titles({ "a.mjs": code }, "a.mjs"), []);
    assert.deepEqual(titles({}, "nowhere.yaml"), []);
  });

  it("stand in the file of a service that a function is written in", () => {
    const files = {
      "serverless.yml": "service: a\nprovider: { name: aws }\nfunctions: ${file(functions.yml)}\n",
      "functions.yml": "save:\n  handler: save.handler\n  environment: { TABLE: photos }\n",
      "save.mjs": code,
    };
    assert.equal(titles(files, "functions.yml")[0], "1 call");
    assert.deepEqual(titles(files, "serverless.yml"), []);
    assert.equal(titles(files, "save.mjs")[0], "save: no trigger");
    const snapshot = snapshotOf(files);
    const [found] = finish(
      snapshot.definitions(`${root}/functions.yml`, files["functions.yml"].indexOf("save.handler")),
    );
    assert.equal(found?.to.path, `${root}/save.mjs`);
  });

  it("name each function that runs a handler, and a role that is shared", () => {
    const two =
      "  one:\n    handler: save.handler\n    events:\n      - httpApi: POST /photos\n      - sqs: arn:aws:sqs:eu-west-1:111122223333:a\n  two:\n    handler: save.handler\n";
    const found = titles(
      { "serverless.yml": service(statements("dynamodb:PutItem"), two), "save.mjs": code },
      "save.mjs",
    );
    assert.deepEqual(found, [
      "one: POST /photos and 1 more",
      "the role of the service, shared",
      "granted more than it needs",
      "two: no trigger",
      "the role of the service, shared",
      "granted more than it needs",
    ]);
  });

  it("say that a role is not known", () => {
    const text = service("", "  save:\n    handler: save.handler\n    role: arn:aws:iam::111122223333:role/saver\n");
    assert.deepEqual(titles({ "serverless.yml": text, "save.mjs": code }, "serverless.yml"), [
      "1 call",
      "its role is not known",
    ]);
  });

  it("tighten a policy to what is left, one edit a statement", () => {
    const text = service(statements("dynamodb:PutItem", "dynamodb:Scan"), "  save:\n    handler: save.handler\n");
    const snapshot = snapshotOf({ "serverless.yml": text, "save.mjs": code });
    const edits = finish(snapshot.tightening(`${root}/serverless.yml`, "save"));
    assert.deepEqual([...edits.keys()], [`${root}/serverless.yml`]);
    assert.deepEqual(finish(snapshot.tightening(`${root}/serverless.yml`, "nobody")), new Map());
  });
});
