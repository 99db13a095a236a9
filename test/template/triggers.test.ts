import assert from "node:assert/strict";
import { test } from "node:test";
import { triggersOf } from "../../engine/template/triggers.ts";
import { resourceIn, triggersIn } from "./reading.ts";

const sam = (events: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      ${events}
${more}`;

test("SAM events of every kind", () => {
  const events = `Events:
        Queue: { Type: SQS, Properties: { Queue: arn } }
        Topic: { Type: SNS }
        Files: { Type: S3 }
        Stream: { Type: DynamoDB }
        Shards: { Type: Kinesis }
        Daily: { Type: ScheduleV2 }
        Bus: { Type: EventBridgeRule }
        Alexa: { Type: AlexaSkill }
        Broken: text
      FunctionUrlConfig: { AuthType: NONE }`;
  assert.deepEqual(triggersIn(sam(events), "Fn"), [
    "sqs, at Queue",
    "sns, at Topic",
    "s3, at Files",
    "dynamodb, at Stream",
    "kinesis, at Shards",
    "schedule, at Daily",
    "eventbridge, at Bus",
    "alexa, at Alexa",
    "other, at Broken",
    "function-url, callers: none, at FunctionUrlConfig",
  ]);
});

const route = (auth: string, more?: string) =>
  triggersIn(sam(`Events: { Get: { Type: Api, Properties: { Path: /x, Method: get${auth} } } }`, more), "Fn");

test("a route of SAM is open unless an authorizer or a policy keeps callers out; an API key is no authorizer", () => {
  assert.deepEqual(route(""), ["rest-api get /x, callers: none, at Get"]);
  assert.deepEqual(route(", Auth: { ApiKeyRequired: true }"), ["rest-api get /x, callers: none, at Get"]);
  assert.deepEqual(route(", Auth: { Authorizer: Mine }"), ["rest-api get /x, callers: some, at Get"]);
  assert.deepEqual(route(", Auth: { Authorizer: !Ref Given }"), ["rest-api get /x, callers: unknown, at Get"]);
  assert.deepEqual(route(", Auth: { ResourcePolicy: { IpRangeWhitelist: [10.0.0.0/8] } }"), [
    "rest-api get /x, callers: some, at Get",
  ]);
  assert.deepEqual(route(", RestApiId: !ImportValue Shared"), ["rest-api get /x, callers: unknown, at Get"]);
});

test("the default authorizer comes from the API or from Globals, and NONE takes it away", () => {
  const globals = "Globals: { Api: { Auth: { DefaultAuthorizer: AWS_IAM } } }\n";
  assert.deepEqual(route("", globals), ["rest-api get /x, callers: some, at Get"]);
  assert.deepEqual(route(", Auth: { Authorizer: NONE }", globals), ["rest-api get /x, callers: none, at Get"]);
  const api =
    "  Gate: { Type: AWS::Serverless::Api, Properties: { StageName: p, Auth: { DefaultAuthorizer: Mine } } }\n";
  assert.deepEqual(route(", RestApiId: !Ref Gate", api), ["rest-api get /x, callers: some, at Get"]);
  assert.deepEqual(route("", api), ["rest-api get /x, callers: none, at Get"]);
});

test("an inline definition says which routes it secures", () => {
  const api = (security: string) =>
    `  Gate: { Type: AWS::Serverless::Api, Properties: { StageName: p, DefinitionBody: { openapi: 3.0.1, paths: { /x: { get: { ${security} } } } } } }\n`;
  assert.deepEqual(route(", RestApiId: !Ref Gate", api("responses: {}")), ["rest-api get /x, callers: none, at Get"]);
  assert.deepEqual(route(", RestApiId: !Ref Gate", api("security: [{ sigv4: [] }]")), [
    "rest-api get /x, callers: unknown, at Get",
  ]);
});

test("a function that SAM names as an authorizer is one", () => {
  const api = `  Gate:
    Type: AWS::Serverless::Api
    Properties:
      Auth: { Authorizers: { Mine: { FunctionArn: !GetAtt Fn.Arn, FunctionPayloadType: REQUEST } } }
`;
  assert.deepEqual(triggersIn(sam("Timeout: 3", api), "Fn"), ["authorizer, identity: request, at Mine"]);
});

const plain = (resources: string) => `Resources:
  Fn: { Type: AWS::Lambda::Function }
${resources}`;

test("CloudFormation's REST API: method, path and authorization", () => {
  const text = plain(`  Api: { Type: AWS::ApiGateway::RestApi }
  Photos: { Type: AWS::ApiGateway::Resource, Properties: { PathPart: photos, ParentId: !GetAtt Api.RootResourceId } }
  Photo: { Type: AWS::ApiGateway::Resource, Properties: { PathPart: "{id}", ParentId: !Ref Photos } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Photo
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations" }
  Put:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: PUT
      AuthorizationType: AWS_IAM
      Integration: { Uri: !Sub "arn:aws:apigateway:x:lambda:path/\${Fn.Arn}/invocations" }
  Permission: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Fn, Principal: apigateway.amazonaws.com } }
`);
  assert.deepEqual(triggersIn(text, "Fn"), [
    "rest-api GET /photos/{id}, callers: none, at Get",
    "rest-api PUT /, callers: some, at Put",
  ]);
});

test("an API that is private or has a policy is not simply open", () => {
  const method = (api: string) =>
    triggersIn(
      plain(`  Api: { Type: AWS::ApiGateway::RestApi, Properties: { ${api} } }
  Get: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, HttpMethod: GET, Integration: { Uri: !GetAtt Fn.Arn } } }
`),
      "Fn",
    );
  const policy = (statements: string) => `Policy: { Statement: [${statements}] }`;
  const everyone = `{ Effect: Allow, Principal: "*", Action: execute-api:Invoke }`;
  const plainHttp = `{ Effect: Deny, Principal: "*", Action: "*", Condition: { Bool: { "aws:SecureTransport": false } } }`;
  const otherAddress = `{ Effect: Deny, Principal: "*", Action: "*", Condition: { NotIpAddress: { "aws:SourceIp": 10.0.0.0/8 } } }`;
  assert.deepEqual(method("EndpointConfiguration: { Types: [PRIVATE] }"), ["rest-api GET, callers: unknown, at Get"]);
  assert.deepEqual(method(policy(`${everyone}, ${plainHttp}`)), ["rest-api GET, callers: none, at Get"]);
  assert.deepEqual(method(policy(`${everyone}, ${otherAddress}`)), ["rest-api GET, callers: some, at Get"]);
});

test("CloudFormation's HTTP and WebSocket APIs, URLs and authorizers", () => {
  const text = plain(`  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } }
  Joined: { Type: AWS::ApiGatewayV2::Integration, Properties: { IntegrationUri: !GetAtt Fn.Arn } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Http, RouteKey: GET /x, Target: !Join ["/", [integrations, !Ref Joined]] } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $connect, Target: !Sub "integrations/\${Joined}" } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Live, AuthType: NONE } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn } }
  Gatekeeper: { Type: AWS::ApiGateway::Authorizer, Properties: { Type: TOKEN, AuthorizerUri: !Sub "x/\${Fn.Arn}/invocations" } }
`);
  assert.deepEqual(triggersIn(text, "Fn"), [
    "http-api GET /x, callers: none, at Route",
    "websocket $connect, callers: none, at Connect",
    "function-url, callers: none, at Url",
    "authorizer, identity: token, at Gatekeeper",
  ]);
});

test("CloudFormation's queues, streams, buckets, topics, rules and user pools", () => {
  const text = plain(`  Queue: { Type: AWS::SQS::Queue }
  FromQueue: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Queue.Arn } }
  FromTable: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Table.StreamArn } }
  FromStream: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/s" } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Function: !GetAtt Fn.Arn }] } } }
  Mail: { Type: AWS::SNS::Subscription, Properties: { Protocol: lambda, Endpoint: !GetAtt Fn.Arn } }
  Rule: { Type: AWS::Events::Rule, Properties: { Targets: [{ Arn: !GetAtt Fn.Arn }] } }
  Daily: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 day), Targets: [{ Arn: !GetAtt Fn.Arn }] } }
  Pool: { Type: AWS::Cognito::UserPool, Properties: { LambdaConfig: { PreSignUp: !GetAtt Fn.Arn } } }
  Allowed: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Fn, Principal: elasticloadbalancing.amazonaws.com } }
  Told: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Fn, Principal: s3.amazonaws.com } }
`);
  assert.deepEqual(triggersIn(text, "Fn"), [
    "sqs, at FromQueue",
    "dynamodb, at FromTable",
    "kinesis, at FromStream",
    "s3, at Bucket",
    "sns, at Mail",
    "eventbridge, at Rule",
    "schedule, at Daily",
    "cognito, at PreSignUp",
    "alb, at Allowed",
  ]);
});

const service = (events: string, more = "", provider = "") => `service: s
provider: { name: aws${provider} }
functions:
  fn:
    handler: a.b
    ${events}
${more}`;

test("Serverless events of every kind", () => {
  const events = `events:
      - http: GET /short
      - http: { method: post, path: /long, private: true }
      - http: { method: get, path: /iam, authorizer: aws_iam }
      - http: { method: get, path: /late, authorizer: "\${file(auth.yml)}" }
      - httpApi: "*"
      - httpApi: { method: GET, path: /jwt, authorizer: { name: jwt } }
      - websocket: $connect
      - websocket: { route: $connect, authorizer: guard }
      - sqs: arn:aws:sqs:eu-west-1:1:q
      - stream: { type: kinesis, arn: !GetAtt S.Arn }
      - stream: arn:aws:dynamodb:eu-west-1:1:table/t/stream/x
      - sns: topic
      - s3: bucket
      - schedule: rate(1 hour)
      - eventBridge: { pattern: {} }
      - alb: { listenerArn: x }
      - cognitoUserPool: { pool: p, trigger: PreSignUp }
      - alexaSkill
    url: true`;
  assert.deepEqual(triggersIn(service(events), "fn"), [
    "rest-api GET /short, callers: none, at http",
    "rest-api post /long, callers: none, at http",
    "rest-api get /iam, callers: some, at http",
    "rest-api get /late, callers: unknown, at http",
    "http-api * *, callers: none, at httpApi",
    "http-api GET /jwt, callers: some, at httpApi",
    "websocket $connect, callers: none, at websocket",
    "websocket $connect, callers: some, at websocket",
    "sqs, at sqs",
    "kinesis, at stream",
    "dynamodb, at stream",
    "sns, at sns",
    "s3, at s3",
    "schedule, at schedule",
    "eventbridge, at eventBridge",
    "alb, callers: unknown, at alb",
    "cognito, at cognitoUserPool",
    "alexa, at alexaSkill",
    "function-url, callers: none, at url",
  ]);
  assert.deepEqual(triggersIn(service("url: { authorizer: aws_iam }"), "fn"), ["function-url, callers: some, at url"]);
});

test("authorizers that Serverless events name are triggers of those functions", () => {
  const more = `  other:
    handler: c.d
    events:
      - http: { method: get, path: /a, authorizer: fn }
      - http: { method: get, path: /b, authorizer: { name: fn, type: request } }
      - httpApi: { method: get, path: /c, authorizer: { name: mine } }
`;
  const provider = ", httpApi: { authorizers: { mine: { type: request, functionName: fn } } }";
  assert.deepEqual(triggersIn(service("timeout: 3", more, provider), "fn"), [
    "authorizer, identity: token, at authorizer",
    "authorizer, identity: request, at authorizer",
    "authorizer, identity: request, at mine",
  ]);
});

test("a function that the definition of an API runs has its routes, once", () => {
  const api = `  Gate:
    Type: AWS::Serverless::Api
    Properties:
      StageName: p
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /x:
            get: { x-amazon-apigateway-integration: { uri: !Sub "arn:\${Fn.Arn}/invocations" } }
            put: { x-amazon-apigateway-integration: { uri: !Sub "arn:\${Fn.Arn}/invocations" } }
`;
  assert.deepEqual(route(", RestApiId: !Ref Gate", api), [
    "rest-api get /x, callers: none, at Get",
    "rest-api PUT /x, callers: none, at put",
  ]);
});

test("services that call functions by themselves", () => {
  const text = plain(`  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: !GetAtt Fn.Arn, Next: B }
          B: { Type: Task, Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: !Ref Other }, End: true }
  Source: { Type: AWS::AppSync::DataSource, Properties: { Type: AWS_LAMBDA, LambdaConfig: { LambdaFunctionArn: !GetAtt Fn.Arn } } }
  Device: { Type: AWS::IoT::TopicRule, Properties: { TopicRulePayload: { Actions: [{ Lambda: { FunctionArn: !GetAtt Fn.Arn } }, { S3: { BucketName: b } }] } } }
  Mail: { Type: AWS::SES::ReceiptRule, Properties: { Rule: { Actions: [{ LambdaAction: { FunctionArn: !GetAtt Fn.Arn } }] } } }
  Edge: { Type: AWS::CloudFront::Distribution, Properties: { DistributionConfig: { DefaultCacheBehavior: { LambdaFunctionAssociations: [{ LambdaFunctionARN: !Ref Version }] } } } }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn } }
  Hose: { Type: AWS::KinesisFirehose::DeliveryStream, Properties: { ExtendedS3DestinationConfiguration: { ProcessingConfiguration: { Processors: [{ Parameters: [{ ParameterName: LambdaArn, ParameterValue: !GetAtt Fn.Arn }] }] } } } }
  Pipe: { Type: AWS::CodePipeline::Pipeline, Properties: { Stages: [{ Actions: [{ ActionTypeId: { Provider: Lambda }, Configuration: { FunctionName: !Ref Fn } }] }] } }
  Rule: { Type: AWS::Config::ConfigRule, Properties: { Source: { Owner: CUSTOM_LAMBDA, SourceIdentifier: !GetAtt Fn.Arn } } }
  Lines: { Type: AWS::Logs::SubscriptionFilter, Properties: { DestinationArn: !GetAtt Fn.Arn } }
  Turn: { Type: AWS::SecretsManager::RotationSchedule, Properties: { RotationLambdaARN: !GetAtt Fn.Arn } }
  Own: { Type: "Custom::Thing", Properties: { ServiceToken: !GetAtt Fn.Arn } }
`);
  assert.deepEqual(triggersIn(text, "Fn"), [
    "invoke, at Machine",
    "appsync, at Source",
    "iot, at Device",
    "ses, at Mail",
    "cloudfront, at Edge",
    "firehose, at Hose",
    "codepipeline, at Pipe",
    "config, at Rule",
    "logs, at Lines",
    "rotation, at Turn",
    "custom-resource, at Own",
  ]);
});

test("a task of a state machine of SAM that invokes a function", () => {
  const machine = (definition: string) => `  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      ${definition}
`;
  const task = `{ Type: Task, Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: !GetAtt Fn.Arn }, End: true }`;
  const text = sam("Timeout: 3", machine(`Definition: { StartAt: A, States: { A: ${task} } }`));
  assert.deepEqual(triggersIn(text, "Fn"), ["invoke, at Machine"]);
});

test("brokers and clusters that are read from", () => {
  const source = (properties: string) =>
    triggersIn(
      plain(`  Broker: { Type: AWS::AmazonMQ::Broker }
  Cluster: { Type: AWS::MSK::Cluster }
  From: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, ${properties} } }
`),
      "Fn",
    );
  assert.deepEqual(source("EventSourceArn: !GetAtt Broker.Arn"), ["mq, at From"]);
  assert.deepEqual(source("EventSourceArn: !Ref Cluster"), ["kafka, at From"]);
  assert.deepEqual(source("SelfManagedEventSource: { Endpoints: {} }"), ["kafka, at From"]);
  assert.deepEqual(source(`EventSourceArn: "arn:aws:rds:eu-west-1:1:cluster:docs"`), ["documentdb, at From"]);
});

test("permissions tell the service that calls, if nothing else does", () => {
  const permission = (principal: string) =>
    triggersIn(
      plain(
        `  May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Fn, Principal: ${principal} } }\n`,
      ),
      "Fn",
    );
  assert.deepEqual(permission("logs.eu-west-1.amazonaws.com"), ["logs, at May"]);
  assert.deepEqual(permission("secretsmanager.amazonaws.com"), ["rotation, at May"]);
  assert.deepEqual(permission("alexa-appkit.amazon.com"), ["alexa, at May"]);
  assert.deepEqual(permission(`"123456789012"`), ["other, at May"]);
});

test("more events of SAM and of the Serverless Framework", () => {
  const events = `Events:
        A: { Type: MSK }
        B: { Type: SelfManagedKafka }
        C: { Type: MQ }
        D: { Type: DocumentDB }
        E: { Type: IoTRule }
        F: { Type: CloudWatchLogs }`;
  assert.deepEqual(triggersIn(sam(events), "Fn"), [
    "kafka, at A",
    "kafka, at B",
    "mq, at C",
    "documentdb, at D",
    "iot, at E",
    "logs, at F",
  ]);
  const more = `events:
      - msk: { arn: a, topic: t }
      - kafka: { topic: t }
      - activemq: { arn: a, queue: q }
      - rabbitmq: { arn: a, queue: q }
      - iot: { sql: "SELECT * FROM 'a'" }
      - cloudwatchLog: /aws/x
      - cloudFront: { eventType: viewer-request, origin: s3://b }
      - eventBridge: { schedule: rate(1 hour) }`;
  assert.deepEqual(triggersIn(service(more), "fn"), [
    "kafka, at msk",
    "kafka, at kafka",
    "mq, at activemq",
    "mq, at rabbitmq",
    "iot, at iot",
    "logs, at cloudwatchLog",
    "cloudfront, at cloudFront",
    "schedule, at eventBridge",
  ]);
});

test("a rule for events of AWS services only", () => {
  const isOfAws = (pattern: string) =>
    triggersOf(
      resourceIn(
        plain(
          `  R: { Type: AWS::Events::Rule, Properties: { EventPattern: ${pattern}, Targets: [{ Arn: !GetAtt Fn.Arn }] } }\n`,
        ),
        "Fn",
      ),
    ).map((trigger) => trigger.isOfAws ?? false);
  assert.deepEqual(isOfAws("{ source: [aws.s3] }"), [true]);
  assert.deepEqual(isOfAws("{ source: [aws.s3, my.shop] }"), [false]);
  assert.deepEqual(isOfAws("{ detail-type: [x] }"), [false]);
});
