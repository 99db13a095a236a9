import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resource } from "../../engine/template/model.ts";
import { referredTo } from "../../engine/template/references.ts";
import { resourceIn, said, templateIn, told, triggersIn } from "./reading.ts";

const head = "Transform: AWS::Serverless-2016-10-31\n";

/** The resources that SAM makes, in words: `AWS::Lambda::Url FnUrl at FunctionUrlConfig`. */
const madeIn = (text: string): string[] =>
  templateIn(text)
    .resources.filter((one) => one.writtenAs.includes("/") && !one.writtenAs.endsWith("/Role"))
    .map((one) => `${one.type} ${one.name} at ${one.key.value}`);

const property = (text: string, name: string, path: string) => told(resourceIn(text, name).property(path));

const keys = (resource: Resource, path: string) => resource.spelling(path)?.keys.join("/");

const api = `${head}Globals:
  Api: { TracingEnabled: true }
Resources:
  Gate:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      CacheClusterEnabled: true
      MethodSettings: [{ LoggingLevel: INFO }]
      Domain: { DomainName: a.example, SecurityPolicy: TLS_1_0, EndpointConfiguration: REGIONAL }
      Auth: { UsagePlan: { CreateUsagePlan: PER_API, Throttle: { RateLimit: 5 } } }
`;

test("a SAM API has a stage, and a domain and a usage plan where it asks for them", () => {
  assert.deepEqual(madeIn(api), [
    "AWS::ApiGateway::Stage GateprodStage at Gate",
    "AWS::ApiGateway::DomainName GateDomain at Domain",
    "AWS::ApiGateway::UsagePlan GateUsagePlan at UsagePlan",
  ]);
  assert.equal(property(api, "GateprodStage", "StageName"), `"prod" at prod`);
  assert.equal(property(api, "GateprodStage", "TracingEnabled"), "true at true, inherited");
  assert.equal(property(api, "GateprodStage", "MethodSettings/0/LoggingLevel"), `"INFO" at INFO`);
  assert.equal(property(api, "GateprodStage", "AccessLogSetting"), "absent");
  assert.equal(property(api, "GateprodStage", "Domain"), "absent");
  assert.equal(property(api, "GateDomain", "SecurityPolicy"), `"TLS_1_0" at TLS_1_0`);
  const stage = resourceIn(api, "GateprodStage");
  assert.equal(referredTo(stage.property("RestApiId")?.value, stage.template)?.name, "Gate");
  assert.equal(keys(stage, "AccessLogSetting/DestinationArn"), "Properties/AccessLogSetting/DestinationArn");
  assert.equal(keys(resourceIn(api, "GateDomain"), "SecurityPolicy"), "Properties/Domain/SecurityPolicy");
  assert.equal(keys(stage, "RestApiId"), undefined);
});

const implicit = (globals: string) => `${head}${globals}Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: Api, Properties: { Path: /x, Method: get } }
        Put: { Type: HttpApi, Properties: { Path: /x, Method: put } }
`;

test("events without an API make one, at Globals if it speaks of it", () => {
  const bare = implicit("");
  assert.deepEqual(madeIn(bare), [
    "AWS::ApiGateway::Stage ServerlessRestApiProdStage at Get",
    "AWS::ApiGatewayV2::Stage ServerlessHttpApiApiGatewayDefaultStage at Put",
  ]);
  assert.equal(keys(resourceIn(bare, "ServerlessRestApiProdStage"), "TracingEnabled"), "Globals/Api/TracingEnabled");
  const spoken = implicit("Globals:\n  Api: { TracingEnabled: true, Auth: { DefaultAuthorizer: AWS_IAM } }\n");
  const stage = resourceIn(spoken, "ServerlessRestApiProdStage");
  assert.equal(stage.key.value, "Api");
  assert.equal(told(stage.property("TracingEnabled")), "true at true");
  assert.equal(said(stage.property("StageName")?.value), `"Prod"`);
  assert.equal(keys(stage, "TracingEnabled"), "TracingEnabled");
  assert.equal(resourceIn(spoken, "ServerlessRestApi").type, "AWS::ApiGateway::RestApi");
});

const fn = `${head}Globals:
  Function: { FunctionUrlConfig: { AuthType: NONE } }
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 }
      EventInvokeConfig: { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Type: SQS } } }
      Events:
        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn, BatchSize: 5 } }
        Daily: { Type: Schedule, Properties: { Schedule: rate(1 day), Enabled: false, DeadLetterConfig: { Type: SQS } } }
        Weekly: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(7 days), RetryPolicy: { MaximumRetryAttempts: 1 } } }
        Bus: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } }
        News: { Type: SNS, Properties: { Topic: !Ref Topic, RedrivePolicy: { deadLetterTargetArn: x } } }
        Files: { Type: S3, Properties: { Bucket: !Ref Files } }
`;

test("what SAM makes of a function", () => {
  assert.deepEqual(madeIn(fn), [
    "AWS::Lambda::Url FnUrl at FunctionUrlConfig",
    "AWS::Lambda::EventInvokeConfig FnEventInvokeConfig at EventInvokeConfig",
    "AWS::Lambda::Alias FnAliaslive at AutoPublishAlias",
    "AWS::Lambda::EventSourceMapping FnJobs at Jobs",
    "AWS::Events::Rule FnDaily at Daily",
    "AWS::Scheduler::Schedule FnWeekly at Weekly",
    "AWS::Events::Rule FnBus at Bus",
    "AWS::SNS::Subscription FnNews at News",
  ]);
  assert.equal(property(fn, "FnUrl", "AuthType"), `"NONE" at NONE, inherited`);
  assert.equal(property(fn, "FnEventInvokeConfig", "MaximumRetryAttempts"), "0 at 0");
  assert.equal(
    property(fn, "FnEventInvokeConfig", "DestinationConfig/OnFailure/Destination"),
    "unknown because SAM makes the destination at { Type: SQS }",
  );
  assert.match(property(fn, "FnAliaslive", "ProvisionedConcurrencyConfig/ProvisionedConcurrentExecutions"), /^2 /);
});

test("the events of a function in CloudFormation's words", () => {
  assert.match(property(fn, "FnJobs", "EventSourceArn"), /^unknown \$\{Queue.Arn\}/);
  assert.equal(property(fn, "FnJobs", "BatchSize"), "5 at 5");
  assert.match(property(fn, "FnJobs", "FunctionName"), /^unknown \$\{Fn\}/);
  assert.equal(property(fn, "FnDaily", "ScheduleExpression"), `"rate(1 day)" at rate(1 day)`);
  assert.equal(property(fn, "FnDaily", "State"), `"DISABLED" at false`);
  assert.match(property(fn, "FnDaily", "Targets/0/DeadLetterConfig/Arn"), /^unknown because SAM makes the queue/);
  assert.match(property(fn, "FnDaily", "Targets/0/Arn"), /^unknown \$\{Fn.Arn\}/);
  assert.equal(property(fn, "FnBus", "Targets/0/DeadLetterConfig"), "absent");
  assert.equal(property(fn, "FnWeekly", "Target/RetryPolicy/MaximumRetryAttempts"), "1 at 1");
  assert.equal(property(fn, "FnNews", "RedrivePolicy/deadLetterTargetArn"), `"x" at x`);
  assert.equal(
    property(fn, "FnNews", "Protocol"),
    `"lambda" at ${`{ Topic: !Ref Topic, RedrivePolicy: { deadLetterTargetArn: x } }`}`,
  );
  assert.equal(keys(resourceIn(fn, "FnBus"), "Targets/0/DeadLetterConfig/Arn"), "Properties/DeadLetterConfig/Arn");
  assert.equal(keys(resourceIn(fn, "FnBus"), "EventPattern"), "Properties/Pattern");
  assert.equal(keys(resourceIn(fn, "FnBus"), "Targets"), undefined);
});

test("nothing that SAM makes starts a function a second time", () => {
  assert.deepEqual(
    triggersIn(fn, "Fn").map((line) => line.split(",")[0]),
    ["sqs", "schedule", "schedule", "eventbridge", "sns", "s3", "function-url"],
  );
});

test("a function's role is SAM's unless it is given one", () => {
  const role = resourceIn(fn, "FnRole");
  assert.deepEqual([role.type, role.key.value], ["AWS::IAM::Role", "Fn"]);
  assert.match(told(role.property("Policies")), /^unknown/);
  const given = `${head}Resources: { Fn: { Type: AWS::Serverless::Function, Properties: { Role: arn } } }`;
  assert.equal(templateIn(given).resource("FnRole"), undefined);
});

test("tables, state machines and GraphQL APIs", () => {
  const text = `${head}Resources:
  Table: { Type: AWS::Serverless::SimpleTable }
  Fixed: { Type: AWS::Serverless::SimpleTable, Properties: { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } } }
  Flow: { Type: AWS::Serverless::StateMachine, Properties: { Tracing: { Enabled: true }, Events: { Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } } } } }
  Graph: { Type: AWS::Serverless::GraphQLApi, Properties: { Auth: { Type: API_KEY }, Cache: { Ttl: 60 } } }
`;
  assert.match(property(text, "Table", "BillingMode"), /^"PAY_PER_REQUEST"/);
  assert.match(property(text, "Fixed", "BillingMode"), /^"PROVISIONED"/);
  assert.equal(property(text, "Flow", "TracingConfiguration/Enabled"), "true at true");
  assert.match(property(text, "FlowNightly", "Targets/0/Arn"), /^unknown \$\{Flow.Arn\}/);
  assert.equal(property(text, "Graph", "AuthenticationType"), `"API_KEY" at API_KEY`);
  assert.match(property(text, "Graph", "LogConfig"), /^unknown/);
  assert.equal(property(text, "GraphApiCache", "Ttl"), "60 at 60");
});
