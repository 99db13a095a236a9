import { apiOf, type Edit, operationTypes, templateRule } from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";
import { isDefined, type OpenRoutes, openRoutes, openText, severityOf } from "./_open-routes.ts";

export default templateRule<OpenRoutes>({
  meta: {
    id: "auth/openapi-no-security",
    severity: "warning",
    confidence: "high",
    summary: "An operation of an OpenAPI definition that anyone can call",
    why: "API Gateway makes from an OpenAPI definition what the definition says, and asks for a token or a signature only where 'security' names a scheme with an authorizer. An operation without it is open to the internet, whatever the description of the API promises. Name a scheme for the operation, or one for all at the top of the definition.",
    duty: "configuration",
    cwe: [306],
    controls: ["APIGateway.8", "SAS-2", "A2"],
    references: [
      {
        title: "API Gateway: x-amazon-apigateway-authorizer",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html",
      },
      {
        title: "OpenAPI: the security requirement object",
        url: "https://spec.openapis.org/oas/v3.0.3#security-requirement-object",
      },
    ],
    examples: [
      {
        title: "One operation of a definition in a template",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /albums:
            get:
              security:
                - Users: []
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${List.Arn}/invocations
            post:
            ^^^^ anyone can call 'POST /albums': nothing checks who runs 'Save'
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Save.Arn}/invocations
        components:
          securitySchemes:
            Users:
              type: apiKey
              name: Authorization
              in: header
              x-amazon-apigateway-authtype: cognito_user_pools
              x-amazon-apigateway-authorizer:
                type: cognito_user_pools
                providerARNs: [!ImportValue Users]
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.save`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /albums:
            get:
              security:
                - Users: []
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${List.Arn}/invocations
            post:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Save.Arn}/invocations
              security:
                - Users: []
        components:
          securitySchemes:
            Users:
              type: apiKey
              name: Authorization
              in: header
              x-amazon-apigateway-authtype: cognito_user_pools
              x-amazon-apigateway-authorizer:
                type: cognito_user_pools
                providerARNs: [!ImportValue Users]
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.save`,
      },
      {
        title: "A definition of its own, nothing in it checked",
        file: "openapi.yaml",
        bad: `openapi: 3.0.1
info:
  title: albums
  version: "1"
paths:
  /albums:
    get:
    ^^^ anyone can call both routes of this API, 'GET /albums' and 'DELETE /albums/{id}'
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:list/invocations
  /albums/{id}:
    delete:
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:drop/invocations`,
      },
      {
        title: "A definition among the resources of a Serverless service, in OpenAPI 2",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Albums:
      Type: AWS::ApiGateway::RestApi
      Properties:
        Body:
          swagger: "2.0"
          paths:
            /albums:
              x-amazon-apigateway-any-method:
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ anyone can call 'ANY /albums': nothing checks who calls
                security: []
                x-amazon-apigateway-integration:
                  type: aws
                  httpMethod: POST
                  uri: arn:aws:apigateway:eu-west-1:sqs:path/111122223333/albums`,
      },
      {
        title: "Checked for all; a key; nothing behind it; only a description of an API elsewhere",
        file: "openapi.json",
        good: `{
  "openapi": "3.0.1",
  "info": { "title": "albums", "version": "1" },
  "security": [{ "users": [] }],
  "paths": {
    "/albums": {
      "get": { "x-amazon-apigateway-integration": { "type": "aws_proxy", "httpMethod": "POST", "uri": "arn:x" } },
      "post": {
        "security": [{ "key": [] }],
        "x-amazon-apigateway-integration": { "type": "aws_proxy", "httpMethod": "POST", "uri": "arn:x" }
      },
      "options": { "security": [], "x-amazon-apigateway-integration": { "type": "mock" } },
      "put": { "security": [], "responses": {} }
    }
  },
  "components": {
    "securitySchemes": {
      "users": { "type": "oauth2", "x-amazon-apigateway-authorizer": { "type": "jwt" } },
      "key": { "type": "apiKey", "name": "x-api-key", "in": "header" }
    }
  }
}`,
      },
    ],
  },
  at: operationTypes,
  *check(_, resource) {
    // what deploys a definition by itself may add an authorizer
    const isAlone = resource.template.dialect === "openapi";
    for (const routes of definedRoutes(resource)) {
      const how = isAlone ? ({ confidence: "medium" } as const) : { severity: severityOf(routes) };
      yield { at: routes.operations[0].key, data: routes, ...how };
    }
  },
  message: openText,
  fix: ({ operations }, edit) => {
    const api = operations[0].api;
    const names = (api && apiOf(api)?.authorizers.map(({ name }) => name)) ?? [];
    return [...new Set(names)].flatMap((name) => {
      const edits = secured({ operations }, name, edit);
      return edits ? [{ title: `Have callers checked by '${name}'`, safety: "unsafe" as const, edits }] : [];
    });
  },
});

const secured = ({ operations }: Pick<OpenRoutes, "operations">, name: string, edit: Edit) =>
  together(
    ...operations.map((operation) => {
      const place = operation.place("authorizer");
      return place && edit.set(place.under, place.keys, [{ [name]: [] }]);
    }),
  );

const definedRoutes = openRoutes(isDefined);
