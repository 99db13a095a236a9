import assert from "node:assert/strict";
import { test } from "node:test";
import { createEdit } from "../../engine/edit/create-edit.ts";
import type { Plain } from "../../engine/edit/edit.ts";
import { isMade } from "../../engine/template/serverless-made.ts";
import { templateOf } from "../../engine/template/template.ts";
import { textAt } from "../../engine/text/source.ts";
import { documentOf, resourceIn, said, templateIn, told } from "./reading.ts";

const service = (functions: string, provider = "", more = "") =>
  `service: shop\nprovider:\n  name: aws\n${provider}functions:\n${functions}${more}`;

const made = (text: string) =>
  templateIn(text)
    .resources.filter(isMade)
    .map((one) => `${one.name} ${one.type} ${one.writtenAs} at ${textAt(one.key)}`);

const property = (text: string, name: string, path: string) => told(resourceIn(text, name).property(path));

/** The text with a property of a resource set. Undefined: it cannot be written. */
function set(text: string, name: string, path: string, value: Plain): string | undefined {
  const document = documentOf(text);
  const resource = templateOf(document)?.resource(name);
  const edits = resource && createEdit(() => document).setProperty(resource, path, value);
  const [only] = edits ?? [];
  return only && text.slice(0, only.at.start) + only.text + text.slice(only.at.end);
}

const rest = service(
  "  list:\n    handler: a.list\n    events: [http: GET /a]\n",
  `  stage: prod
  endpointType: regional
  tracing: { apiGateway: true }
  logs: { restApi: { level: ERROR, fullExecutionData: false } }
  logRetentionInDays: 30
  apiGateway:
    minimumCompressionSize: 1024
    resourcePolicy: [{ Effect: Deny, Principal: "*" }]
    usagePlan: { throttle: { rateLimit: 5 } }
`,
);

test("a REST API is there if a function has a route of it", () => {
  assert.deepEqual(made(rest), [
    "ApiGatewayRestApi AWS::ApiGateway::RestApi provider.apiGateway at apiGateway",
    "ApiGatewayStage AWS::ApiGateway::Stage provider.apiGateway at logs",
    "ApiGatewayUsagePlan AWS::ApiGateway::UsagePlan provider.apiGateway at apiGateway",
    "ApiGatewayLogGroup AWS::Logs::LogGroup provider.logs at logs",
    "ListLogGroup AWS::Logs::LogGroup functions.logs at list",
    "IamRoleLambdaExecution AWS::IAM::Role provider.iam at provider",
  ]);
  assert.deepEqual(made(service("  a: { handler: a.b, disableLogs: true, role: r }\n")), []);
  const external = service("  a: { handler: a.b, events: [http: GET /a] }\n", "  apiGateway: { restApiId: x }\n");
  assert.deepEqual(
    made(external).filter((one) => one.includes("ApiGateway")),
    [],
  );
});

test("what 'provider' says of a REST API and its stage is read by CloudFormation's names", () => {
  assert.equal(property(rest, "ApiGatewayRestApi", "EndpointConfiguration/Types"), `["REGIONAL"] at regional`);
  assert.equal(property(rest, "ApiGatewayRestApi", "MinimumCompressionSize"), "1024 at 1024");
  assert.equal(
    said(resourceIn(rest, "ApiGatewayRestApi").property("Policy")?.value),
    `{ Statement: [{ Effect: "Deny", Principal: "*" }] }`,
  );
  assert.equal(property(rest, "ApiGatewayRestApi", "BinaryMediaTypes"), "absent");
  assert.equal(property(rest, "ApiGatewayStage", "TracingEnabled"), "true at true");
  assert.match(
    property(rest, "ApiGatewayStage", "AccessLogSetting/DestinationArn"),
    /^unknown \$\{ApiGatewayLogGroup\.Arn\}/,
  );
  assert.equal(
    said(resourceIn(rest, "ApiGatewayStage").property("MethodSettings")?.value),
    `[{ HttpMethod: "*", ResourcePath: "/*", LoggingLevel: "ERROR", DataTraceEnabled: false }]`,
  );
  assert.equal(property(rest, "ApiGatewayStage", "StageName"), `"prod" at prod`);
  assert.equal(property(rest, "ApiGatewayUsagePlan", "Throttle/RateLimit"), "5 at 5");
  assert.equal(property(rest, "ApiGatewayLogGroup", "RetentionInDays"), "30 at 30");
  assert.equal(property(rest, "ListLogGroup", "RetentionInDays"), "30 at 30, inherited");
  assert.match(property(rest, "ListLogGroup", "LogGroupName"), /^"\/aws\/lambda\/shop-prod-list"/);
  const plain = service("  list: { handler: a.b, events: [http: GET /a] }\n");
  assert.equal(property(plain, "ApiGatewayStage", "AccessLogSetting"), "absent");
  assert.equal(property(plain, "ApiGatewayStage", "TracingEnabled"), "absent");
});

const http = service(
  "  list: { handler: a.b, events: [httpApi: GET /a, websocket: $connect] }\n",
  "  httpApi: { cors: true, disableDefaultEndpoint: true }\n  logs: { httpApi: { format: x }, websocket: true }\n",
);

test("an HTTP API and a WebSocket API have their stages", () => {
  assert.deepEqual(
    made(http).filter((one) => one.includes("V2")),
    [
      "HttpApi AWS::ApiGatewayV2::Api provider.httpApi at httpApi",
      "HttpApiStage AWS::ApiGatewayV2::Stage provider.httpApi at logs",
      "WebsocketsApi AWS::ApiGatewayV2::Api provider.websocket at provider",
      "WebsocketsDeploymentStage AWS::ApiGatewayV2::Stage provider.websocket at logs",
    ],
  );
  assert.equal(property(http, "HttpApi", "CorsConfiguration/AllowOrigins"), `["*"] at true`);
  assert.equal(property(http, "HttpApi", "DisableExecuteApiEndpoint"), "true at true");
  assert.equal(property(http, "HttpApiStage", "AccessLogSettings/Format"), `"x" at x`);
  assert.equal(property(http, "WebsocketsDeploymentStage", "DefaultRouteSettings/LoggingLevel"), `"INFO" at true`);
  const own = service(
    "  a: { handler: a.b, events: [httpApi: '*'] }\n",
    "  httpApi: { cors: { allowedOrigins: [https://a.b] } }\n",
  );
  assert.equal(said(resourceIn(own, "HttpApi").property("CorsConfiguration/AllowOrigins")?.value), `["https://a.b"]`);
});

const events = service(`  work:
    handler: a.b
    url: { cors: true }
    destinations: { onFailure: other }
    maximumRetryAttempts: 0
    events:
      - sqs: { arn: !GetAtt Q.Arn, batchSize: 5, functionResponseType: ReportBatchItemFailures, maximumConcurrency: 4 }
      - sqs: arn:aws:sqs:eu-west-1:1:plain
      - stream: { type: kinesis, arn: !GetAtt S.Arn, destinations: { onFailure: { type: sqs, arn: !GetAtt Dead.Arn } } }
      - kafka: { topic: t, bootstrapServers: [a], accessConfigurations: {} }
      - schedule: rate(1 hour)
      - schedule: { rate: [rate(2 hours), rate(3 hours)], enabled: false }
      - eventBridge: { eventBus: my-bus, pattern: { source: [a] }, deadLetterQueueArn: !GetAtt Dead.Arn }
      - sns: alerts
      - sns: { topicName: alerts, filterPolicy: { a: [b] } }
      - s3: photos
      - s3: { bucket: theirs, existing: true }
      - cognitoUserPool: { pool: users, trigger: PreSignUp }
  other: { handler: c.d }
`);

test("events make their sources, and what feeds the function", () => {
  assert.deepEqual(
    made(events).filter((one) => / events\./.test(one)),
    [
      "WorkEventSourceMappingSQSQ AWS::Lambda::EventSourceMapping events.sqs at sqs",
      "WorkEventSourceMappingSQSPlain AWS::Lambda::EventSourceMapping events.sqs at sqs",
      "WorkEventSourceMappingKinesisS AWS::Lambda::EventSourceMapping events.stream at stream",
      "WorkEventSourceMappingKafkaT AWS::Lambda::EventSourceMapping events.kafka at kafka",
      "WorkEventsRuleSchedule1 AWS::Events::Rule events.schedule at schedule",
      "WorkEventsRuleSchedule2 AWS::Events::Rule events.schedule at schedule",
      "WorkEventsRuleSchedule3 AWS::Events::Rule events.schedule at schedule",
      "Shopdevworkrule7EventBridgeRule AWS::Events::Rule events.eventBridge at eventBridge",
      "MyDashbusEventBridgeEventBus AWS::Events::EventBus events.eventBridge at eventBridge",
      "SNSTopicAlerts AWS::SNS::Topic events.sns at sns",
      "WorkSnsSubscriptionAlerts AWS::SNS::Subscription events.sns at sns",
      "S3BucketPhotos AWS::S3::Bucket events.s3 at s3",
      "CognitoUserPoolUsers AWS::Cognito::UserPool events.cognitoUserPool at pool",
    ],
  );
  const queue = "WorkEventSourceMappingSQSQ";
  assert.equal(property(events, queue, "BatchSize"), "5 at 5");
  assert.equal(
    property(events, queue, "FunctionResponseTypes"),
    `["ReportBatchItemFailures"] at ReportBatchItemFailures`,
  );
  assert.equal(property(events, queue, "ScalingConfig/MaximumConcurrency"), "4 at 4");
  assert.match(property(events, queue, "EventSourceArn"), /^unknown \$\{Q\.Arn\}/);
  assert.equal(
    property(events, "WorkEventSourceMappingSQSPlain", "EventSourceArn"),
    `"arn:aws:sqs:eu-west-1:1:plain" at arn:aws:sqs:eu-west-1:1:plain`,
  );
  assert.match(
    property(events, "WorkEventSourceMappingKinesisS", "DestinationConfig/OnFailure/Destination"),
    /^unknown \$\{Dead\.Arn\}/,
  );
  assert.equal(property(events, "WorkEventSourceMappingKinesisS", "StartingPosition"), `"TRIM_HORIZON" at stream`);
  assert.equal(property(events, "WorkEventsRuleSchedule2", "State"), `"DISABLED" at false`);
  assert.match(
    property(events, "Shopdevworkrule7EventBridgeRule", "Targets/0/DeadLetterConfig/Arn"),
    /^unknown \$\{Dead\.Arn\}/,
  );
  assert.match(
    property(events, "Shopdevworkrule7EventBridgeRule", "Targets/0/Arn"),
    /^unknown \$\{WorkLambdaFunction\.Arn\}/,
  );
});

test("a URL and what becomes of asynchronous events are resources too", () => {
  assert.match(property(events, "WorkLambdaFunctionUrl", "AuthType"), /^"NONE"/);
  assert.equal(property(events, "WorkLambdaFunctionUrl", "Cors/AllowOrigins"), `["*"] at true`);
  assert.match(
    property(events, "WorkLambdaEvConf", "DestinationConfig/OnFailure/Destination"),
    /^unknown \$\{OtherLambdaFunction\.Arn\}/,
  );
  assert.equal(property(events, "WorkLambdaEvConf", "MaximumRetryAttempts"), "0 at 0");
  const urls = service(
    "  a: { handler: a.b, url: true }\n  b: { handler: a.b, url: { authorizer: aws_iam } }\n  c: { handler: a.b, url: false }\n",
  );
  assert.match(property(urls, "ALambdaFunctionUrl", "AuthType"), /^"NONE"/);
  assert.equal(property(urls, "BLambdaFunctionUrl", "AuthType"), `"AWS_IAM" at aws_iam`);
  assert.equal(templateIn(urls).resource("CLambdaFunctionUrl"), undefined);
});

test("layers, and the role that functions share", () => {
  const text = service(
    "  a: { handler: a.b }\n",
    "  iam: { role: { permissionsBoundary: arn:b, managedPolicies: [arn:p] } }\n",
    "layers:\n  my-lib: { path: lib, compatibleRuntimes: [nodejs22.x], allowedAccounts: ['*'] }\n",
  );
  assert.equal(property(text, "MyDashlibLambdaLayer", "CompatibleRuntimes/0"), `"nodejs22.x" at nodejs22.x`);
  assert.equal(property(text, "MyDashlibWildLambdaLayerPermission", "Principal"), `"*" at '*'`);
  assert.equal(property(text, "IamRoleLambdaExecution", "PermissionsBoundary"), `"arn:b" at arn:b`);
  assert.equal(property(text, "IamRoleLambdaExecution", "ManagedPolicyArns/0"), `"arn:p" at arn:p`);
});

test("extensions and resources of the same logical id speak of what is made", () => {
  const text = service(
    "  a: { handler: a.b, events: [http: GET /a, sns: t, s3: photos] }\n",
    "",
    `resources:
  extensions:
    ApiGatewayRestApi: { Properties: { MinimumCompressionSize: 5 } }
    ALogGroup: { DeletionPolicy: Retain, Properties: { KmsKeyId: k } }
    ALambdaFunction: { Properties: { ReservedConcurrentExecutions: 2 } }
  Resources:
    SNSTopicT: { Properties: { KmsMasterKeyId: alias/k } }
    S3BucketPhotos: { Type: AWS::S3::Bucket, Properties: { BucketEncryption: {} } }
`,
  );
  assert.equal(property(text, "ApiGatewayRestApi", "MinimumCompressionSize"), "5 at 5");
  assert.equal(property(text, "ALogGroup", "KmsKeyId"), `"k" at k`);
  assert.equal(said(resourceIn(text, "ALogGroup").attribute("DeletionPolicy")?.value), `"Retain"`);
  assert.equal(property(text, "a", "ReservedConcurrentExecutions"), "2 at 2");
  assert.equal(property(text, "SNSTopicT", "KmsMasterKeyId"), `"alias/k" at alias/k`);
  assert.equal(property(text, "SNSTopicT", "TopicName"), `"t" at t`);
  assert.equal(property(text, "S3BucketPhotos", "BucketName"), `"photos" at photos`);
  assert.deepEqual(
    templateIn(text)
      .resources.filter((one) => one.name === "S3BucketPhotos")
      .map((one) => one.writtenAs),
    ["AWS::S3::Bucket"],
  );
});

test("a property is written where the framework reads it, in its own form", () => {
  const text = service(
    "  a:\n    handler: a.b\n    events:\n      - http: GET /a\n      - sqs:\n          arn: x\n      - sns: t\n      - s3: photos\n",
  );
  assert.match(
    set(text, "ApiGatewayStage", "AccessLogSetting", { Format: "x" }) ?? "",
    /name: aws\n {2}logs:\n {4}restApi: true\n/,
  );
  assert.match(
    set(text, "ApiGatewayStage", "TracingEnabled", true) ?? "",
    /name: aws\n {2}tracing:\n {4}apiGateway: true\n/,
  );
  assert.match(
    set(text, "ApiGatewayRestApi", "EndpointConfiguration/Types", ["PRIVATE"]) ?? "",
    /name: aws\n {2}endpointType: PRIVATE\n/,
  );
  assert.match(
    set(text, "AEventSourceMappingSQSX", "FunctionResponseTypes", ["ReportBatchItemFailures"]) ?? "",
    /arn: x\n {10}functionResponseType: ReportBatchItemFailures\n/,
  );
  assert.match(set(text, "ALogGroup", "RetentionInDays", 30) ?? "", /- s3: photos\n {4}logRetentionInDays: 30\n/);
  assert.match(
    set(text, "S3BucketPhotos", "VersioningConfiguration", { Status: "Enabled" }) ?? "",
    /name: aws\n {2}s3:\n {4}photos:\n {6}versioningConfiguration:\n {8}Status: Enabled\n/,
  );
  assert.match(
    set(text, "SNSTopicT", "KmsMasterKeyId", "alias/k") ?? "",
    /\nresources:\n {2}extensions:\n {4}SNSTopicT:\n {6}Properties:\n {8}KmsMasterKeyId: alias\/k\n/,
  );
  assert.equal(set(text, "ApiGatewayStage", "CacheClusterEnabled", true), undefined);
});

test("a function may leave the network, name an image, and be of any file system", () => {
  const text = service(
    "  a: { handler: a.b, vpc: null }\n  b: { image: base, fileSystemConfig: { arn: x, localMountPath: /m } }\n",
    "  vpc: { subnetIds: [s], securityGroupIds: [g] }\n  ecr: { images: { base: { uri: repo/x@sha256:1 } } }\n",
  );
  assert.equal(property(text, "a", "VpcConfig/SubnetIds"), "absent");
  assert.equal(property(text, "b", "VpcConfig/SubnetIds/0"), `"s" at s, inherited`);
  assert.equal(property(text, "b", "Code/ImageUri"), `"repo/x@sha256:1" at repo/x@sha256:1, inherited`);
  assert.equal(property(text, "b", "PackageType"), `"Image" at base`);
  assert.equal(property(text, "b", "FileSystemConfigs/0/LocalMountPath"), `"/m" at /m`);
});
