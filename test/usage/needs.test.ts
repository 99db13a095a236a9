import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../../engine/policy/target.ts";
import type { Need } from "../../engine/privileges/need.ts";
import { needsOf } from "../../engine/privileges/needs.ts";
import type { Said, UsedCall } from "../../engine/program/sdk.ts";
import { deployedOf } from "../../engine/project/deployed.ts";
import type { Template } from "../../engine/template/model.ts";
import { templateIn } from "../template/reading.ts";
import "../typescript.ts";

type Input = Readonly<Record<string, Said>>;

/** A call with these parameters; those that are not there are absent. `{ "*": "unknown" }`: nothing is known of them. */
function call(service: string, operation: string, input: Input, at: UsedCall["at"]): UsedCall {
  const said = (path: string): Said => input[path] ?? input["*"] ?? "absent";
  return { service, operation, version: 3, at, said };
}

type Calls = readonly (readonly [name: string, input?: Input])[];

/** The needs of the function `Fn`: `action on`, where `on` is the logical id or the ARN and what follows; `?` before a conditional one. */
function needed(template: Template, calls: Calls = []): readonly string[] {
  const deployed = deployedOf(template).find(({ resource }) => resource.name === "Fn");
  assert.ok(deployed);
  const used = calls.map(([name, input = {}]) => {
    const [service = "", operation = ""] = name.split(".");
    return call(service, operation, input, deployed.resource.key);
  });
  const document = undefined;
  const { needs, gaps } = needsOf(deployed, {
    document,
    modules: [],
    calls: used,
    others: [],
    gaps: [],
    complete: true,
  });
  return [...needs.flatMap(shown), ...gaps.map(({ why }) => `! ${why}`)];
}

function shown({ action, targets, kind, by, isAny, isOpen }: Need): readonly string[] {
  const mark = `${isOpen ? "?? " : kind === "conditional" ? "? " : ""}${action}`;
  const end = by === undefined ? "" : ` (${by})`;
  if (isAny) return [`${mark} ${targets?.map(on).join(" or ")}${end}`];
  return targets ? targets.map((target) => `${mark} ${on(target)}${end}`) : [`${mark} …${end}`];
}

const on = ({ arn, resource, suffix = "" }: Target): string =>
  resource
    ? `${resource.name}${suffix}`
    : arn.replace("arn:${AWS::Partition}:", "").replace("${AWS::Region}:${AWS::AccountId}", "");

const isOfCall = (line: string): boolean => !/\((?:logs|tracing|network)\)$/.test(line);

/** What calls of a function need beside logs, without what is conditional. */
const requiredOf = (template: Template, calls: Calls): readonly string[] =>
  needed(template, calls).filter((line) => isOfCall(line) && !line.startsWith("?"));

const app = templateIn(`AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Prefix: { Type: String }
  Prod: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Prod, "yes"]
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      CodeUri: src/
      Environment:
        Variables:
          TABLE: !Ref Orders
          NAMED: !Sub "\${AWS::StackName}-named"
          EITHER: !If [IsProd, !Ref Orders, !Ref Named]
          BUCKET: !Ref Photos
          QUEUE: !Ref Jobs
          QUEUE_ATTRIBUTE: !GetAtt Jobs.QueueUrl
          TOPIC: !Ref News
          SECRET: !Ref Password
          SECRET_NAME: prod/other
          BUS: !GetAtt Bus.Arn
          MACHINE: !Ref Flow
          WORKER: !GetAtt Worker.Arn
          POOL: !Ref Users
          KEY: !GetAtt Key.Arn
          STREAM: !Ref Clicks
          ROLE: !GetAtt Passed.Arn
          PARAMETER: /app/setting
          ELSEWHERE: !ImportValue other-table
          GIVEN: !Ref Prefix
          BUILT: !Sub "\${Prefix}-built"
          GROUP: reports
          ALIAS: !Ref Live
          LOOKED_UP: "{{resolve:ssm:table}}"
  Orders: { Type: AWS::DynamoDB::Table }
  Named:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !Sub "\${AWS::StackName}-named" }
  Photos: { Type: AWS::S3::Bucket }
  Fixed:
    Type: AWS::S3::Bucket
    Properties: { BucketName: fixed-photos }
  Jobs: { Type: AWS::SQS::Queue }
  News: { Type: AWS::SNS::Topic }
  Password: { Type: AWS::SecretsManager::Secret }
  Bus:
    Type: AWS::Events::EventBus
    Properties: { Name: shop }
  Flow: { Type: AWS::StepFunctions::StateMachine }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: worker.handler, CodeUri: src/ }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Worker, Name: live, FunctionVersion: "1" } }
  Users: { Type: AWS::Cognito::UserPool }
  Key: { Type: AWS::KMS::Key }
  Named2: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/app, TargetKeyId: !Ref Key } }
  Clicks: { Type: AWS::Kinesis::Stream }
  Passed: { Type: AWS::IAM::Role }
  Setting:
    Type: AWS::SSM::Parameter
    Properties: { Name: /app/setting }
  Mail: { Type: AWS::SES::EmailIdentity, Properties: { EmailIdentity: shop.example } }
  Sockets:
    Type: AWS::ApiGatewayV2::Api
    Properties: { ProtocolType: WEBSOCKET }
`);

const table = { TableName: ["${process.env.TABLE}"] };

for (const [title, calls, expected] of [
  ["the name that Ref gives", [["dynamodb.GetItem", table]], ["dynamodb:GetItem Orders"]],
  [
    "a name as the template spells it",
    [["dynamodb.PutItem", { TableName: ["${process.env.NAMED}"] }]],
    ["dynamodb:PutItem Named"],
  ],
  [
    "both branches of a condition",
    [["dynamodb.PutItem", { TableName: ["${process.env.EITHER}"] }]],
    ["dynamodb:PutItem Orders or Named"],
  ],
  ["a name of no resource", [["dynamodb.Scan", { TableName: ["users"] }]], ["dynamodb:Scan dynamodb::table/users"]],
  [
    "a name with a piece that is not known",
    [["dynamodb.Scan", { TableName: ["users-\0"] }]],
    ["dynamodb:Scan dynamodb::table/users-*"],
  ],
  [
    "a parameter of the template",
    [["dynamodb.Scan", { TableName: ["${process.env.GIVEN}"] }]],
    ["dynamodb:Scan dynamodb::table/${Prefix}"],
  ],
  [
    "a name made from a parameter",
    [["dynamodb.Scan", { TableName: ["${process.env.BUILT}"] }]],
    ["dynamodb:Scan dynamodb::table/${Prefix}-built"],
  ],
  ["another stack's", [["dynamodb.Scan", { TableName: ["${process.env.ELSEWHERE}"] }]], ["dynamodb:Scan …"]],
  ["a variable that is not set", [["dynamodb.Scan", { TableName: ["${process.env.MISSING}"] }]], ["dynamodb:Scan …"]],
  ["nothing known", [["dynamodb.Scan", { "*": "unknown" }]], ["dynamodb:Scan …"]],
  [
    "a reference to another kind of thing",
    [["dynamodb.Scan", { TableName: ["${process.env.TOPIC}"] }]],
    ["dynamodb:Scan …"],
  ],
  ["an index", [["dynamodb.Query", { ...table, IndexName: ["by-owner"] }]], ["dynamodb:Query Orders/index/by-owner"]],
  ["no index", [["dynamodb.Query", table]], ["dynamodb:Query Orders"]],
  [
    "an index that may be",
    [["dynamodb.Query", { ...table, IndexName: "unknown" }]],
    ["dynamodb:Query Orders or Orders/index/*"],
  ],
  [
    "tables as keys",
    [["dynamodb.BatchWriteItem", { "RequestItems.*": ["${process.env.TABLE}", "logs"] }]],
    ["dynamodb:BatchWriteItem Orders", "dynamodb:BatchWriteItem dynamodb::table/logs"],
  ],
  [
    "a transaction",
    [
      [
        "dynamodb.TransactWriteItems",
        {
          "TransactItems.[].Put.TableName": ["${process.env.TABLE}"],
          "TransactItems.[].ConditionCheck.TableName": ["${process.env.NAMED}"],
        },
      ],
    ],
    ["dynamodb:PutItem Orders", "dynamodb:ConditionCheckItem Named"],
  ],
  [
    "statements",
    [
      ["dynamodb.ExecuteStatement", { Statement: ['SELECT * FROM "${process.env.TABLE}"."by-day" WHERE id = ?'] }],
      [
        "dynamodb.BatchExecuteStatement",
        { "Statements.[].Statement": ["insert into users value {'id': ?}", "UPDATE users SET a=1"] },
      ],
    ],
    [
      "dynamodb:PartiQLSelect Orders/index/by-day",
      "dynamodb:PartiQLInsert dynamodb::table/users",
      "dynamodb:PartiQLUpdate dynamodb::table/users",
    ],
  ],
  [
    "a known key",
    [["s3.GetObject", { Bucket: ["${process.env.BUCKET}"], Key: ["config.json"] }]],
    ["s3:GetObject Photos/config.json"],
  ],
  [
    "a key that begins known",
    [["s3.PutObject", { Bucket: ["${process.env.BUCKET}"], Key: ["uploads/\0"] }]],
    ["s3:PutObject Photos/uploads/*"],
  ],
  ["a key that is not known", [["s3.HeadObject", { Bucket: ["fixed-photos"], Key: ["\0"] }]], ["s3:GetObject Fixed/*"]],
  [
    "a bucket",
    [["s3.ListObjectsV2", { Bucket: ["${process.env.BUCKET}"], Prefix: ["uploads/"] }]],
    ["s3:ListBucket Photos"],
  ],
  [
    "tags, an access list, a key",
    [
      [
        "s3.PutObject",
        {
          Bucket: ["fixed-photos"],
          Key: ["a"],
          Tagging: ["a=b"],
          ACL: ["public-read"],
          SSEKMSKeyId: ["${process.env.KEY}"],
        },
      ],
    ],
    ["s3:PutObject Fixed/a", "s3:PutObjectAcl Fixed/a", "s3:PutObjectTagging Fixed/a", "kms:GenerateDataKey Key"],
  ],
  [
    "a version takes the place of the object",
    [["s3.GetObject", { Bucket: ["fixed-photos"], Key: ["a"], VersionId: ["v\0"] }]],
    ["s3:GetObjectVersion Fixed/a"],
  ],
  [
    "a copy reads its source and writes its destination",
    [["s3.CopyObject", { Bucket: ["fixed-photos"], Key: ["copy"], CopySource: ["/${process.env.BUCKET}/\0"] }]],
    ["s3:PutObject Fixed/copy", "s3:GetObject Photos/*"],
  ],
  [
    "several objects",
    [["s3.DeleteObjects", { Bucket: ["fixed-photos"], "Delete.Objects.[].Key": ["a/\0", "b/\0"] }]],
    ["s3:DeleteObject Fixed/a/*", "s3:DeleteObject Fixed/b/*"],
  ],
  [
    "the URL that Ref gives",
    [["sqs.SendMessageBatch", { QueueUrl: ["${process.env.QUEUE}"] }]],
    ["sqs:SendMessage Jobs"],
  ],
  [
    "the URL of the attribute",
    [["sqs.SendMessage", { QueueUrl: ["${process.env.QUEUE_ATTRIBUTE}"] }]],
    ["sqs:SendMessage Jobs"],
  ],
  [
    "a URL as it is",
    [["sqs.ReceiveMessage", { QueueUrl: ["https://sqs.eu-west-1.amazonaws.com/111122223333/jobs"] }]],
    ["sqs:ReceiveMessage sqs:eu-west-1:111122223333:jobs"],
  ],
  [
    "a URL with the region of the environment",
    [["sqs.ReceiveMessage", { QueueUrl: ["https://sqs.${process.env.AWS_REGION}.amazonaws.com/\0/jobs"] }]],
    ["sqs:ReceiveMessage sqs:${AWS::Region}:*:jobs"],
  ],
  ["a topic", [["sns.Publish", { TopicArn: ["${process.env.TOPIC}"] }]], ["sns:Publish News"]],
  ["a telephone", [["sns.Publish", { PhoneNumber: ["\0"] }]], ["sns:Publish *"]],
  ["a topic by its name, which is an error", [["sns.Publish", { TopicArn: ["news"] }]], ["sns:Publish …"]],
  [
    "what is looked up at deployment",
    [["dynamodb.Scan", { TableName: ["${process.env.LOOKED_UP}"] }]],
    ["dynamodb:Scan …"],
  ],
  [
    "an access point",
    [["s3.GetObject", { Bucket: ["arn:aws:s3:eu-west-1:111122223333:accesspoint/a"], Key: ["a"] }]],
    ["s3:GetObject …"],
  ],
  ["a topic that is not known", [["sns.Publish", { TopicArn: ["\0"] }]], ["sns:Publish …"]],
  [
    "a secret",
    [["secrets-manager.GetSecretValue", { SecretId: ["${process.env.SECRET}"] }]],
    ["secretsmanager:GetSecretValue Password"],
  ],
  [
    "a secret by name",
    [["secrets-manager.GetSecretValue", { SecretId: ["${process.env.SECRET_NAME}"] }]],
    ["secretsmanager:GetSecretValue secretsmanager::secret:prod/other-??????"],
  ],
  [
    "parameters",
    [
      ["ssm.GetParameter", { Name: ["${process.env.PARAMETER}"], WithDecryption: ["true"] }],
      ["ssm.GetParameters", { "Names.[]": ["/app/a", "b"] }],
      ["ssm.GetParametersByPath", { Path: ["/app/"] }],
    ],
    [
      "ssm:GetParameter Setting",
      "ssm:GetParameters ssm::parameter/app/a",
      "ssm:GetParameters ssm::parameter/b",
      "ssm:GetParametersByPath ssm::parameter/app*",
    ],
  ],
  ["the default bus", [["eventbridge.PutEvents", {}]], ["events:PutEvents events::event-bus/default"]],
  [
    "a bus",
    [["eventbridge.PutEvents", { "Entries.[].EventBusName": ["${process.env.BUS}"] }]],
    ["events:PutEvents Bus"],
  ],
  ["a bus by name", [["eventbridge.PutEvents", { "Entries.[].EventBusName": ["shop"] }]], ["events:PutEvents Bus"]],
  [
    "a state machine",
    [["sfn.StartExecution", { stateMachineArn: ["${process.env.MACHINE}"] }]],
    ["states:StartExecution Flow"],
  ],
  ["a function", [["lambda.Invoke", { FunctionName: ["${process.env.WORKER}"] }]], ["lambda:InvokeFunction Worker"]],
  [
    "a version of a function",
    [["lambda.Invoke", { FunctionName: ["${process.env.WORKER}"], Qualifier: ["live"] }]],
    ["lambda:InvokeFunction Worker:live"],
  ],
  [
    "an alias of a function",
    [["lambda.Invoke", { FunctionName: ["${process.env.ALIAS}"] }]],
    ["lambda:InvokeFunction Worker:live"],
  ],
  [
    "a stack, and all stacks",
    [
      ["cloudformation.DescribeStacks", { StackName: ["a"] }],
      ["cloudformation.DescribeStacks", {}],
    ],
    ["cloudformation:DescribeStacks cloudformation::stack/a/*", "cloudformation:DescribeStacks *"],
  ],
  [
    "mail by a template",
    [
      [
        "ses.SendTemplatedEmail",
        { Source: ["hello@shop.example"], Template: ["welcome"], ConfigurationSetName: ["track"] },
      ],
    ],
    [
      "ses:SendTemplatedEmail Mail",
      "ses:SendTemplatedEmail ses::configuration-set/track",
      "ses:SendTemplatedEmail ses::template/welcome",
    ],
  ],
  [
    "a zone",
    [["route-53.ChangeResourceRecordSets", { HostedZoneId: ["/hostedzone/Z1"] }]],
    ["route53:ChangeResourceRecordSets route53:::hostedzone/Z1"],
  ],
  [
    "a configuration by its name",
    [["appconfigdata.StartConfigurationSession", { ApplicationIdentifier: ["Shop"] }]],
    ["appconfig:StartConfigurationSession …"],
  ],
  [
    "itself",
    [["lambda.Invoke", { FunctionName: ["${process.env.AWS_LAMBDA_FUNCTION_NAME}"] }]],
    ["lambda:InvokeFunction Fn"],
  ],
  [
    "users",
    [["cognito-identity-provider.AdminGetUser", { UserPoolId: ["${process.env.POOL}"] }]],
    ["cognito-idp:AdminGetUser Users"],
  ],
  ["what the token allows", [["cognito-identity-provider.InitiateAuth", {}]], []],
  ["a key", [["kms.Decrypt", { KeyId: ["${process.env.KEY}"] }]], ["kms:Decrypt Key"]],
  ["a key by its alias", [["kms.Encrypt", { KeyId: ["alias/app"] }]], ["kms:Encrypt Key"]],
  ["an alias of no key here", [["kms.Encrypt", { KeyId: ["alias/other"] }]], ["kms:Encrypt …"]],
  ["a stream", [["kinesis.PutRecord", { StreamName: ["${process.env.STREAM}"] }]], ["kinesis:PutRecord Clicks"]],
  [
    "a schedule and its role",
    [
      [
        "scheduler.CreateSchedule",
        { Name: ["daily-\0"], GroupName: ["${process.env.GROUP}"], "Target.RoleArn": ["${process.env.ROLE}"] },
      ],
    ],
    ["scheduler:CreateSchedule scheduler::schedule/reports/daily-*", "iam:PassRole Passed"],
  ],
  [
    "a schedule of the default group",
    [["scheduler.DeleteSchedule", { Name: ["daily"] }]],
    ["scheduler:DeleteSchedule scheduler::schedule/default/daily"],
  ],
  ["a role", [["sts.AssumeRole", { RoleArn: ["${process.env.ROLE}"] }]], ["sts:AssumeRole Passed"]],
  ["who am I", [["sts.GetCallerIdentity", {}]], []],
  [
    "a connection",
    [["apigatewaymanagementapi.PostToConnection", { ConnectionId: ["\0"] }]],
    ["execute-api:ManageConnections Sockets/*/POST/@connections/*"],
  ],
  [
    "a model",
    [["bedrock-runtime.Converse", { modelId: ["anthropic.claude-3-haiku-20240307-v1:0"] }]],
    ["bedrock:InvokeModel bedrock:${AWS::Region}::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"],
  ],
  [
    "a model in whichever region",
    [["bedrock-runtime.InvokeModel", { modelId: ["eu.amazon.nova-lite-v1:0"] }]],
    [
      "bedrock:InvokeModel bedrock::inference-profile/eu.amazon.nova-lite-v1:0",
      "bedrock:InvokeModel bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ],
  ],
  [
    "an address of a domain",
    [
      ["ses.SendEmail", { Source: ["Shop <hello@shop.example>"] }],
      ["sesv2.SendEmail", { FromEmailAddress: ["hello@other.example"] }],
    ],
    ["ses:SendEmail Mail", "ses:SendEmail …"],
  ],
  ["a user of a database", [["rds-db.connect", { username: ["app"] }]], ["rds-db:connect rds-db::dbuser:*/app"]],
  [
    "a task and its family",
    [["ecs.RunTask", { taskDefinition: ["report"] }]],
    ["ecs:RunTask ecs::task-definition/report:*"],
  ],
  [
    "a database with its secret",
    [
      [
        "rds-data.ExecuteStatement",
        { resourceArn: ["arn:aws:rds:eu-west-1:111122223333:cluster:main"], secretArn: ["${process.env.SECRET}"] },
      ],
    ],
    ["rds-data:ExecuteStatement rds:eu-west-1:111122223333:cluster:main", "secretsmanager:GetSecretValue Password"],
  ],
  ["an action on nothing in particular", [["cloudwatch.PutMetricData", {}]], ["cloudwatch:PutMetricData *"]],
  [
    "an operation that is not known",
    [["dynamodb.DoNothing", {}]],
    ["! what 'DoNothing' of 'dynamodb' needs is not known"],
  ],
  ["a service that is not known", [["constructor.Get", {}]], ["! what 'Get' of 'constructor' needs is not known"]],
] satisfies readonly (readonly [string, Calls, readonly string[]])[]) {
  test(`what calls need: ${title}`, () => {
    assert.deepEqual(requiredOf(app, calls), expected);
  });
}

const platformOf = (text: string): readonly string[] => needed(templateIn(text));

const logs = [
  "logs:CreateLogStream logs::log-group:/aws/lambda/${Fn}:* (logs)",
  "logs:PutLogEvents logs::log-group:/aws/lambda/${Fn}:* (logs)",
  "?? logs:CreateLogGroup logs::log-group:/aws/lambda/${Fn}:* (logs)",
];

const sam = (properties: string, resources = ""): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      CodeUri: src/
${properties}${resources}`;

test("what Lambda needs: logs", () => {
  assert.deepEqual(platformOf(sam("")), logs);
  const group = sam("      LoggingConfig: { LogGroup: !Ref Group }\n", "  Group: { Type: AWS::Logs::LogGroup }\n");
  assert.deepEqual(platformOf(group), [
    "logs:CreateLogStream Group:* (logs)",
    "logs:PutLogEvents Group:* (logs)",
    "? logs:CreateLogGroup Group:* (logs)",
  ]);
  const named = sam(
    "      FunctionName: save\n",
    "  Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/lambda/save } }\n",
  );
  assert.deepEqual(platformOf(named)[0], "logs:CreateLogStream Group:* (logs)");
});

test("what Lambda needs: traces and network interfaces", () => {
  const found = platformOf(
    sam("      Tracing: Active\n      VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }\n"),
  );
  assert.deepEqual(found.slice(logs.length), [
    "xray:PutTraceSegments * (tracing)",
    "xray:PutTelemetryRecords * (tracing)",
    "ec2:CreateNetworkInterface * (network)",
    "ec2:DescribeNetworkInterfaces * (network)",
    "ec2:DeleteNetworkInterface * (network)",
    "?? ec2:DescribeSubnets * (network)",
    "?? ec2:AssignPrivateIpAddresses * (network)",
    "?? ec2:UnassignPrivateIpAddresses * (network)",
  ]);
  assert.deepEqual(platformOf(sam("      Tracing: PassThrough\n      VpcConfig: { SubnetIds: [] }\n")), logs);
});

test("what Lambda needs: to read its sources, in SAM", () => {
  const text = sam(
    `      Events:
        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
        Changes: { Type: DynamoDB, Properties: { Stream: !GetAtt Orders.StreamArn, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: !GetAtt Lost.Arn } } } }
        Elsewhere: { Type: Kinesis, Properties: { Stream: !ImportValue stream, StartingPosition: LATEST } }
`,
    `  Jobs: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: !Ref Key } }
  Lost: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: alias/aws/sqs } }
  Orders: { Type: AWS::DynamoDB::Table }
  Key: { Type: AWS::KMS::Key }
`,
  );
  assert.deepEqual(
    platformOf(text)
      .slice(logs.length)
      .filter((line) => !line.startsWith("?")),
    [
      "sqs:ReceiveMessage Jobs (event source)",
      "sqs:DeleteMessage Jobs (event source)",
      "sqs:GetQueueAttributes Jobs (event source)",
      "dynamodb:DescribeStream Orders/stream/* (event source)",
      "dynamodb:GetRecords Orders/stream/* (event source)",
      "dynamodb:GetShardIterator Orders/stream/* (event source)",
      "sqs:SendMessage Lost (destination)",
      "kinesis:DescribeStream … (event source)",
      "kinesis:DescribeStreamSummary … (event source)",
      "kinesis:GetRecords … (event source)",
      "kinesis:GetShardIterator … (event source)",
      "kinesis:ListShards … (event source)",
      "kms:Decrypt Key (key)",
    ],
  );
});

test("what Lambda needs: to read its sources, in CloudFormation and in the Serverless Framework", () => {
  const plain = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: index.handler, Role: !Ref Given } }
  Feed: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !GetAtt Fn.Arn, EventSourceArn: !GetAtt Clicks.Arn } }
  Clicks: { Type: AWS::Kinesis::Stream }
`;
  assert.deepEqual(platformOf(plain).slice(logs.length), [
    "kinesis:DescribeStream Clicks (event source)",
    "kinesis:DescribeStreamSummary Clicks (event source)",
    "kinesis:GetRecords Clicks (event source)",
    "kinesis:GetShardIterator Clicks (event source)",
    "kinesis:ListShards Clicks (event source)",
    "? kinesis:SubscribeToShard Clicks (event source)",
    "? kinesis:ListStreams * (event source)",
  ]);
  const service = `service: shop
provider: { name: aws, runtime: nodejs22.x }
functions:
  Fn:
    handler: index.handler
    onError: !Ref News
    events:
      - sqs: !GetAtt Jobs.Arn
      - kafka: { topic: a, bootstrapServers: [b], accessConfigurations: { saslScram512Auth: arn } }
resources:
  Resources:
    Jobs: { Type: AWS::SQS::Queue }
    News: { Type: AWS::SNS::Topic }
`;
  const found = platformOf(service).filter((line) => !/\(logs\)$/.test(line));
  assert.deepEqual(
    found.filter((line) => !line.startsWith("?")),
    [
      "sns:Publish News (dead letters)",
      "sqs:ReceiveMessage Jobs (event source)",
      "sqs:DeleteMessage Jobs (event source)",
      "sqs:GetQueueAttributes Jobs (event source)",
    ],
  );
  assert.ok(found.includes("? secretsmanager:GetSecretValue … (event source)"));
});

test("what Lambda needs: where failures and results go, files, keys", () => {
  const text = sam(
    `      DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Lost.Arn }
      EventInvokeConfig:
        DestinationConfig:
          OnSuccess: { Type: EventBridge, Destination: !GetAtt Bus.Arn }
          OnFailure: { Type: Lambda, Destination: !GetAtt Other.Arn }
      FileSystemConfigs: [{ Arn: !GetAtt Point.Arn, LocalMountPath: /mnt/a }]
      KmsKeyArn: !GetAtt Key.Arn
`,
    `  Lost: { Type: AWS::SQS::Queue }
  Bus: { Type: AWS::Events::EventBus }
  Other: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, CodeUri: . } }
  Point: { Type: AWS::EFS::AccessPoint, Properties: { FileSystemId: !Ref Files } }
  Files: { Type: AWS::EFS::FileSystem }
  Key: { Type: AWS::KMS::Key }
`,
  );
  assert.deepEqual(platformOf(text).slice(logs.length), [
    "sqs:SendMessage Lost (dead letters)",
    "lambda:InvokeFunction Other (destination)",
    "events:PutEvents Bus (destination)",
    "elasticfilesystem:ClientMount Files (files)",
    "? elasticfilesystem:ClientWrite Files (files)",
    "? kms:Decrypt Key (key)",
  ]);
});

const encrypted = (policy: string): Template =>
  templateIn(
    sam(
      "",
      `  Photos:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: photos
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn }
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
${policy}`,
    ),
  );

test("what calls need of the keys of what they touch", () => {
  const calls: Calls = [["s3.GetObject", { Bucket: ["photos"], Key: ["\0"] }]];
  const root =
    '          - { Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" }\n';
  assert.deepEqual(
    needed(encrypted(root), calls).filter((line) => line.endsWith("(key)")),
    ["kms:Decrypt Key (key)"],
  );
  const role = `${root}          - { Effect: Allow, Principal: { AWS: !GetAtt FnRole.Arn }, Action: kms:Decrypt, Resource: "*" }\n`;
  assert.deepEqual(
    needed(encrypted(role), calls).filter((line) => line.endsWith("(key)")),
    ["? kms:Decrypt Key (key)"],
  );
});

test("what calls may need stands beside what they need", () => {
  const found = needed(app, [["s3.GetObject", { Bucket: ["fixed-photos"], Key: ["a"], "*": "unknown" }]]);
  for (const line of ["s3:GetObject Fixed/a", "? s3:GetObjectVersion Fixed/a", "? s3:ListBucket Fixed"])
    assert.ok(found.includes(line), line);
  const open = needed(app, [["s3.GetObject", { Bucket: ["fixed-photos"], Key: ["a"], VersionId: ["\0"] }]]);
  for (const line of ["?? s3:GetObject Fixed/a", "?? s3:GetObjectVersion Fixed/a"])
    assert.ok(open.includes(line), line);
  const value = needed(app, [["s3.PutObject", { Bucket: ["fixed-photos"], Key: ["a"], Tagging: "unknown" }]]);
  assert.ok(value.includes("?? s3:PutObjectTagging Fixed/a"));
  const head = needed(app, [["s3.HeadObject", { Bucket: ["fixed-photos"], Key: ["a"] }]]);
  assert.ok(head.includes("?? s3:ListBucket Fixed"));
  const absent = needed(app, [["s3.PutObject", { Bucket: ["fixed-photos"], Key: ["a"] }]]);
  assert.ok(!absent.some((line) => line.includes("PutObjectAcl")));
  const unknown = needed(app, [["s3.PutObject", { "*": "unknown" }]]);
  assert.ok(unknown.includes("? s3:PutObjectAcl …"));
});

test("what a framework gives of itself to the role that it makes, and what it does not", () => {
  const givenIn = (source: string): readonly string[] => {
    const deployed = deployedOf(templateIn(source)).find(({ resource }) => resource.name === "Fn");
    assert.ok(deployed);
    const { needs } = needsOf(deployed, { modules: [], calls: [], others: [], gaps: [], complete: true });
    return needs
      .filter(({ kind, by }) => kind === "required" && by !== "logs")
      .map((need) => `${need.isGiven ?? false} ${shown(need)[0]}`);
  };
  const resources = "  Jobs: { Type: AWS::SQS::Queue }\n  Lost: { Type: AWS::SQS::Queue }\n";
  const mapping = `${resources}  Feed: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Jobs.Arn } }\n`;
  assert.deepEqual(givenIn(sam("", mapping)), [
    "false sqs:ReceiveMessage Jobs (event source)",
    "false sqs:DeleteMessage Jobs (event source)",
    "false sqs:GetQueueAttributes Jobs (event source)",
  ]);
  const events = (type: string) => `      Events:
        Clicks: { Type: Kinesis, Properties: { Stream: !GetAtt Clicks.Arn, StartingPosition: LATEST, DestinationConfig: { OnFailure: { ${type}Destination: !GetAtt Lost.Arn } } } }
`;
  const clicks = `${resources}  Clicks: { Type: AWS::Kinesis::Stream }\n`;
  assert.ok(givenIn(sam(events(""), clicks)).includes("false sqs:SendMessage Lost (destination)"));
  assert.ok(givenIn(sam(events("Type: SQS, "), clicks)).includes("true sqs:SendMessage Lost (destination)"));
  assert.ok(givenIn(sam(events(""), clicks)).includes("true kinesis:GetRecords Clicks (event source)"));
  const service = (onError: string) =>
    `service: a\nprovider: { name: aws }\nfunctions: { Fn: { handler: a.b, onError: ${onError} } }\nresources: { Resources: { News: { Type: AWS::SNS::Topic } } }\n`;
  assert.deepEqual(givenIn(service("!Ref News")), ["false sns:Publish News (dead letters)"]);
  assert.deepEqual(givenIn(service("arn:aws:sns:eu-west-1:111122223333:news")), [
    "true sns:Publish sns:eu-west-1:111122223333:news (dead letters)",
  ]);
});

test("no text of the code is too odd", () => {
  const odd = [
    "",
    "*",
    "${",
    "${}",
    "${}${}",
    "${process.env.}",
    "${process.env.TABLE",
    "${process.env.TABLE}${process.env.TABLE}${process.env.EITHER}${process.env.EITHER}",
    "${Orders}",
    "${AWS::Region}",
    "arn:",
    "arn:aws:::",
    "https://sqs..amazonaws.com//",
    "/",
    "//",
    "?versionId=",
    "<>",
    "alias/",
    "__proto__",
    "select",
    'select * from "',
    "\u{1F600}".repeat(2000),
    "${process.env.EITHER}".repeat(200),
    "a/".repeat(20_000),
    `select ${"from ".repeat(2000)}`,
  ];
  const operations = [
    "dynamodb.Query",
    "dynamodb.ExecuteStatement",
    "s3.CopyObject",
    "sqs.SendMessage",
    "lambda.Invoke",
    "ses.SendEmail",
    "kms.Decrypt",
    "scheduler.CreateSchedule",
    "__proto__.constructor",
    "s3.__proto__",
  ];
  for (const name of operations)
    for (const text of odd) assert.ok(needed(app, [[name, { "*": [text, "\0"] }]]).length > 0);
});

test("no template is too odd", () => {
  for (const text of [
    sam(
      "      Environment: { Variables: [] }\n      Events: { A: { Type: SQS } }\n      DeadLetterQueue: []\n      VpcConfig: a\n",
    ),
    sam(
      "      Layers: { a: b }\n      FileSystemConfigs: a\n      KmsKeyArn: [1]\n      LoggingConfig: { LogGroup: { a: b } }\n",
    ),
    sam(
      "      FunctionName: !Ref Fn\n",
      "  Fn2: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn2 } }\n",
    ),
    sam(
      "      KmsKeyArn: !Ref Alias\n",
      "  Alias: { Type: AWS::KMS::Alias, Properties: { TargetKeyId: !Ref Alias } }\n",
    ),
    sam(
      "      EventInvokeConfig: { DestinationConfig: { OnFailure: 3 } }\n",
      "  Feed: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: { a: b } } }\n",
    ),
  ])
    assert.ok(platformOf(text).length > 0);
});
