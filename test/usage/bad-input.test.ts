import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finish } from "../../engine/task.ts";
import { asked } from "../../tools/fuzz/asked.ts";
import type { MarkedFile } from "../markers.ts";
import { findingsOf, hostOf, root } from "../workspace-of.ts";

const code = `import { S3 } from "@aws-sdk/client-s3";
export const handler = () => new S3({}).getObject({ Bucket: process.env.B, Key: "k" });
`;
const sound: MarkedFile = {
  path: "sound/template.yaml",
  text: `Transform: AWS::Serverless-2016-10-31
Resources:
  Sound:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.handler
      Policies:
        - Statement: { Effect: Allow, Action: "*", Resource: "*" }
`,
};
const soundCode: MarkedFile = { path: "sound/a.mjs", text: code };

const sam = (properties: string, rest = ""): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.handler\n${properties}${rest}`;
const policies = (value: string, rest = ""): MarkedFile => ({
  path: "template.yaml",
  text: sam(`      Policies: ${value}\n`, rest),
});
const statement = (elements: string): MarkedFile => policies(`[{ Statement: [{ Effect: Allow, ${elements} }] }]`);
const script = (text: string, ...others: MarkedFile[]): readonly MarkedFile[] => [
  {
    path: "template.yaml",
    text: sam("      Policies: [{ Statement: { Effect: Allow, Action: 's3:*', Resource: '*' } }]\n"),
  },
  { path: "a.mjs", text },
  ...others,
];
const many = (count: number, one: (index: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(between);

/** No file of them may take away what is said of others, nor come to no end. */
function check(files: readonly MarkedFile[], slowest = 20_000): void {
  const start = performance.now();
  const all = files.some(({ path }) => path === "a.mjs") ? files : [...files, { path: "a.mjs", text: code }];
  const host = hostOf([...all, sound, soundCode]);
  const found = findingsOf(host);
  assert.ok(found.some(({ at, rule }) => at.path === `${root}/${sound.path}` && rule === "iam/admin-star"));
  const { functions } = asked(host);
  const report = functions.find((one) => one.report.name === "Sound")?.report;
  assert.ok(report?.used.some(({ action }) => action === "s3:GetObject"));
  assert.ok(performance.now() - start < slowest, `took ${Math.round(performance.now() - start)} ms`);
}

const deep = "[".repeat(500) + "]".repeat(500);
const templates: Readonly<Record<string, MarkedFile>> = {
  "a text": policies("'{ not: a policy'"),
  "a number": policies("17"),
  nothing: policies("null"),
  "a deep list": policies(deep),
  "a statement that is a text": policies("[{ Statement: some text }]"),
  "an action that is a map": statement("Action: { a: b }, Resource: '*'"),
  "an action that is nothing": statement("Action: null, Resource: [null, 5]"),
  "an action of 8,000 characters": statement(`Action: 's3:${"Get*".repeat(2000)}', Resource: '*'`),
  "10,000 actions": statement(`Action: [${many(10_000, (at) => `s3:Get${at}*`, ", ")}], Resource: '*'`),
  "nested resources": statement(`Action: s3:GetObject, Resource: [[['*']], { Ref: [] }, ${deep}]`),
  "services in wild case": statement(
    "Action: ['S3:gEtObJect', 'nobody:Knows', ':', '*:*', 's3:', '::'], Resource: 'ARN:aws'",
  ),
  "an ARN of 50 segments": statement(`Action: s3:GetObject, Resource: 'arn:${"a:".repeat(50)}'`),
  "what is not closed": statement("Action: s3:GetObject, Resource: !Sub 'arn:aws:s3:::${A.${'"),
  "odd characters": statement('Action: "s3:\\0\\uD800", Resource: "arn:aws:s3:::\\uDFFF\\0"'),
  "policy templates of wrong shapes": policies(
    "[S3ReadPolicy: {}, S3CrudPolicy: 5, DynamoDBReadPolicy: [a], SQSPollerPolicy: { QueueName: { a: [] } }, NoPolicy: {}, { S3ReadPolicy: { BucketName: !Ref A }, Statement: [] }]",
  ),
  "the role of itself": { path: "template.yaml", text: sam("      Role: !GetAtt A.Arn\n") },
  "roles in a circle": policies(
    "[!Ref P, !Ref Q]",
    `  P: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [!Ref R], PolicyDocument: !Ref Q } }
  Q: { Type: AWS::IAM::ManagedPolicy, Properties: { Roles: [!Ref R], PolicyDocument: !GetAtt P.Arn } }
  R: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref P, !Ref Q, !Ref R], PermissionsBoundary: !Ref R } }
  B: { Type: AWS::Lambda::Function, Properties: { Handler: a.handler, Role: !GetAtt R.Arn } }
Parameters: { P: { Default: !Ref Q }, A: { Type: String } }
Conditions: { C: { Condition: D }, D: { Condition: C } }
`,
  ),
  "texts in a circle": policies(
    "[{ Statement: { Effect: Allow, Action: s3:GetObject, Resource: !Sub '${B.Arn}/${X}' } }]",
    "  B: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub '${X}-${B}' } }\nParameters: { X: { Default: !Sub '${X}' } }\n",
  ),
  "connectors without ends": policies(
    "[]",
    "  C: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Nowhere }, Destination: [{ Id: A }, {}, 5, null], Permissions: [Read, 7, Fly] } }\n  D: { Type: AWS::Serverless::Connector, Properties: 5 }\n",
  ),
  "an environment of 10,000 variables": {
    path: "template.yaml",
    text: sam(`      Environment:\n        Variables:\n${many(10_000, (at) => `          V${at}: !Ref A`)}\n`),
  },
  "Windows line ends and a mark of the byte order": {
    path: "template.yaml",
    text: `\uFEFF${sam("      Policies: [AmazonS3FullAccess]\n")}`.replaceAll("\n", "\r\n"),
  },
};

describe("policies that are no good take nothing away", () => {
  for (const [title, file] of Object.entries(templates)) it(title, () => check([file]));
});

const from = `import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";\nconst s3 = new S3Client({});\n`;
const scripts: Readonly<Record<string, readonly MarkedFile[]>> = {
  "2,000 calls": script(
    `${from}export const handler = async () => {\n${many(2000, (at) => `  await s3.send(new GetObjectCommand({ Bucket: "b${at}", Key: "k" }));`)}\n};\n`,
  ),
  "2,000 functions that call one another": script(
    `${from}${many(2000, (at) => `const f${at} = (b) => ${at === 1999 ? "s3.send(new GetObjectCommand({ Bucket: b }))" : `f${at + 1}(b)`};`)}\nexport const handler = () => f0("b");\n`,
  ),
  "wrappers that call themselves": script(
    `${from}const send = (c, n) => (n ? send(c, n - 1) : again(c));\nconst again = (c) => s3.send(c) || send(c, 1);\nexport const handler = (e) => send(new GetObjectCommand({ Bucket: e.b }), 3);\n`,
  ),
  "commands made in a loop": script(
    `${from}export const handler = async (e) => { let c; for (const k of e.keys) { c = wrap(c ?? new GetObjectCommand({ Bucket: k })); await s3.send(c); } };\nconst wrap = (c) => wrap(c);\n`,
  ),
  "modules in a circle": script(
    `import { client as c, handler as h } from "./b.mjs";\nexport const client = c;\nexport const handler = () => client.getObject({ Bucket: "b" }) && h();\n`,
    {
      path: "b.mjs",
      text: `import * as a from "./a.mjs";\nexport const client = a.client;\nexport const handler = a.handler;\nexport * from "./a.mjs";\n`,
    },
  ),
  "classes in a circle": script(
    `${from}class A extends B { run() { return super.run(); } }\nclass B extends A { run() { return this.run(s3.send(this.c)); } }\nexport const handler = () => new A().run();\n`,
  ),
  "a stand-in for the environment": script(
    `${from}const env = new Proxy(process.env, { get: (t, k) => t[k] });\nexport const handler = () => s3.send(new GetObjectCommand({ Bucket: env.B + process.env[env.C] }));\n`,
  ),
  "a handler that is no function": script(`export const handler = { a: [1, handler] };\n`),
  "a bundle": script(
    `import{S3 as e}from"@aws-sdk/client-s3";var t=new e({});${many(5000, (at) => `function f${at}(a){return a?f${(at * 7) % 5000}(a):t.getObject({Bucket:a})}`, "")}export const handler=f0;`,
  ),
};

describe("code that is no good takes nothing away", () => {
  for (const [title, files] of Object.entries(scripts)) it(title, () => check(files));
});

describe("much of all", () => {
  it("6,000 statements", () => {
    check(
      [
        policies(
          `\n        - Statement:\n${many(6000, (at) => `            - { Effect: Allow, Action: ['s3:Get*', 'nobody:A${at}'], Resource: 'arn:aws:s3:::b${at}/*' }`)}`,
        ),
      ],
      60_000,
    );
  });
  it("500 roles, and 300 functions that share 20 modules", () => {
    const role = (at: number) =>
      `  R${at}: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref R${(at + 1) % 500}], Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } }] } }`;
    const fn = (at: number) =>
      `  F${at}: { Type: AWS::Lambda::Function, Properties: { Handler: f${at}.handler, Code: ., Runtime: nodejs22.x, Role: !GetAtt R${at}.Arn } }`;
    const helper = (at: number): MarkedFile => ({
      path: `h${at}.mjs`,
      text: `${from}import { h as next } from "./h${(at + 1) % 20}.mjs";\nexport const h = (b) => s3.send(new GetObjectCommand({ Bucket: b })) && next(b);\n`,
    });
    const files = Array.from(
      { length: 300 },
      (_, at): MarkedFile => ({
        path: `f${at}.mjs`,
        text: `import { h } from "./h${at % 20}.mjs";\nexport const handler = () => h("b${at}");\n`,
      }),
    );
    const text = `Resources:\n${many(500, role)}\n${many(300, fn)}\n`;
    const helpers = Array.from({ length: 20 }, (_, at) => helper(at));
    const host = hostOf([{ path: "template.yaml", text }, ...files, ...helpers]);
    const start = performance.now();
    assert.equal(finish(host.snapshot().functions()).length, 300);
    assert.ok(performance.now() - start < 20_000, `took ${Math.round(performance.now() - start)} ms`);
  });
});

it("half-typed templates and code are answered, each answer soon", () => {
  const [template, text] = [
    sam(
      "      Policies:\n        - Statement:\n            - { Effect: Allow, Action: ['s3:Get*'], Resource: !GetAtt B.Arn }\n",
    ),
    code,
  ];
  let slowest = 0;
  const ask = (files: readonly MarkedFile[]) => {
    const snapshot = hostOf(files).snapshot();
    for (const { path, text: typed } of files) {
      const at = `${root}/${path}`;
      for (const what of ["completions", "definitions", "hover"] as const) {
        const start = performance.now();
        finish<unknown>(snapshot[what](at, typed.length));
        slowest = Math.max(slowest, performance.now() - start);
      }
      finish(snapshot.lenses(at));
    }
    finish(snapshot.functions());
  };
  for (let end = 0; end < template.length; end += 7)
    ask([
      { path: "template.yaml", text: template.slice(0, end) },
      { path: "a.mjs", text },
    ]);
  for (let end = 0; end < text.length; end += 7)
    ask([
      { path: "template.yaml", text: template },
      { path: "a.mjs", text: text.slice(0, end) },
    ]);
  // the first answer loads what all others use
  assert.ok(slowest < 5000, `an answer took ${Math.round(slowest)} ms`);
});
