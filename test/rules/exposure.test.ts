import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAll } from "../../engine/host.ts";
import { finish } from "../../engine/task.ts";
import { hostOf, root } from "../workspace-of.ts";

const handler = `const pool = require("mysql2/promise").createPool({});
exports.handler = async (event) => pool.query("SELECT * FROM photos WHERE id = " + event.queryStringParameters.id);
`;

const template = (events: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Load:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      CodeUri: src/
      Handler: load.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: "*"
${events}${more}`;

const route = (auth: string) => `      Events:
        Load:
          Type: HttpApi
          Properties: { Path: /photos, Method: get${auth} }
`;

const snapshotOf = (text: string) =>
  hostOf([
    { path: "template.yaml", text },
    { path: "src/load.js", text: handler },
  ]).snapshot();

/** Severity and last step of what two rules find: one in the code, one in the template. */
function told(text: string): readonly string[] {
  return checkAll(snapshotOf(text))
    .filter(({ rule }) => rule === "injection/sql" || rule === "iam/no-wildcard-resource")
    .map(({ rule, severity, trace, exposure }) => [rule, severity, exposure ?? "-", trace.at(-1)?.message].join(" | "));
}

test("a finding where anyone comes counts one step more, and says by which way", () => {
  const words = "anyone on the internet reaches 'Load' by GET /photos";
  assert.deepEqual(told(template(route(""))), [
    `iam/no-wildcard-resource | error | ${words} | ${words}`,
    "injection/sql | error | - | 'pool.query' gets it",
  ]);
});

test("a finding behind an authorizer counts what it does", () => {
  const [first] = told(template(route(", Auth: { Authorizer: AWS_IAM }")));
  assert.equal(first, "iam/no-wildcard-resource | warning | - | ");
});

test("a finding in a function that nothing calls counts one step less", () => {
  const words = "nothing here is known to call 'Load'";
  assert.deepEqual(told(template(""))[0], `iam/no-wildcard-resource | info | ${words} | ${words}`);
});

test("a function that another resource speaks of is called, for all we know", () => {
  const [first] = told(template("", "Outputs:\n  Arn:\n    Value: !GetAtt Load.Arn\n"));
  assert.equal(first, "iam/no-wildcard-resource | warning | - | ");
});

test("hovering says so", () => {
  const snapshot = snapshotOf(template(route("")));
  const at = template(route("")).indexOf('"*"');
  const hover = finish(snapshot.hover(`${root}/template.yaml`, at));
  assert.match(hover?.markdown ?? "", /Anyone on the internet reaches 'Load' by GET \/photos: it counts one step more/);
});

test("a finding in code weighs what it does for a fresh start when something else of its function changes", () => {
  const code = 'const all = require("./all");\nexports.load = async (event) => all[event.type](event);\n';
  const path = `${root}/template.yaml`;
  const sam = (more: string) =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  Load:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.load\n${more}`;
  const host = hostOf([
    { path: "template.yaml", text: sam("") },
    { path: "index.js", text: code },
  ]);
  const severities = () =>
    checkAll(host.snapshot())
      .filter(({ rule }) => rule === "injection/dynamic-method")
      .map(({ severity }) => severity);
  assert.deepEqual(severities(), ["info"]);
  host.apply({ files: [{ path, text: sam("      MemorySize: 512\n") }] });
  assert.deepEqual(severities(), ["info"]);
});
