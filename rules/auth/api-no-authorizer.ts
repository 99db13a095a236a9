import { operationTypes, templateRule } from "../../engine/authoring.ts";
import { authorizerFixes } from "./_authorizer-fixes.ts";
import { isDefined, type OpenRoutes, openRoutes, openText, severityOf } from "./_open-routes.ts";

export default templateRule<OpenRoutes>({
  meta: {
    id: "auth/api-no-authorizer",
    severity: "warning",
    confidence: "high",
    summary: "A route that anyone can call",
    why: "The address of an API is no secret: it is in every app that uses it, and found by those who look. Without an authorizer the function is run for whoever asks, and what it checks itself is the only check there is. Have API Gateway ask for a token or a signature first; say so in the file where a route is public on purpose. Preflight requests, health checks, sign-in and webhooks, which cannot have an authorizer, are not reported.",
    duty: "configuration",
    cwe: [306],
    controls: ["APIGateway.8", "SAS-2", "A2"],
    references: [
      {
        title: "AWS Config: routes with an authorization type",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/api-gwv2-authorization-type-configured.html",
      },
      {
        title: "SAM: authorization of an event",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapifunctionauth.html",
      },
    ],
    examples: [
      {
        title: "One route of an API that has an authorizer",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  PhotoApi:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token:
            FunctionArn: !GetAtt Check.Arn
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Events:
        Publish:
        ^^^^^^^ anyone can call 'POST /albums': nothing checks who runs 'Albums'
          Type: Api
          Properties:
            RestApiId: !Ref PhotoApi
            Path: /albums
            Method: post
        List:
          Type: Api
          Properties:
            RestApiId: !Ref PhotoApi
            Path: /albums
            Method: get
            Auth:
              Authorizer: Token
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  PhotoApi:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token:
            FunctionArn: !GetAtt Check.Arn
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Events:
        Publish:
          Type: Api
          Properties:
            RestApiId: !Ref PhotoApi
            Path: /albums
            Method: post
            Auth:
              Authorizer: Token
        List:
          Type: Api
          Properties:
            RestApiId: !Ref PhotoApi
            Path: /albums
            Method: get
            Auth:
              Authorizer: Token
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler`,
      },
      {
        title: "An HTTP API without any",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Events:
        Everything:
        ^^^^^^^^^^ anyone can call 'ANY /{proxy+}'
          Type: HttpApi
          Properties:
            Path: /{proxy+}
            Method: ANY`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.handler
      Events:
        Everything:
          Type: HttpApi
          Properties:
            Path: /{proxy+}
            Method: ANY
            Auth:
              Authorizer: AWS_IAM
Globals:
  HttpApi:
    Auth:
      EnableIamAuthorizer: true`,
      },
      {
        title: "A method of a REST API in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Albums": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "albums.handler" } },
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "GetAlbums": {
    ^^^^^^^^^^^ anyone can call 'GET /'
      "Type": "AWS::ApiGateway::Method",
      "Properties": {
        "HttpMethod": "GET",
        "RestApiId": { "Ref": "Api" },
        "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] },
        "Integration": {
          "Type": "AWS_PROXY",
          "Uri": { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Albums.Arn}/invocations" }
        },
        "AuthorizationType": "NONE"
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
        title: "Routes of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http: GET /albums
        ^^^^ anyone can call 'GET /albums'
  publish:
    handler: albums.publish
    events:
      - http:
          path: albums
          method: post
          authorizer: check
  check:
    handler: check.handler`,
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http:
          method: GET
          path: /albums
          authorizer: check
  publish:
    handler: albums.publish
    events:
      - http:
          path: albums
          method: post
          authorizer: check
  check:
    handler: check.handler`,
      },
      {
        title: "All routes of a Serverless service, told once",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - httpApi: GET /albums
        ^^^^^^^ anyone can call all 3 routes of this API, 'GET /albums', 'ANY /albums/{id}' and 1 more
      - httpApi: "* /albums/{id}"
  save:
    handler: albums.save
    events:
      - httpApi:
          path: /albums
          method: post`,
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - httpApi:
          method: GET
          path: /albums
          authorizer:
            type: aws_iam
      - httpApi:
          method: "*"
          path: /albums/{id}
          authorizer:
            type: aws_iam
  save:
    handler: albums.save
    events:
      - httpApi:
          path: /albums
          method: post
          authorizer:
            type: aws_iam`,
      },
      {
        title: "Checked by default; by key; public by nature; public on purpose",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - httpApi:
          path: /albums
          method: get
          authorizer: users
      - http:
          path: partners/albums
          method: get
          private: true
      - http: GET /health
      - httpApi: POST /auth/login
      - http: OPTIONS /albums
      # handrail-ignore auth/api-no-authorizer: the public gallery, read only
      - http: GET /gallery`,
      },
    ],
  },
  at: operationTypes,
  *check(_, resource) {
    for (const routes of declaredRoutes(resource))
      yield { at: routes.operations[0].key, data: routes, severity: severityOf(routes) };
  },
  message: openText,
  fix: ({ operations }, edit) => authorizerFixes(operations, edit),
});

const declaredRoutes = openRoutes((operation) => !isDefined(operation));
