import assert from "node:assert/strict";
import { test } from "node:test";
import { apisOf } from "../../engine/template/apis.ts";
import type { Operation } from "../../engine/template/operation.ts";
import { operationsOf } from "../../engine/template/operations.ts";
import { said, templateIn } from "./reading.ts";

/** An operation in words: `rest-api Api GET /photos by Get, callers: none, key: false, runs Fn`. */
function toldOperation(one: Operation): string {
  const facts = [
    [one.kind, one.api?.name ?? "-", one.method ?? "-", one.path ?? "-", "by", one.key.value].join(" "),
    `callers: ${one.authorizer}`,
    one.needsKey === false ? "" : `key: ${one.needsKey}`,
    one.authorizerName ? `named ${said(one.authorizerName)}` : "",
    one.validator ? "validated" : "",
    one.models ? "modelled" : "",
    one.runs ? `runs ${one.runs.name}` : "",
    one.integration?.type ?? "",
    one.isPreflight ? "preflight" : "",
  ];
  return facts.filter(Boolean).join(", ");
}

const operationsIn = (text: string): string[] => operationsOf(templateIn(text)).map(toldOperation);

const apisIn = (text: string): string[] =>
  apisOf(templateIn(text)).map(
    (api) =>
      `${api.kind} ${api.name}: ${api.operations.length} operations, ${api.stages.map((stage) => stage.name).join()} stages, ${api.authorizers
        .map(
          (one) =>
            `${one.name} ${one.kind}${one.ttl ? ` ${said(one.ttl)}` : ""}${one.runs ? ` runs ${one.runs.name}` : ""}`,
        )
        .join()}, private: ${api.isPrivate}`,
  );

const rest = `Resources:
  Fn: { Type: AWS::Lambda::Function }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { EndpointConfiguration: { Types: [EDGE] } } }
  Prod: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api } }
  Check:
    Type: AWS::ApiGateway::Authorizer
    Properties: { RestApiId: !Ref Api, Type: TOKEN, AuthorizerResultTtlInSeconds: 0, AuthorizerUri: !Sub "arn:\${Fn.Arn}/invocations" }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: any
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Check
      ApiKeyRequired: true
      RequestValidatorId: !Ref Validator
      Integration: { Type: AWS_PROXY, Uri: !Sub "arn:x:\${Fn.Arn}/invocations" }
`;

test("operations, stages and authorizers of a REST API", () => {
  assert.deepEqual(operationsIn(rest), [
    "rest-api Api ANY / by Get, callers: some, key: true, named unknown ${Check}, validated, runs Fn, AWS_PROXY",
  ]);
  assert.deepEqual(apisIn(rest), ["rest-api Api: 1 operations, Prod stages, Check token 0 runs Fn, private: false"]);
});

test("routes of an HTTP API and a WebSocket", () => {
  const text = `Resources:
  Fn: { Type: AWS::Lambda::Function }
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } }
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }
  Call: { Type: AWS::ApiGatewayV2::Integration, Properties: { IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn } }
  Get: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /photos, Target: !Sub "integrations/\${Call}" } }
  Rest: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: $default, AuthorizationType: JWT } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $connect, AuthorizationType: AWS_IAM } }
`;
  assert.deepEqual(operationsIn(text), [
    "http-api Quick ANY $default by Target, callers: none, runs Fn",
    "http-api Api GET /photos by Get, callers: none, runs Fn, AWS_PROXY",
    `http-api Api ANY $default by Rest, callers: some, named "JWT"`,
    `websocket Socket - $connect by Connect, callers: some, named "AWS_IAM"`,
  ]);
});

test("routes of a Serverless service, and the API it has made", () => {
  const text = `service: photos
provider:
  name: aws
  endpointType: PRIVATE
  httpApi: { authorizers: { users: { type: jwt } } }
functions:
  list:
    handler: a.list
    events:
      - http: GET /photos
      - http: { method: post, path: photos, private: true, authorizer: { name: check, resultTtlInSeconds: 0 }, request: { schemas: {} } }
      - httpApi: { method: get, path: /photos, authorizer: { name: users } }
      - httpApi: "*"
  check: { handler: a.check }
`;
  assert.deepEqual(operationsIn(text), [
    "rest-api ApiGatewayRestApi GET /photos by http, callers: unknown, runs list, AWS_PROXY",
    `rest-api ApiGatewayRestApi POST /photos by http, callers: some, key: true, named "check", validated, modelled, runs list, AWS_PROXY`,
    `http-api HttpApi GET /photos by httpApi, callers: some, named "users", runs list, AWS_PROXY`,
    "http-api HttpApi ANY $default by httpApi, callers: none, runs list, AWS_PROXY",
  ]);
  assert.deepEqual(apisIn(text), [
    "rest-api photos: 2 operations, ApiGatewayStage stages, check token 0 runs check, private: true",
    "http-api photos: 2 operations, HttpApiStage stages, users jwt, private: false",
  ]);
});

test("a definition says what its API offers; an event for the same route says nothing more", () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: Api, Properties: { Path: /photos, Method: get, RestApiId: !Ref Api } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        components:
          securitySchemes:
            key: { type: apiKey, name: x-api-key, in: header }
            pool: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: { type: cognito_user_pools } }
        paths:
          /photos:
            parameters: []
            get:
              security: [{ key: [] }]
              x-amazon-apigateway-integration: { type: aws_proxy, uri: !Sub "arn:\${Fn.Arn}/invocations" }
            post:
              security: [{ pool: [] }]
              requestBody: {}
            options:
              x-amazon-apigateway-integration: { type: mock }
`;
  assert.deepEqual(operationsIn(text), [
    "rest-api Api GET /photos by get, callers: none, key: true, runs Fn, AWS_PROXY",
    `rest-api Api POST /photos by post, callers: some, named "pool", modelled`,
    "rest-api Api OPTIONS /photos by options, callers: none, MOCK, preflight",
  ]);
});
