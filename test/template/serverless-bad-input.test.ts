import { test } from "node:test";
import { statementsOf } from "../../engine/policy/statements.ts";
import { deployedOf } from "../../engine/project/deployed.ts";
import type { Node } from "../../engine/syntax/node.ts";
import { apisOf } from "../../engine/template/apis.ts";
import { filesOf } from "../../engine/template/serverless.ts";
import { documentOf, said } from "./reading.ts";
import { type Files, templateAt } from "./surrounded.ts";

const main = "/app/svc/serverless.yml";

const text = `service: s
params: { default: { x: 1 } }
stages: { dev: { params: { y: "\${file(a.yml):v}" } } }
custom: { a: { b: "\${file(./\${self:service}.yml):x, 'd'}" } }
plugins: { modules: [serverless-iam-roles-per-function] }
provider:
  name: aws
  stage: "\${opt:stage, 'dev'}"
  endpointType: regional
  tracing: { apiGateway: true, lambda: true }
  logs: { restApi: { accessLogging: true, level: INFO }, httpApi: true, websocket: { executionLogging: false } }
  apiGateway: { resourcePolicy: [{ Effect: Allow }], usagePlan: { quota: { limit: 1 } }, metrics: true }
  httpApi: { cors: { allowedOrigins: [a] }, authorizers: { m: { type: request, functionName: fn } } }
  s3: { photos: { name: n, versioningConfiguration: { Status: Enabled } } }
  ecr: { images: { base: { uri: u } } }
  iam: { role: { mode: perFunction, statements: [{ Effect: Allow, Action: a:B, Resource: "*" }], tags: { a: b } } }
functions:
  - "\${file(a.yml):fns}"
  - fn:
      image: { name: base }
      vpc: null
      url: { authorizer: aws_iam, cors: { allowedOrigins: [x] } }
      destinations: { onFailure: { type: sqs, arn: "arn:x" }, onSuccess: fn }
      fileSystemConfig: { arn: x, localMountPath: y }
      iam: { inheritStatements: true, role: { statements: [], managedPolicies: [x] } }
      events:
        - http: { path: /, method: get, authorizer: { name: fn } }
        - httpApi: "*"
        - websocket: { route: $connect }
        - sqs: { arn: !GetAtt Q.Arn, filterPatterns: [{ a: [b] }], functionResponseType: x }
        - stream: { type: kinesis, arn: !Ref S, destinations: { onFailure: x } }
        - msk: { arn: a/b, topic: t, consumerGroupId: g }
        - schedule: { rate: [rate(1 hour)], enabled: false, method: scheduler, input: { a: b } }
        - cloudwatchEvent: { event: { source: [x] }, enabled: true }
        - eventBridge: { eventBus: bus, pattern: {}, retryPolicy: { maximumRetryAttempts: 1 }, deadLetterQueueArn: x }
        - sns: { topicName: t, filterPolicy: {}, redrivePolicy: { deadLetterTargetRef: Q } }
        - s3: { bucket: photos, event: x }
        - cognitoUserPool: { pool: p, trigger: PreSignUp }
layers: { lib: { path: x, allowedAccounts: ["*"] } }
resources:
  - Resources: { Q: { Type: AWS::SQS::Queue }, SNSTopicT: { Properties: { KmsMasterKeyId: k } } }
    extensions: { ApiGatewayRestApi: { Properties: { Name: n }, DeletionPolicy: Retain } }
  - "\${file(a.yml):res}"
`;

const others: Files = {
  "/app/svc/a.yml":
    "v: 1\nfns: { far: { handler: a.b, events: [sns: t] } }\nres: { Resources: '${file(a.yml):more}' }\nmore: { T: { Type: AWS::SNS::Topic } }\n",
  "/app/serverless-compose.yml": "services: { svc: { path: svc, params: { x: 2 } } }\n",
};

const paths =
  "Timeout Policy EndpointConfiguration/Types AccessLogSetting/Format AccessLogSettings MethodSettings Tags".concat(
    " CorsConfiguration Cors/AllowOrigins EventSourceArn FunctionResponseTypes FilterCriteria Targets/0/RetryPolicy State",
    " DestinationConfig/OnFailure/Destination TopicName BucketName VersioningConfiguration RedrivePolicy LogGroupName Code",
  );

function readAll(service: string, files: Files = others): void {
  const template = templateOrNot({ ...files, [main]: service });
  if (!template) return;
  for (const one of template.resources)
    for (const path of paths.split(" ")) {
      said(one.property(path)?.value);
      one.spelling(path)?.written?.([{ a: null }]);
      one.attribute("DeletionPolicy");
    }
  deployedOf(template);
  apisOf(template);
  filesOf(template);
  statementsOf(template);
}

function templateOrNot(files: Files) {
  try {
    return templateAt(main, files);
  } catch (error) {
    if (error instanceof Error && error.message === "it is no template") return undefined;
    throw error;
  }
}

function* valuesOf(node: Node): Generator<Node> {
  yield node;
  if (node.kind === "mapping") for (const entry of node.entries) yield* valuesOf(entry.value);
  if (node.kind === "sequence") for (const item of node.items) yield* valuesOf(item);
}

const wrong = [
  "text",
  "5",
  "",
  "[]",
  "{}",
  "[[x], 1]",
  "{ a: { b: c } }",
  "{ Ref: [] }",
  "!If [Prod, 1]",
  "*none",
].concat([
  "!Ref AWS::NoValue",
  "!Unheard-of [x]",
  '"${self:}"',
  '"${file(a.yml)}"',
  '"${file(serverless.yml):functions}"',
]);

test("values of the wrong kind at any place of a service, and of its other files, never throw", () => {
  readAll(text);
  for (const [path, whole] of Object.entries({ [main]: text, ...others })) {
    const [root] = documentOf(whole, path).roots;
    for (const [place, node] of (root ? [...valuesOf(root)] : []).entries())
      for (const value of wrong.filter((_, index) => (index + place) % 9 === 0)) {
        const changed = `${whole.slice(0, node.start)}${value}${whole.slice(node.end)}`;
        readAll(path === main ? changed : text, path === main ? others : { ...others, [path]: changed });
      }
  }
});

test("a service that ends anywhere never throws", () => {
  for (let end = 0; end < text.length; end += 97) readAll(text.slice(0, end));
});
