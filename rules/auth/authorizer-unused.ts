import {
  type Api,
  type Authorizer,
  type Operation,
  referenceIn,
  templateRule,
  textAt,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { apisAt, apiTypes } from "./_apis.ts";

interface Finding {
  readonly authorizer: Authorizer;
  readonly api: Api;
}

export default templateRule<Finding>({
  meta: {
    id: "auth/authorizer-unused",
    severity: "warning",
    confidence: "high",
    summary: "An authorizer that no route asks",
    why: "An authorizer does nothing until routes name it. One that none does looks like protection to whoever reads the file, while every request passes it by; mostly the line at the routes, or the default for all of them, was forgotten.",
    duty: "configuration",
    cwe: [306],
    controls: ["SAS-2", "SAS-11"],
    references: [
      {
        title: "SAM: Lambda authorizers",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-controlling-access-to-apis-lambda-authorizer.html",
      },
    ],
    examples: [
      {
        title: "The default is missing",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token:
          ^^^^^ no route of 'Albums' asks 'Token'
            FunctionArn: !GetAtt Check.Arn
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler
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
            Method: get`,
      },
      {
        title: "A resource in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "ProtocolType": "HTTP" } },
    "Users": {
    ^^^^^^^ no route of 'Api' asks 'Users'
      "Type": "AWS::ApiGatewayV2::Authorizer",
      "Properties": { "ApiId": { "Ref": "Api" }, "AuthorizerType": "JWT", "Name": "users" }
    },
    "Route": {
      "Type": "AWS::ApiGatewayV2::Route",
      "Properties": { "ApiId": { "Ref": "Api" }, "RouteKey": "GET /albums" }
    }
  }
}`,
      },
      {
        title: "The authorizers of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  httpApi:
    authorizers:
      users:
        type: jwt
        issuerUrl: https://id.example.com
        audience: albums
      staff:
      ^^^^^ no route of 'albums' asks 'staff'
        type: jwt
        issuerUrl: https://staff.example.com
        audience: albums
functions:
  list:
    handler: albums.list
    events:
      - httpApi:
          path: /albums
          method: get
          authorizer:
            name: users`,
      },
      {
        title:
          "The default for all; one that a route names by reference; no routes here; a route that is not to be known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Which:
    Type: String
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Users
        Authorizers:
          Users:
            JwtConfiguration:
              issuer: https://id.example.com
              audience: [albums]
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
      Events:
        List:
          Type: HttpApi
          Properties:
            ApiId: !Ref Albums
            Path: /albums
            Method: get
  Api:
    Type: AWS::ApiGateway::RestApi
  Token:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      HttpMethod: GET
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Token
  Elsewhere:
    Type: AWS::ApiGateway::RestApi
  Shared:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Elsewhere
  Unclear:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token:
            FunctionArn: !GetAtt List.Arn
  Get:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.get
      Events:
        Get:
          Type: Api
          Properties:
            RestApiId: !Ref Unclear
            Path: /albums
            Method: get
            Auth:
              Authorizer: !Ref Which`,
      },
    ],
  },
  at: apiTypes,
  *check(_, resource) {
    for (const api of apisAt(resource)) {
      if (
        api.authorizers.length === 0 ||
        api.operations.length === 0 ||
        !api.isComplete ||
        !api.operations.every(isClear)
      )
        continue;
      for (const authorizer of api.authorizers)
        if (!isAsked(authorizer, api)) yield { at: authorizer.key, data: { authorizer, api } };
    }
  },
  message: ({ authorizer, api }) =>
    `no route of '${shown(api.name, 46)}' asks '${shown(authorizer.name, 46)}': requests pass it by`,
});

/** Whether it is to be known which authorizer an operation names. */
const isClear = ({ authorizerName: name, authorizer }: Operation): boolean =>
  authorizer !== "unknown" && (!name || namedBy(name) !== undefined || authorizer === "none");

const namedBy = (name: Value): string | undefined => value.text(name) ?? referenceIn(name)?.resource;

function isAsked({ name }: Authorizer, { operations, resource }: Api): boolean {
  // a requirement of a definition may name several schemes
  if (resource?.property("Body") && textAt(resource.entry).split(name).length > 2) return true;
  const standard = resource?.property("Auth/DefaultAuthorizer")?.value;
  if (standard && (namedBy(standard) ?? name) === name) return true;
  return operations.some(({ authorizerName }) => authorizerName && namedBy(authorizerName) === name);
}
