import assert from "node:assert/strict";
import { test } from "node:test";
import { apisOf } from "../../engine/template/apis.ts";
import type { Template } from "../../engine/template/model.ts";
import { operationsOf } from "../../engine/template/operations.ts";
import { alone } from "../../engine/template/surroundings.ts";
import { templateAmong, templateOf } from "../../engine/template/template.ts";
import { textAt } from "../../engine/text/source.ts";
import { documentOf, templateIn } from "./reading.ts";

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
