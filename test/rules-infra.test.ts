import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MarkedFile } from "./markers.ts";
import { curesOf, findingsOf, fixedFiles, hostOf } from "./workspace-of.ts";

const findingsBy = (rule: string, files: readonly MarkedFile[]) =>
  findingsOf(hostOf(files)).filter((finding) => finding.rule === rule);

/** A SAM function that may scan a table, with its code. */
const scanner = (code: string, more = ""): readonly MarkedFile[] => [
  {
    path: "template.yaml",
    text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Scanner:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: scan.handler${more}
      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:Scan
              Resource: arn:aws:dynamodb:eu-west-1:111122223333:table/photos
`,
  },
  { path: "src/scan.js", text: code },
];

describe("iam/unused-grant", () => {
  const used: Readonly<Record<string, string>> = {
    "by a paginator": `import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = async () => { for await (const page of paginateScan({ client }, {})) console.log(page); };`,
    "by a client that a class keeps": `import { DynamoDB } from "@aws-sdk/client-dynamodb";
class Photos { db = new DynamoDB({}); all() { return this.db.scan({ TableName: "photos" }); } }
export const handler = async () => new Photos().all();`,
    "perhaps by a module under another name": `import { all } from "@/photos";
export const handler = async () => all();`,
    "perhaps by a module chosen at run time": `export const handler = async (event) => (await import("./" + event.name + ".js")).run();`,
    "perhaps by a layer's own code": "export const handler = async () => ({ statusCode: 204 });",
  };
  for (const [how, code] of Object.entries(used)) {
    it(`is silent about a grant that is used ${how}`, () => {
      const layers = how.includes("layer") ? "\n      Layers: [arn:aws:lambda:eu-west-1:111122223333:layer:x:1]" : "";
      assert.deepEqual(findingsBy("iam/unused-grant", scanner(code, layers)), []);
    });
  }

  it("speaks where all of the code is seen", () => {
    const files = scanner("export const handler = async () => ({ statusCode: 204 });");
    assert.deepEqual(
      findingsBy("iam/unused-grant", files).map((finding) => finding.message),
      ["nothing in the code of 'Scanner' needs 'dynamodb:Scan'"],
    );
  });
});

describe("auth/api-no-authorizer", () => {
  const files: readonly MarkedFile[] = [
    {
      path: "serverless.yml",
      text: `service: albums
provider:
  name: aws
functions:
  albums:
    handler: albums.handler
    events:
      - httpApi: GET /albums
      - httpApi:
          method: POST
          path: /albums
      - httpApi:
          method: DELETE
          path: /albums
          authorizer: users
`,
    },
  ];

  it("is an error where the call changes something", () => {
    const found = findingsBy("auth/api-no-authorizer", files);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ["warning", "error"],
    );
  });

  it("offers the authorizer that the file knows, then a signature", () => {
    const host = hostOf(files);
    const [, post] = findingsBy("auth/api-no-authorizer", files);
    assert.ok(post);
    const written = curesOf(host, post).map(
      (fix) => fixedFiles(files, fix)[0]?.text.match(/POST\n[\s\S]*?(?=\n {6}-)/)?.[0],
    );
    assert.deepEqual(written, [
      "POST\n          path: /albums\n          authorizer: users",
      "POST\n          path: /albums\n          authorizer:\n            type: aws_iam",
    ]);
  });
});

describe("severities that depend on what is found", () => {
  const policy = (action: string): readonly MarkedFile[] => [
    {
      path: "policy.json",
      text: JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:x:::y" }] }),
    },
  ];
  it("are higher for services that give more rights", () => {
    const severityOf = (action: string) => findingsBy("iam/no-wildcard-action", policy(action))[0]?.severity;
    assert.deepEqual(["sqs:*", "iam:*", "LAMBDA:*"].map(severityOf), ["warning", "error", "error"]);
  });
});
