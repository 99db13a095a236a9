import { type Authorizer, templateRule, value, valueOf } from "../../engine/authoring.ts";
import { apisAt, apiTypes } from "./_apis.ts";

/** What a bearer token is made of. https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const bearer = "^Bearer [-0-9a-zA-Z._~+/]+=*$";

export default templateRule<Authorizer>({
  meta: {
    id: "auth/token-validation-regex",
    severity: "hint",
    confidence: "high",
    summary: "A token authorizer that is run for any text",
    why: "API Gateway can turn away what does not even look like a token, before the authorizer runs: that is free, and keeps nonsense from being parsed, logged and paid for. Without an expression each request with some text in the header runs the function.",
    duty: "configuration",
    cwe: [1284],
    controls: ["SAS-8"],
    references: [
      {
        title: "API Gateway: configuring a Lambda authorizer",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
      },
    ],
    examples: [
      {
        title: "An authorizer of a SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token:
          ^^^^^ 'Token' is run for any text
            FunctionArn: !GetAtt Check.Arn
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token:
            FunctionArn: !GetAtt Check.Arn
            Identity:
              ValidationExpression: ^Bearer [-0-9a-zA-Z._~+/]+=*$
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler`,
      },
      {
        title: "A resource in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "Token": {
    ^^^^^^^ 'Token' is run for any text
      "Type": "AWS::ApiGateway::Authorizer",
      "Properties": { "RestApiId": { "Ref": "Api" }, "Type": "TOKEN", "Name": "token" }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi" },
    "Token": {
      "Type": "AWS::ApiGateway::Authorizer",
      "Properties": { "RestApiId": { "Ref": "Api" }, "Type": "TOKEN", "Name": "token", "IdentityValidationExpression": "^Bearer [-0-9a-zA-Z._~+/]+=*$" }
    }
  }
}`,
      },
      {
        title: "An authorizer at a route of a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: albums.list
    events:
      - http:
          path: albums
          method: get
          authorizer:
          ^^^^^^^^^^ 'check' is run for any text
            name: check
            type: token
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
          path: albums
          method: get
          authorizer:
            name: check
            type: token
            identityValidationExpression: ^Bearer [-0-9a-zA-Z._~+/]+=*$
  check:
    handler: check.handler`,
      },
      {
        title: "With an expression; one that gets the whole request; users of a pool",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token:
            FunctionArn: !GetAtt Check.Arn
            Identity:
              ValidationExpression: ^Bearer .+$
          Request:
            FunctionArn: !GetAtt Check.Arn
            FunctionPayloadType: REQUEST
            Identity:
              Headers: [Authorization]
          Users:
            UserPoolArn: !ImportValue Users
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler`,
      },
    ],
  },
  at: apiTypes,
  *check(_, resource) {
    for (const api of apisAt(resource)) {
      if (api.kind !== "rest-api") continue;
      for (const authorizer of api.authorizers)
        if (isUnchecked(authorizer)) yield { at: authorizer.key, data: authorizer };
    }
  },
  message: ({ name }) => `'${name}' is run for any text: nothing turns away what cannot be a token`,
  fix: (authorizer, edit) => {
    const place = authorizer.place("validation");
    const edits = place && edit.set(place.under, place.keys, bearer);
    // clients that send a bare token are turned away
    return edits && { title: "Take only bearer tokens", safety: "unsafe", edits };
  },
});

function isUnchecked({ kind, place, written }: Authorizer): boolean {
  const validation = place("validation");
  if (kind !== "token" || !validation || (written && !value.map(written))) return false;
  return valueOf(validation.under, ...validation.keys) === undefined;
}
