import { templateRule } from "../../engine/authoring.ts";
import { denialOf } from "../shared/plain-http.ts";
import { isAllow } from "../shared/statements.ts";
import { apiTypes, isAboutTransport, type ResourcePolicy, resourcePolicyOf } from "./_resource-policy.ts";

export default templateRule<ResourcePolicy>({
  meta: {
    id: "transit/api-secure-transport",
    severity: "info",
    confidence: "high",
    summary: "A REST API's policy does not deny plain HTTP",
    why: "API Gateway answers only over HTTPS, so nothing is open today. The denial of `aws:SecureTransport: false` keeps it so whatever is put in front of the API, and is what auditors look for in a resource policy.",
    duty: "encryption",
    cwe: [319],
    controls: [],
    references: [
      {
        title: "API Gateway: resource policies",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
      },
    ],
    examples: [
      {
        title: "A policy that only allows",
        bad: `Resources:
  Photos:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy:
      ^^^^^^ the policy of 'Photos' does not deny requests over plain HTTP
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*`,
        fixed: `Resources:
  Photos:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
          - Effect: Deny
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*
            Condition:
              Bool:
                aws:SecureTransport: "false"`,
      },
      {
        title: "A SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ResourcePolicy:
          CustomStatements:
          ^^^^^^^^^^^^^^^^ the policy of 'Photos' does not deny
            Effect: Allow
            Principal: "*"
            Action: execute-api:Invoke
            Resource: execute-api:/*`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ResourcePolicy:
          CustomStatements:
            - Effect: Allow
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
            - Effect: Deny
              Principal: "*"
              Action: execute-api:Invoke
              Resource: execute-api:/*
              Condition:
                Bool:
                  aws:SecureTransport: "false"`,
      },
      {
        title: "The API of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  apiGateway:
    resourcePolicy:
    ^^^^^^^^^^^^^^ the policy of 'photos' does not deny
      - Effect: Allow
        Principal: "*"
        Action: execute-api:Invoke
        Resource: execute-api:/*
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
      - Effect: Allow
        Principal: "*"
        Action: execute-api:Invoke
        Resource: execute-api:/*
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
      },
      {
        title: "Plain HTTP is denied",
        good: `Resources:
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
  Open:
    Type: AWS::ApiGateway::RestApi`,
      },
    ],
  },
  at: apiTypes,
  *check(_, resource) {
    const policy = resourcePolicyOf(resource);
    // with denials only, no request passes at all
    if (policy?.statements.some(isAllow) && !policy.statements.some(isAboutTransport))
      yield { at: policy.at, data: policy };
  },
  message: ({ api }) => `the policy of '${api}' does not deny requests over plain HTTP`,
  fix: ({ node }, edit) => {
    const edits = edit.append(node, denialOf("execute-api:Invoke", "execute-api:/*"));
    return edits && { title: "Deny requests over plain HTTP", safety: "safe", edits };
  },
});
