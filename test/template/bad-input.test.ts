import assert from "node:assert/strict";
import { test } from "node:test";
import { deployedOf } from "../../engine/project/deployed.ts";
import { manifestOf } from "../../engine/project/read-manifest.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import type { Node } from "../../engine/syntax/node.ts";
import { templateOf } from "../../engine/template/template.ts";
import { documentOf, resourceIn, said, statementsIn } from "./reading.ts";

const sam = `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, AllowedValues: [a, b] } }
Conditions: { Prod: !Equals [!Ref Stage, b] }
Mappings: { M: { a: { k: 1 } } }
Globals: { Function: { Timeout: 3, Environment: { Variables: { A: 1 } } }, Api: { Auth: { DefaultAuthorizer: X, Authorizers: { X: { FunctionArn: !GetAtt Fn.Arn } } } } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [a.ts] } }
    Connectors: { C: { Properties: { Destination: { Id: T } } } }
    Properties:
      CodeUri: src
      Handler: a.handler
      Timeout: !If [Prod, !FindInMap [M, a, k], !Select [0, !Split [",", "1,2"]]]
      Environment: { Variables: { T: !Sub ["\${x}-\${T.Arn}", { x: !Ref Stage }] } }
      Policies: [{ DynamoDBCrudPolicy: { TableName: !Ref T } }, { Statement: [{ Effect: Allow, Action: [a:B], Resource: "*", Principal: "*", Condition: { Bool: { x: y } } }] }]
      Events: { Get: { Type: Api, Properties: { Path: /x, Method: get, RestApiId: !Ref Api, Auth: { Authorizer: X } } } }
      FunctionUrlConfig: { AuthType: NONE }
      DeadLetterQueue: { TargetArn: x }
  Api: { Type: AWS::Serverless::Api, Properties: { EndpointConfiguration: { Type: EDGE }, DefinitionBody: { paths: { /x: { get: { security: [] } } } }, Auth: { ResourcePolicy: { CustomStatements: [{ Effect: Deny }] } } } }
`;

const plain = `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Code: src, Handler: a.b, Role: !GetAtt Role.Arn } }
  Role: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [x], AssumeRolePolicyDocument: { Statement: { Effect: Allow } }, Policies: [{ PolicyDocument: { Statement: [{ Effect: Allow, Action: "*" }] } }] } }
  Extra: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: [] } } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Policy: { Statement: [{ Effect: Allow, Principal: { AWS: "*" } }] }, EndpointConfiguration: { Types: [EDGE] } } }
  Path: { Type: AWS::ApiGateway::Resource, Properties: { PathPart: x, ParentId: !GetAtt Api.RootResourceId } }
  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !Ref Path, HttpMethod: GET, Integration: { Uri: !GetAtt Fn.Arn } } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { RouteKey: GET /, Target: !Join ["/", [a, !Ref Joined]] } }
  Joined: { Type: AWS::ApiGatewayV2::Integration, Properties: { IntegrationUri: !GetAtt Fn.Arn } }
  Allowed: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Fn, Principal: s3.amazonaws.com } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Function: !GetAtt Fn.Arn }] } } }
  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PreSignUp: !GetAtt Fn.Arn } } }
`;

const service = `service: s
plugins: [serverless-iam-roles-per-function]
params: { default: { x: 1 } }
custom: { a: { b: "\${opt:x, self:custom.c, 'd'}" }, c: "\${self:custom.a.b}" }
provider:
  name: aws
  tracing: { lambda: true }
  endpointType: EDGE
  iam: { role: { statements: [{ Effect: Allow, Action: a:B, Resource: "*" }], managedPolicies: [x] } }
  apiGateway: { resourcePolicy: [{ Effect: Allow, Principal: "*" }] }
  httpApi: { authorizers: { m: { type: request, functionName: fn } } }
functions:
  fn:
    handler: a.b
    environment: { X: "\${self:custom.c}-\${param:x}" }
    vpc: { subnetIds: [x] }
    image: { uri: x }
    iamRoleStatements: [{ Effect: Allow, Action: [x:Y] }]
    events: [http: { path: /, method: get, authorizer: { name: fn } }, httpApi: { authorizer: { name: m } }, stream: { arn: x }, alexaSkill]
    url: { authorizer: aws_iam }
resources: { Resources: { Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${self:service}-\${X}" } } } }
`;

const workflow = "on: push\njobs: { a: { steps: [{ uses: x }, { run: y }] } }\n";

/** Asks everything that rules may ask. */
function readAll(document: TreeDocument): void {
  const template = templateOf(document);
  for (const resource of template?.resources ?? []) {
    for (const path of [
      "Timeout",
      "TracingConfig/Mode",
      "Environment/Variables",
      "Role",
      "VpcConfig",
      "Code",
      "A/B/0/C",
    ]) {
      said(resource.property(path)?.value);
      resource.spelling(path);
    }
  }
  for (const statement of statementsIn(document))
    [...statement.actions, ...statement.resources].map(({ value }) => said(value));
  for (const deployed of template ? deployedOf(template) : []) [...deployed.environment.values()].map(said);
  manifestOf(
    document,
    () => false,
    () => false,
  );
}

/** The spans of all values of a tree, the whole of it included. */
function* valuesOf(node: Node): Generator<Node> {
  yield node;
  if (node.kind === "mapping") for (const entry of node.entries) yield* valuesOf(entry.value);
  if (node.kind === "sequence") for (const item of node.items) yield* valuesOf(item);
}

const wrong = [
  "text",
  "5",
  "true",
  "",
  "[]",
  "{}",
  "[[x], 1]",
  "{ a: { b: c } }",
  "{ Ref: [] }",
  "!If [Prod, 1]",
  "!Sub {}",
  "!GetAtt []",
  "!FindInMap x",
  "*none",
  "!Ref AWS::NoValue",
  "{ Fn::If: [Prod, { Ref: AWS::NoValue }, x] }",
  "!Unheard-of [x]",
  "${self:}",
];

for (const [name, text] of Object.entries({ sam, plain, service, workflow })) {
  test(`${name}: values of the wrong kind at any place never throw`, () => {
    readAll(documentOf(text));
    const root = documentOf(text).roots[0];
    assert.ok(root);
    for (const [place, node] of [...valuesOf(root)].entries()) {
      const some = wrong.filter((_, index) => (index + place) % 4 === 0);
      for (const value of some) readAll(documentOf(`${text.slice(0, node.start)}${value}${text.slice(node.end)}`));
    }
  });

  test(`${name}: cut off anywhere never throws`, () => {
    for (let end = 0; end < text.length; end += 7) readAll(documentOf(text.slice(0, end)));
  });
}

const timed = (text: string, name: string, path: string) =>
  said(resourceIn(text, name).property(path)?.value).slice(0, 60);

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

test("chains, circles and bombs end", () => {
  const chain = `service: s\nprovider: { name: aws }\ncustom:\n${lines(5000, (n) => `  v${n}: "\${self:custom.v${n + 1}}"`)}\nfunctions: { fn: { handler: a.b, timeout: "\${self:custom.v0}" } }\n`;
  assert.match(timed(chain, "fn", "Timeout"), /^unknown/);
  const doubling = `service: s\nprovider: { name: aws }\ncustom:\n  v40: xxxxxxxxxx\n${lines(40, (n) => `  v${n}: "\${self:custom.v${n + 1}}\${self:custom.v${n + 1}}"`)}\nfunctions: { fn: { handler: a.b, timeout: "\${self:custom.v0}" } }\n`;
  assert.match(timed(doubling, "fn", "Timeout"), /^unknown/);
  const conditions = `Conditions:\n${lines(3000, (n) => `  C${n}: !And [!Condition C${n + 1}, !Condition C${n + 1}]`)}\nResources: { Fn: { Type: AWS::Lambda::Function, Properties: { Timeout: !If [C0, 1, 2] } } }\n`;
  assert.equal(timed(conditions, "Fn", "Timeout"), "1 when 'C0' is true, 2 when 'C0' is false");
  const merges = `x0: &x0 { k: v }\n${lines(30, (n) => `x${n + 1}: &x${n + 1} { <<: [*x${n}, *x${n}, *x${n}] }`)}\nResources: { Fn: { Type: AWS::Lambda::Function, Properties: { <<: *x30 } } }\n`;
  assert.equal(timed(merges, "Fn", "k"), `"v"`);
  assert.equal(timed(merges, "Fn", "none"), "absent");
  const options = `Parameters:\n${lines(20, (n) => `  P${n}: { Type: String, AllowedValues: [a, b, c] }`)}\nResources: { Fn: { Type: AWS::Lambda::Function, Properties: { Timeout: !Sub "${lines(20, (n) => `\${P${n}}`).replaceAll("\n", "")}" } } }\n`;
  assert.match(timed(options, "Fn", "Timeout"), /^unknown/);
});

test("functions nested thousands of times are read as far as they go", () => {
  const nested = `${'{ "Fn::Join": ["", ["a", '.repeat(3000)}"b"${"]]}".repeat(3000)}`;
  const text = `{ "Resources": { "Fn": { "Type": "AWS::Lambda::Function", "Properties": { "Timeout": ${nested} } } } }`;
  readAll(documentOf(text, "/app/t.json"));
});
