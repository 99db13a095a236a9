import {
  type Resource,
  referredTo,
  type Template,
  templateRule,
  triggersOf,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { patternText } from "../shared/pattern-text.ts";
import { isAllow } from "../shared/statements.ts";
import { apiTypes, type ResourcePolicy, resourcePolicyOf } from "./_resource-policy.ts";

export default templateRule<ResourcePolicy>({
  meta: {
    id: "transit/api-deny-only",
    severity: "warning",
    confidence: "high",
    summary: "A REST API's policy only denies, so that every call is refused",
    why: "As soon as an API has a resource policy, a call needs a statement that allows it, unless a Lambda authorizer or IAM decides instead. A policy that only denies plain HTTP looks like a safeguard, and refuses everyone. Allow the calls that are meant, and deny the rest of them.",
    duty: "configuration",
    cwe: [],
    controls: [],
    references: [
      {
        title: "API Gateway: how resource policies affect the authorization workflow",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html",
      },
    ],
    examples: [
      {
        title: "A policy meant to enforce HTTPS",
        bad: `Resources:
  ApiGateway:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types:
          - REGIONAL
      Policy:
      ^^^^^^ the policy of 'ApiGateway' only denies: with nothing allowed, every call to it is refused
        Version: '2012-10-17'
        Statement:
          - Effect: Deny
            Principal: '*'
            Action: 'execute-api:Invoke'
            Resource: '*'
            Condition:
              Bool:
                'aws:SecureTransport': false`,
        fixed: `Resources:
  ApiGateway:
    Type: AWS::ApiGateway::RestApi
    Properties:
      EndpointConfiguration:
        Types:
          - REGIONAL
      Policy:
        Version: '2012-10-17'
        Statement:
          - Effect: Deny
            Principal: '*'
            Action: 'execute-api:Invoke'
            Resource: '*'
            Condition:
              Bool:
                'aws:SecureTransport': false
          - Effect: Allow
            Principal: '*'
            Action: execute-api:Invoke
            Resource: execute-api:/*`,
      },
      {
        title: "Users of a pool still need to be allowed",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Users
        Authorizers:
          Users:
            UserPoolArn: !GetAtt Pool.Arn
        ResourcePolicy:
          CustomStatements:
          ^^^^^^^^^^^^^^^^ the policy of 'Photos' only denies
            - Effect: Deny
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
              Condition:
                NotIpAddress:
                  aws:SourceIp: 203.0.113.0/24
  Pool:
    Type: AWS::Cognito::UserPool`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Users
        Authorizers:
          Users:
            UserPoolArn: !GetAtt Pool.Arn
        ResourcePolicy:
          CustomStatements:
            - Effect: Deny
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
              Condition:
                NotIpAddress:
                  aws:SourceIp: 203.0.113.0/24
            - Effect: Allow
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
  Pool:
    Type: AWS::Cognito::UserPool`,
      },
      {
        title: "The API of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  apiGateway:
    resourcePolicy:
    ^^^^^^^^^^^^^^ the policy of 'photos' only denies
      - Effect: Deny
        Principal: "*"
        Action: execute-api:Invoke
        Resource: execute-api:/*
        Condition:
          Bool:
            aws:SecureTransport: "false"
functions:
  list:
    handler: photos.list
    events:
      - http: GET /photos`,
        fixed: `service: photos
provider:
  name: aws
  apiGateway:
    resourcePolicy:
      - Effect: Deny
        Principal: "*"
        Action: execute-api:Invoke
        Resource: execute-api:/*
        Condition:
          Bool:
            aws:SecureTransport: "false"
      - Effect: Allow
        Principal: "*"
        Action: execute-api:Invoke
        Resource: execute-api:/*
functions:
  list:
    handler: photos.list
    events:
      - http: GET /photos`,
      },
      {
        title: "A Lambda authorizer allows; a method asks for a signature",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token:
            FunctionArn: !GetAtt Check.Arn
        ResourcePolicy:
          CustomStatements:
            - &https
              Effect: Deny
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
              Condition:
                Bool:
                  aws:SecureTransport: "false"
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: check.handler
  Internal:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy:
        Statement: [*https]
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Internal
      HttpMethod: GET
      AuthorizationType: AWS_IAM`,
      },
    ],
  },
  at: apiTypes,
  *check(_, resource) {
    const policy = resourcePolicyOf(resource);
    if (policy && !policy.statements.some(isAllow) && !mayAllowOtherwise(resource))
      yield { at: policy.at, data: policy };
  },
  message: ({ api }) => `the policy of '${api}' only denies: with nothing allowed, every call to it is refused`,
  fix: ({ node }, edit) => {
    const edits = edit.append(node, {
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "execute-api:/*",
    });
    return edits && { title: "Allow calls to the API", safety: "unsafe", edits };
  },
});

/** Whether something else than the policy may allow calls to some route of the API: IAM, a Lambda authorizer, what is not written here. */
function mayAllowOtherwise(api: Resource): boolean {
  const { template } = api;
  if (api.writtenAs === "functions")
    return routesOf(template).some((event) => allows(value.at(event, "authorizer"), []));
  if (api.property("Body") || api.property("BodyS3Location")) return true;
  if (api.writtenAs === "AWS::Serverless::Api") return samMayAllow(api);
  const methods = template.resources.filter(
    (one) => one.type === "AWS::ApiGateway::Method" && referredTo(one.property("RestApiId")?.value, template) === api,
  );
  return methods.some((method) => allows(method.property("AuthorizationType")?.value, []));
}

function samMayAllow(api: Resource): boolean {
  const named = value.map(api.property("Auth/Authorizers")?.value)?.entries ?? [];
  const pools = named.filter((one) => value.at(one.value, "UserPoolArn")).map((one) => String(one.key.value));
  const routes = routesOf(api.template).map((event) => value.at(event, "Properties", "Auth", "Authorizer"));
  return [api.property("Auth/DefaultAuthorizer")?.value, ...routes].some((authorizer) => allows(authorizer, pools));
}

/** What is written for each route to a function of the template. */
const routesOf = (template: Template): readonly Value[] =>
  template.resources.flatMap((resource) =>
    triggersOf(resource)
      .filter(({ kind }) => kind === "rest-api")
      .map(({ at }) => template.resolve(at)),
  );

/** Whether an authorizer is one that allows by itself: neither none, nor a user pool. */
function allows(authorizer: Value | undefined, pools: readonly string[]): boolean {
  if (!authorizer) return false;
  const name = value.text(authorizer) ?? value.text(value.at(authorizer, "type"));
  const arn = patternText(value.at(authorizer, "arn")) ?? "";
  return (
    !/^(none|cognito_user_pools)$/i.test(name ?? "") && !pools.includes(name ?? "") && !/cognito|userpool/i.test(arn)
  );
}
