import assert from "node:assert/strict";
import { test } from "node:test";
import { apisOf } from "../../engine/template/apis.ts";
import type { Template } from "../../engine/template/model.ts";
import { operationsOf } from "../../engine/template/operations.ts";
import { nestedIn } from "../../engine/template/stacks.ts";
import { alone } from "../../engine/template/surroundings.ts";
import { templateAmong, templateOf } from "../../engine/template/template.ts";
import { textAt } from "../../engine/text/source.ts";
import { documentOf, said, templateIn } from "./reading.ts";

const definition = `openapi: 3.0.1
paths:
  /photos:
    get:
      x-amazon-apigateway-integration: { type: aws_proxy }
    put:
      security: [{ sign: [] }]
components:
  securitySchemes:
    sign: { type: apiKey, x-amazon-apigateway-authtype: awsSigv4 }
`;

const told = (template: Template | undefined) =>
  operationsOf(template ?? templateIn("")).map(
    (one) =>
      `${one.kind} ${one.api?.name} ${one.method} ${one.path} ${one.authorizer} at ${textAt(one.key)} of ${one.key.block.path}`,
  );

test("a definition with API Gateway's extensions is an API of its own; one without is only read by people", () => {
  assert.deepEqual(told(templateOf(documentOf(definition, "/app/api.yaml"))), [
    "rest-api api GET /photos none at get of /app/api.yaml",
    "rest-api api PUT /photos some at put of /app/api.yaml",
  ]);
  assert.equal(templateOf(documentOf("openapi: 3.0.1\npaths: {}\n", "/app/api.yaml")), undefined);
  const http = `${definition}x-amazon-apigateway-cors: { allowOrigins: ["*"] }\n`;
  const [api] = apisOf(templateIn(http, "/app/api.yaml"));
  assert.deepEqual([api?.kind, api?.isPrivate, api?.cors?.kind], ["http-api", "unknown", "known"]);
});

test("a definition in a local file is followed, and findings point into it", () => {
  const file = documentOf(definition, "/app/api.yaml");
  const around = { ...alone, tree: (path: string) => (path === "/app/api.yaml" ? file : undefined) };
  const sam = (properties: string) =>
    templateAmong(
      documentOf(`Transform: AWS::Serverless-2016-10-31
Resources:
  Gate: { Type: AWS::Serverless::Api, Properties: { StageName: p, ${properties} } }
`),
      around,
    );
  const all = [
    "rest-api Gate GET /photos none at get of /app/api.yaml",
    "rest-api Gate PUT /photos some at put of /app/api.yaml",
  ];
  assert.deepEqual(told(sam("DefinitionUri: ./api.yaml")), all);
  assert.deepEqual(told(sam("DefinitionUri: s3://bucket/api.yaml")), []);
  assert.deepEqual(
    told(sam("DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } } }")),
    all,
  );
  assert.deepEqual(
    told(sam("DefinitionUri: ./api.yaml, Auth: { DefaultAuthorizer: AWS_IAM }"))[0],
    all[0]?.replace("none", "some"),
  );
});

test("the files that a template deploys are told, so that they are not taken for APIs of their own", () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  A: { Type: AWS::Serverless::Api, Properties: { DefinitionUri: api.yaml } }
  B: { Type: AWS::Serverless::Api, Properties: { DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: sub/b.yaml } } } } }
  C: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: c.asl.json } }
  D: { Type: AWS::Serverless::Api, Properties: { DefinitionUri: s3://bucket/d.yaml } }
`;
  assert.deepEqual(
    nestedIn(templateIn(text)).map(({ path }) => path),
    ["/app/api.yaml", "/app/sub/b.yaml", "/app/c.asl.json"],
  );
  const given = { ...alone, given: () => new Map() };
  assert.equal(templateAmong(documentOf(definition, "/app/api.yaml"), given), undefined);
});

test("a section that is included from a local file is read with the rest", () => {
  const file = documentOf("Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Name } }\n", "/app/more.yaml");
  const around = { ...alone, tree: (path: string) => (path === "/app/more.yaml" ? file : undefined) };
  const text = `Parameters: { Name: { Type: String, Default: jobs } }
Resources:
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: more.yaml } }
  Topic: { Type: AWS::SNS::Topic }
`;
  const template = templateAmong(documentOf(text), around);
  assert.deepEqual(
    template?.resources.map((one) => one.name),
    ["Topic", "Queue"],
  );
  assert.equal(said(template?.resource("Queue")?.property("QueueName")?.value), `"jobs"`);
});
