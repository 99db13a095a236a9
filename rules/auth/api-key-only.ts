import { operationTypes, templateRule } from "../../engine/authoring.ts";
import { authorizerFixes } from "./_authorizer-fixes.ts";
import { namesOf, type OpenRoutes, onlyKey, openRoutes } from "./_open-routes.ts";

export default templateRule<OpenRoutes>({
  meta: {
    id: "auth/api-key-only",
    severity: "warning",
    confidence: "high",
    summary: "A route guarded by an API key alone",
    why: "An API key is made to count and to limit what a client uses, not to tell who it is: it is the same for all users of an app, stands in the app for everyone to read, never expires and is kept in logs. API Gateway's own documentation says not to use it for authentication. Ask for a token or a signature besides.",
    duty: "configuration",
    cwe: [306],
    controls: ["SAS-2", "A2"],
    references: [
      {
        title: "API Gateway: usage plans and API keys",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
      },
    ],
    examples: [
      {
        title: "A SAM API that asks for a key",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ApiKeyRequired: true
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
      Events:
        List:
        ^^^^ only an API key guards 'GET /albums'
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: get`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ApiKeyRequired: true
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
      Events:
        List:
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: get
            Auth:
              Authorizer: AWS_IAM`,
      },
      {
        title: "A method in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Albums": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "albums.handler" } },
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "GetAlbums": {
    ^^^^^^^^^^^ only an API key guards 'GET /'
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "HttpMethod": "GET",
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] },
        "ApiKeyRequired": true,
        "Integration": {
          "Type": "AWS_PROXY",
          "Uri": { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Albums.Arn}/invocations" }
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Albums": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "albums.handler" } },
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "GetAlbums": {
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "HttpMethod": "GET",
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] },
        "ApiKeyRequired": true,
        "Integration": {
          "Type": "AWS_PROXY",
          "Uri": { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Albums.Arn}/invocations" }
        },
        "AuthorizationType": "AWS_IAM"
      }
    }
  }
}`,
      },
      {
        title: "All routes of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http:
        ^^^^ only an API key guards both routes of this API, 'GET /albums' and 'POST /albums'
          path: albums
          method: get
          private: true
      - http:
          path: albums
          method: post
          private: true`,
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http:
          path: albums
          method: get
          private: true
          authorizer: aws_iam
      - http:
          path: albums
          method: post
          private: true
          authorizer: aws_iam`,
      },
      {
        title: "A key beside an authorizer, for limits; no key at all is another matter",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http:
          path: albums
          method: get
          private: true
          authorizer: aws_iam
      - http:
          path: albums
          method: post
      - http:
          path: health
          method: get
          private: true`,
      },
    ],
  },
  at: operationTypes,
  *check(_, resource) {
    for (const routes of keyedRoutes(resource)) yield { at: routes.operations[0].key, data: routes };
  },
  message: (routes) => `only an API key guards ${namesOf(routes)}: it tells an app, not who uses it`,
  fix: ({ operations }, edit) => authorizerFixes(operations, edit),
});

const keyedRoutes = openRoutes(() => true, onlyKey);
