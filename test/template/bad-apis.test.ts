import assert from "node:assert/strict";
import { test } from "node:test";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import type { Node } from "../../engine/syntax/node.ts";
import { apisOf } from "../../engine/template/apis.ts";
import { operationsOf } from "../../engine/template/operations.ts";
import { presenceOf } from "../../engine/template/presence.ts";
import { settingsOf } from "../../engine/template/settings.ts";
import { exportsOf, nestedIn, outputsOf } from "../../engine/template/stacks.ts";
import { stateMachineOf } from "../../engine/template/state-machine.ts";
import { alone } from "../../engine/template/surroundings.ts";
import { templateAmong } from "../../engine/template/template.ts";
import { triggersOf } from "../../engine/template/triggers.ts";
import { documentOf, said } from "./reading.ts";

const sam = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Globals: { Api: { TracingEnabled: true, Auth: { DefaultAuthorizer: X } }, Function: { FunctionUrlConfig: { AuthType: NONE } } }
Conditions: { P: !Equals [!Ref AWS::Region, x] }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Condition: P
    Properties:
      AutoPublishAlias: live
      EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SQS } } }
      Events:
        Get: { Type: Api, Properties: { Path: /x, Method: get, Auth: { ApiKeyRequired: true }, RequestModel: { Model: M, ValidateBody: true } } }
        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Q.Arn } }
        Daily: { Type: Schedule, Properties: { Schedule: rate(1 day), Enabled: true, DeadLetterConfig: { Type: SQS } } }
        News: { Type: SNS, Properties: { Topic: x, SqsSubscription: true } }
  Gate: { Type: AWS::Serverless::HttpApi, Properties: { Domain: { SecurityPolicy: x }, Auth: { Authorizers: { J: { JwtConfiguration: { issuer: x } } } } } }
  Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionSubstitutions: { A: !GetAtt Fn.Arn }, Definition: { States: { W: { Type: Map, Iterator: { States: { B: { Resource: "\${A}" } } } } } } } }
  Text: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: !Sub '{ "States": { "W": { "Type": "Task", "Resource": "\${Fn.Arn}" } } }' } }
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: { A: !GetAtt Child.Outputs.B } } }
  Fn::ForEach::Qs: [N, [A, B], { "Q\${N}": { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref N } } }]
Outputs: { A: { Value: x, Export: { Name: a } } }
`;

const openapi = `openapi: 3.0.1
security: [{ s: [a] }]
components: { securitySchemes: { s: { type: apiKey, x-amazon-apigateway-authorizer: { type: token, authorizerUri: x } } } }
paths: { /x: { get: { x-amazon-apigateway-integration: { type: aws, uri: x }, parameters: [{ in: body }] } } }
`;

const flow = `StartAt: A
States: { A: { Type: Parallel, Branches: [{ States: { B: { Type: Pass } } }] }, C: { Type: Map, ItemProcessor: { States: {} } } }
`;

/** Asks everything that rules may ask; every other file there is holds `other`. */
function readAll(document: TreeDocument, other: TreeDocument): void {
  const template = templateAmong(document, { ...alone, tree: () => other });
  if (!template) return;
  for (const operation of operationsOf(template)) said(operation.written);
  for (const api of apisOf(template)) for (const one of api.authorizers) said(one.written);
  for (const resource of template.resources) {
    triggersOf(resource);
    presenceOf(resource);
    for (const path of [
      "State",
      "Targets/0/DeadLetterConfig/Arn",
      "SecurityPolicy",
      "DestinationConfig/OnFailure/Destination",
    ])
      settingsOf(resource, path);
    for (const state of stateMachineOf(resource)?.states ?? []) said(state.written);
  }
  for (const known of [exportsOf(template), outputsOf(template)]) [...known.values()].map(said);
  nestedIn(template);
}

function* valuesOf(node: Node): Generator<Node> {
  yield node;
  if (node.kind === "mapping") for (const entry of node.entries) yield* valuesOf(entry.value);
  if (node.kind === "sequence") for (const item of node.items) yield* valuesOf(item);
}

const wrong = [
  "text",
  "5",
  "",
  "[]",
  "{}",
  "[[x], 1]",
  "{ a: { b: c } }",
  "!If [P, a, b]",
  "!Sub {}",
  "!Ref AWS::NoValue",
  "*none",
];

for (const [name, text] of Object.entries({ sam, openapi, flow })) {
  const other = documentOf(openapi, "/app/other.yaml");
  test(`${name}: values of the wrong kind and ends at any place never throw`, () => {
    const root = documentOf(text).roots[0];
    assert.ok(root);
    for (const [place, node] of [...valuesOf(root)].entries()) {
      const some = wrong.filter((_, index) => (index + place) % 5 === 0);
      for (const value of some)
        readAll(documentOf(`${text.slice(0, node.start)}${value}${text.slice(node.end)}`), other);
    }
    for (let end = 0; end < text.length; end += 11) readAll(documentOf(text.slice(0, end)), other);
  });
}

test("loops in loops, long texts and deep definitions end", () => {
  const loop = (depth: number): string =>
    depth === 0
      ? "Q: { Type: AWS::SQS::Queue }"
      : `Fn::ForEach::L${depth}: [N, [${"a,".repeat(99)}b], { ${loop(depth - 1)} }]`;
  readAll(documentOf(`AWSTemplateFormatVersion: x\nResources: { ${loop(4)} }\n`), documentOf(flow));
  const deep = `${'{"States":{"A":{"Type":"Map","Iterator":'.repeat(2000)}{}${"}}}".repeat(2000)}`;
  readAll(documentOf(deep, "/app/deep.json"), documentOf(flow));
  const text = JSON.stringify({
    Resources: { F: { Type: "AWS::StepFunctions::StateMachine", Properties: { DefinitionString: deep } } },
  });
  readAll(documentOf(text, "/app/text.json"), documentOf(flow));
});
