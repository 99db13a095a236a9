import {
  apisOf,
  type Deployed,
  entryOf,
  type Property,
  projectRule,
  referredTo,
  scalarsOf,
  type Template,
  type Trigger,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { hasKeyBelow } from "../shared/entries-below.ts";
import { shown } from "../shared/shown.ts";

interface TooLong {
  readonly deployed: Deployed;
  readonly seconds: number;
  readonly limit: number;
  readonly gateway: string;
}

/** Seconds after which a gateway answers for a function that has not. */
const limits = [
  { kind: "cognito", limit: 5, gateway: "Cognito" },
  { kind: "authorizer", limit: 10, gateway: "the HTTP API" },
  { kind: "rest-api", limit: 29, gateway: "the REST API" },
  { kind: "http-api", limit: 30, gateway: "the HTTP API" },
  { kind: "appsync", limit: 30, gateway: "AppSync" },
] as const;

export default projectRule<TooLong>({
  meta: {
    id: "limits/timeout-over-gateway",
    severity: "warning",
    confidence: "high",
    summary: "A function may run on after its gateway has given up",
    why: "A REST API waits 29 seconds for a function (unless the quota and the integration's own timeout are raised), an HTTP API 30 seconds and 10 for its authorizer, AppSync 30, Cognito 5. After that the caller has an error and usually tries again, while the first invocation runs on: the work is done twice, and paid for each time. Work that takes longer belongs behind a queue or in a state machine.",
    duty: "configuration",
    cwe: [400],
    controls: ["SAS-8"],
    references: [
      {
        title: "API Gateway: integration timeout of REST APIs",
        url: "https://aws.amazon.com/about-aws/whats-new/2024/06/amazon-api-gateway-integration-timeout-limit-29-seconds/",
      },
      {
        title: "Lambda: the timeout of a function",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
      },
      {
        title: "AppSync: endpoints and quotas",
        url: "https://docs.aws.amazon.com/general/latest/gr/appsync.html",
      },
      {
        title: "Cognito: triggers of user pools",
        url: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html",
      },
    ],
    examples: [
      {
        title: "Two minutes behind a REST API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Timeout: 120
               ^^^ 'Report' may run 120 seconds, but the REST API answers its caller with an error after 29
      Events:
        Get:
          Type: Api
          Properties:
            Path: /report
            Method: get`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Timeout: 29
      Events:
        Get:
          Type: Api
          Properties:
            Path: /report
            Method: get`,
      },
      {
        title: "A minute for all functions, one of them behind an HTTP API",
        file: "serverless.yml",
        bad: `service: reports
provider:
  name: aws
  timeout: 60
functions:
  report:
  ^^^^^^ 'report' may run 60 seconds, but the HTTP API answers its caller with an error after 30
    handler: report.handler
    events:
      - httpApi: GET /report
  nightly:
    handler: report.nightly
    events:
      - schedule: rate(1 day)`,
        fixed: `service: reports
provider:
  name: aws
  timeout: 60
functions:
  report:
    handler: report.handler
    events:
      - httpApi: GET /report
    timeout: 30
  nightly:
    handler: report.nightly
    events:
      - schedule: rate(1 day)`,
      },
      {
        title: "A trigger of a user pool",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Users:
    Type: AWS::Cognito::UserPool
  Welcome:
    Type: AWS::Serverless::Function
    Properties:
      Handler: users.welcome
      Timeout: 15
               ^^ 'Welcome' may run 15 seconds, but Cognito answers its caller with an error after 5
      Events:
        Confirmed:
          Type: Cognito
          Properties:
            UserPool: !Ref Users
            Trigger: PostConfirmation`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Users:
    Type: AWS::Cognito::UserPool
  Welcome:
    Type: AWS::Serverless::Function
    Properties:
      Handler: users.welcome
      Timeout: 5
      Events:
        Confirmed:
          Type: Cognito
          Properties:
            UserPool: !Ref Users
            Trigger: PostConfirmation`,
      },
      {
        title: "The authorizer of an HTTP API, and that of a REST API, which has more time",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: auth.check
      Timeout: 20
               ^^ 'Check' may run 20 seconds, but the HTTP API answers its caller with an error after 10
  CheckRest:
    Type: AWS::Serverless::Function
    Properties:
      Handler: auth.checkRest
      Timeout: 20
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Callers:
            FunctionArn: !GetAtt Check.Arn
            AuthorizerPayloadFormatVersion: "2.0"
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        Authorizers:
          Callers:
            FunctionArn: !GetAtt CheckRest.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Check:
    Type: AWS::Serverless::Function
    Properties:
      Handler: auth.check
      Timeout: 10
  CheckRest:
    Type: AWS::Serverless::Function
    Properties:
      Handler: auth.checkRest
      Timeout: 20
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Callers:
            FunctionArn: !GetAtt Check.Arn
            AuthorizerPayloadFormatVersion: "2.0"
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        Authorizers:
          Callers:
            FunctionArn: !GetAtt CheckRest.Arn`,
      },
      {
        title: "The source of a GraphQL API's data",
        file: "template.json",
        bad: `{
  "Resources": {
    "Report": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "report.handler", "Timeout": 90 }
                                                              ^^ 'Report' may run 90 seconds, but AppSync answers its caller with an error after 30
    },
    "Reports": {
      "Type": "AWS::AppSync::DataSource",
      "Properties": {
        "ApiId": { "Fn::ImportValue": "api" },
        "Name": "reports",
        "Type": "AWS_LAMBDA",
        "LambdaConfig": { "LambdaFunctionArn": { "Fn::GetAtt": ["Report", "Arn"] } }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Report": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Handler": "report.handler", "Timeout": 30 }
    },
    "Reports": {
      "Type": "AWS::AppSync::DataSource",
      "Properties": {
        "ApiId": { "Fn::ImportValue": "api" },
        "Name": "reports",
        "Type": "AWS_LAMBDA",
        "LambdaConfig": { "LambdaFunctionArn": { "Fn::GetAtt": ["Report", "Arn"] } }
      }
    }
  }
}`,
      },
      {
        title: "A sender of messages, for which Cognito does not wait",
        file: "serverless.yml",
        good: `functions:
  send:
    handler: users.send
    timeout: 30
    events:
      - cognitoUserPool:
          pool: users
          trigger: CustomEmailSender`,
      },
      {
        title: "Within the gateway's time; invoked without waiting",
        file: "serverless.yml",
        good: `functions:
  report:
    handler: report.handler
    timeout: 29
    events:
      - http: GET /report
  start:
    handler: report.start
    timeout: 300
    events:
      - http:
          path: report
          method: post
          async: true`,
      },
    ],
  },
  *check(deployed) {
    const property = deployed.resource.property("Timeout");
    const seconds = value.number(property?.value);
    if (!property || seconds === undefined) return;
    for (const { kind, limit, gateway } of limits) {
      const trigger = deployed.triggers.find((one) => one.kind === kind && !isPatient(one, deployed));
      if (seconds <= limit || !trigger) continue;
      // a second more does no harm, but is worth knowing
      const severity = seconds === limit + 1 ? ("info" as const) : undefined;
      const trace = [{ at: trigger.key, message: `${gateway} waits for it` }];
      yield { at: placeOf(property, deployed), data: { deployed, seconds, limit, gateway }, severity, trace };
      return;
    }
  },
  message: ({ deployed, seconds, limit, gateway }) =>
    `'${shown(deployed.resource.name, 50)}' may run ${seconds} seconds, but ${gateway} answers its caller with an error after ${limit}`,
  fix: ({ deployed, limit }, edit) => {
    const edits = edit.setProperty(deployed.resource, "Timeout", limit);
    const isOnlyBehindGateways = deployed.triggers.every(({ kind }) => limits.some((one) => one.kind === kind));
    return (
      edits && { title: `Stop it after ${limit} seconds`, safety: isOnlyBehindGateways ? "safe" : "unsafe", edits }
    );
  },
});

/** A timeout that all functions share is right for others: there the finding is about the function. */
const placeOf = ({ inherited, at }: Property, { resource }: Deployed) => (inherited ? resource.key : at);

const patience = /^(timeoutInMillis|async|responseTransferMode|.*invocation-?type|Fn::Transform)$/i;

/** Whether the route does not wait for the function, or has a timeout of its own that may be longer, here or where its API is defined. */
function isPatient(trigger: Trigger, { resource, template }: Deployed): boolean {
  const { at, kind } = trigger;
  if (kind === "cognito") return isSender(trigger) || isOnlyPermitted(at, template);
  if (kind === "appsync") return isOnlyPermitted(at, template) || template.says("invocationType");
  if (kind === "authorizer") return !runsForHttpApi(resource, template);
  return isRoutePatient(at, template);
}

/** Cognito does not wait for what sends messages for it. */
const isSender = ({ at, key }: Trigger): boolean =>
  [key, ...[...scalarsOf(at)].map(({ scalar }) => scalar)].some(({ value: word }) =>
    /^Custom(?:SMS|Email)Sender$/.test(String(word)),
  );

const runsForHttpApi = (resource: Deployed["resource"], template: Template): boolean =>
  apisOf(template).some(
    ({ kind, authorizers }) => kind === "http-api" && authorizers.some(({ runs }) => runs === resource),
  );

const isOnlyPermitted = (at: Trigger["at"], template: Template): boolean =>
  value.text(value.at(template.resolve(at), "Type")) === "AWS::Lambda::Permission";

function isRoutePatient(at: Trigger["at"], template: Template): boolean {
  // a permission says that an API calls, not how
  if (isOnlyPermitted(at, template)) return true;
  const properties = valueOf(at, "Properties");
  const reference = entryOf(properties, "RestApiId") ?? entryOf(properties, "ApiId");
  const api = reference && referredTo(template.resolve(reference.value), template);
  return (
    hasKeyBelow(at, patience) ||
    hasKeyBelow(api?.entry.value, patience) ||
    api?.property("BodyS3Location") !== undefined
  );
}
