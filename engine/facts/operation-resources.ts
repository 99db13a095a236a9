/** The ARN of a kind of resource, with `{}` for what a parameter says. */
export const resourceKinds: Readonly<Record<string, string>> = {
  anything: "*",
  activity: regional("states", "activity:{}"),
  "agent alias": regional("bedrock", "agent-alias/{}"),
  alarm: regional("cloudwatch", "alarm:{}"),
  bucket: "arn:${AWS::Partition}:s3:::{}",
  "build project": regional("codebuild", "project/{}"),
  collection: regional("rekognition", "collection/{}"),
  configuration: regional("appconfig", "application/{}"),
  "configuration set": regional("ses", "configuration-set/{}"),
  "database user": regional("rds-db", "dbuser:*/{}"),
  "data stream": regional("kinesis", "stream/{}"),
  "database cluster": regional("rds", "cluster:{}"),
  "delivery stream": regional("firehose", "deliverystream/{}"),
  distribution: "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/{}",
  "email template": regional("ses", "template/{}"),
  "event bus": regional("events", "event-bus/{}"),
  "event source mapping": regional("lambda", "event-source-mapping:{}"),
  execution: regional("states", "execution:{}"),
  "file system": regional("elasticfilesystem", "file-system/{}"),
  function: regional("lambda", "function:{}"),
  guardrail: regional("bedrock", "guardrail/{}"),
  "geofence collection": regional("geo", "geofence-collection/{}"),
  "glue job": regional("glue", "job/{}"),
  /** An address, which may be an identity itself or of one that is its domain. */
  "email identity": regional("ses", "identity/{}"),
  "hosted zone": "arn:${AWS::Partition}:route53:::hostedzone/{}",
  /** What lets a call choose among regions, which needs the model in each of them too. */
  "inference profile": regional("bedrock", "inference-profile/{}"),
  "ecs service": regional("ecs", "service/{}"),
  "identity pool": regional("cognito-identity", "identitypool/{}"),
  "kms key": regional("kms", "key/{}"),
  "knowledge base": regional("bedrock", "knowledge-base/{}"),
  layer: regional("lambda", "layer:{}"),
  lexicon: regional("polly", "lexicon/{}"),
  "log group": regional("logs", "log-group:{}"),
  model: "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/{}",
  "model anywhere": "arn:${AWS::Partition}:bedrock:*::foundation-model/{}",
  parameter: regional("ssm", "parameter/{}"),
  pipe: regional("pipes", "pipe/{}"),
  "place index": regional("geo", "place-index/{}"),
  "policy store": "arn:${AWS::Partition}:verifiedpermissions::${AWS::AccountId}:policy-store/{}",
  queue: regional("sqs", "{}"),
  /** Of any kind, by its ARN. */
  resource: "arn:{}",
  repository: regional("ecr", "repository/{}"),
  /** The bucket in `bucket/key`. */
  "source bucket": "arn:${AWS::Partition}:s3:::{}",
  role: "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/{}",
  rule: regional("events", "rule/{}"),
  schedule: regional("scheduler", "schedule/{}"),
  "route calculator": regional("geo", "route-calculator/{}"),
  "schedule group": regional("scheduler", "schedule-group/{}"),
  secret: regional("secretsmanager", "secret:{}-??????"),
  stack: regional("cloudformation", "stack/{}/*"),
  "state machine": regional("states", "stateMachine:{}"),
  table: regional("dynamodb", "table/{}"),
  "task definition": regional("ecs", "task-definition/{}"),
  terminology: regional("translate", "terminology/{}"),
  thing: regional("iot", "thing/{}"),
  tracker: regional("geo", "tracker/{}"),
  topic: regional("sns", "{}"),
  "transcription job": regional("transcribe", "transcription-job/{}"),
  "iot topic": regional("iot", "topic/{}"),
  "timestream table": regional("timestream", "database/{}"),
  "user pool": regional("cognito-idp", "userpool/{}"),
  "work group": regional("athena", "workgroup/{}"),
};

function regional(service: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;
}

/** Where a call says what it is about. */
export interface Place {
  /**
   * Paths of parameters, apart by spaces; `a+b` are two whose texts stand together with `/` between them,
   * `a=x` has a default. The first that is given counts.
   */
  readonly parameters: string;
  /** Of `resourceKinds`. */
  readonly kind: string;
  /** The name where the parameter is absent. */
  readonly otherwise?: string;
  /** What is added below the resource for actions of those resource types, from a parameter if it is given: `/{Key}`. */
  readonly below?: readonly Below[];
}

export interface Below {
  /** The action's resource types of the service authorization reference, apart by spaces. */
  readonly types: string;
  /** With a parameter's path in braces; what is not known there is `*`. */
  readonly suffix: string;
  /** It is only so if the parameter is given. */
  readonly isOptional?: true;
}

export const source =
  "Resource types of the service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/; parameters of https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/";
export const asOf = "2026-11";

const bucket: Place = {
  parameters: "Bucket",
  kind: "bucket",
  below: [{ types: "object", suffix: "/{Key|Delete.Objects.[].Key}" }],
};
const copied: Place = { parameters: "CopySource", kind: "bucket" };

const table: Place = {
  parameters:
    "TableName RequestItems.* TransactItems.[].Get.TableName ResourceArn TableArn SourceTableName GlobalTableName ExportArn BackupArn",
  kind: "table",
  below: [{ types: "index", suffix: "/index/{IndexName}", isOptional: true }],
};

const functionPlace: Place = {
  parameters: "FunctionName",
  kind: "function",
  below: [{ types: "function", suffix: ":{Qualifier}", isOptional: true }],
};

/** Resources of these actions are the exception: a call that names none is on nothing in particular. */
const whole: Place = { parameters: "", kind: "anything", otherwise: "*" };

/** What the operations of a package are on; `package:Operation` comes before the package, and `package:Operation:action` before that. */
export const operationPlaces: Readonly<Record<string, readonly Place[]>> = {
  appconfigdata: [
    {
      parameters: "ApplicationIdentifier",
      kind: "configuration",
      below: [
        {
          types: "configuration",
          suffix: "/environment/{EnvironmentIdentifier}/configuration/{ConfigurationProfileIdentifier}",
        },
      ],
    },
  ],
  athena: [{ parameters: "WorkGroup", kind: "work group" }],
  "athena:StartQueryExecution": [{ parameters: "WorkGroup", kind: "work group", otherwise: "primary" }],
  "bedrock-agent-runtime": [
    { parameters: "agentId+agentAliasId", kind: "agent alias" },
    { parameters: "knowledgeBaseId", kind: "knowledge base" },
  ],
  "bedrock-runtime": [{ parameters: "modelId", kind: "model" }],
  "bedrock-runtime:ApplyGuardrail": [{ parameters: "guardrailIdentifier", kind: "guardrail" }],
  cloudformation: [{ parameters: "StackName", kind: "stack" }],
  cloudfront: [{ parameters: "DistributionId Id", kind: "distribution" }],
  cloudwatch: [{ parameters: "AlarmName AlarmNames.[]", kind: "alarm" }],
  "cloudwatch-logs": [
    {
      parameters: "logGroupName logGroupIdentifier logGroupNames.[] logGroupIdentifiers.[]",
      kind: "log group",
      below: [
        { types: "log-stream", suffix: ":log-stream:{logStreamName}" },
        { types: "log-group", suffix: ":*" },
      ],
    },
  ],
  "cloudwatch:GetMetricData": [whole],
  "cloudwatch:ListMetrics": [whole],
  "cloudwatch:PutMetricData": [whole],
  "comprehend:DetectEntities": [{ parameters: "EndpointArn", kind: "resource" }, whole],
  codebuild: [{ parameters: "projectName names.[]", kind: "build project" }],
  "cognito-identity": [{ parameters: "IdentityPoolId", kind: "identity pool" }],
  "cognito-identity-provider": [{ parameters: "UserPoolId", kind: "user pool" }],
  dynamodb: [table],
  "dynamodb-streams": [{ parameters: "StreamArn", kind: "table" }],
  ecr: [{ parameters: "repositoryName", kind: "repository" }],
  "ecs:DescribeServices": [{ parameters: "cluster=default+services.[]", kind: "ecs service" }],
  "ecs:RunTask": [{ parameters: "taskDefinition", kind: "task definition" }],
  "ecs:UpdateService": [{ parameters: "cluster=default+service", kind: "ecs service" }],
  "ecs:StartTask": [{ parameters: "taskDefinition", kind: "task definition" }],
  eventbridge: [{ parameters: "EventBusName", kind: "event bus" }],
  "eventbridge:PutEvents": [{ parameters: "Entries.[].EventBusName", kind: "event bus", otherwise: "default" }],
  "eventbridge:CreateEventBus": [{ parameters: "Name", kind: "event bus" }],
  "eventbridge:DeleteEventBus": [{ parameters: "Name", kind: "event bus" }],
  "eventbridge:DescribeEventBus": [{ parameters: "Name", kind: "event bus", otherwise: "default" }],
  "eventbridge:PutRule": [{ parameters: "EventBusName+Name Name", kind: "rule" }],
  "eventbridge:DeleteRule": [{ parameters: "EventBusName+Name Name", kind: "rule" }],
  "eventbridge:DescribeRule": [{ parameters: "EventBusName+Name Name", kind: "rule" }],
  "eventbridge:EnableRule": [{ parameters: "EventBusName+Name Name", kind: "rule" }],
  "eventbridge:DisableRule": [{ parameters: "EventBusName+Name Name", kind: "rule" }],
  "eventbridge:PutTargets": [{ parameters: "EventBusName+Rule Rule", kind: "rule" }],
  "eventbridge:RemoveTargets": [{ parameters: "EventBusName+Rule Rule", kind: "rule" }],
  "eventbridge:ListTargetsByRule": [{ parameters: "EventBusName+Rule Rule", kind: "rule" }],
  firehose: [{ parameters: "DeliveryStreamName", kind: "delivery stream" }],
  glue: [{ parameters: "JobName", kind: "glue job" }],
  "iot-data-plane": [
    { parameters: "topic", kind: "iot topic" },
    { parameters: "thingName", kind: "thing" },
  ],
  kinesis: [{ parameters: "StreamARN StreamName", kind: "data stream" }],
  kms: [{ parameters: "KeyId TargetKeyId", kind: "kms key" }],
  "kms:ReEncrypt:kms:ReEncryptFrom": [{ parameters: "SourceKeyId", kind: "kms key" }],
  "kms:ReEncrypt:kms:ReEncryptTo": [{ parameters: "DestinationKeyId", kind: "kms key" }],
  lambda: [
    functionPlace,
    { parameters: "UUID", kind: "event source mapping" },
    { parameters: "LayerName", kind: "layer" },
  ],
  location: [
    { parameters: "IndexName", kind: "place index" },
    { parameters: "CalculatorName", kind: "route calculator" },
    { parameters: "TrackerName", kind: "tracker" },
    { parameters: "CollectionName", kind: "geofence collection" },
  ],
  pipes: [{ parameters: "Name", kind: "pipe" }],
  "polly:StartSpeechSynthesisTask": [{ parameters: "LexiconNames.[]", kind: "lexicon" }, whole],
  "polly:SynthesizeSpeech": [{ parameters: "LexiconNames.[]", kind: "lexicon" }, whole],
  "rds-data": [{ parameters: "resourceArn", kind: "database cluster" }],
  "rds-db": [{ parameters: "username DBUser", kind: "database user" }],
  rekognition: [{ parameters: "CollectionId", kind: "collection" }],
  "rekognition:DetectModerationLabels": [{ parameters: "ProjectVersion", kind: "resource" }, whole],
  "route-53": [{ parameters: "HostedZoneId", kind: "hosted zone" }],
  s3: [bucket],
  "s3:CopyObject:s3:GetObject": [copied],
  "s3:CopyObject:s3:GetObjectVersion": [copied],
  "s3:CopyObject:s3:GetObjectTagging": [copied],
  "s3:CopyObject:s3:ListBucket": [{ parameters: "CopySource", kind: "source bucket" }],
  "s3:UploadPartCopy:s3:GetObject": [copied],
  "s3:UploadPartCopy:s3:GetObjectVersion": [copied],
  scheduler: [{ parameters: "GroupName=default+Name", kind: "schedule" }],
  "scheduler:CreateScheduleGroup": [{ parameters: "Name", kind: "schedule group" }],
  "scheduler:DeleteScheduleGroup": [{ parameters: "Name", kind: "schedule group" }],
  "scheduler:GetScheduleGroup": [{ parameters: "Name", kind: "schedule group" }],
  "scheduler:ListSchedules": [],
  "secrets-manager": [{ parameters: "SecretId SecretIdList.[]", kind: "secret" }],
  "secrets-manager:CreateSecret": [{ parameters: "Name", kind: "secret" }],
  ses: [{ parameters: "SourceArn Source", kind: "email identity" }],
  sesv2: [{ parameters: "FromEmailAddressIdentityArn FromEmailAddress EmailIdentity", kind: "email identity" }],
  sfn: [
    { parameters: "stateMachineArn", kind: "state machine" },
    { parameters: "executionArn", kind: "execution" },
    { parameters: "activityArn", kind: "activity" },
  ],
  "sfn:CreateStateMachine": [{ parameters: "name", kind: "state machine" }],
  sns: [{ parameters: "TopicArn TargetArn ResourceArn", kind: "topic" }],
  "sns:Publish": [
    { parameters: "TopicArn TargetArn", kind: "topic" },
    { parameters: "PhoneNumber", kind: "anything" },
  ],
  "sns:CreateTopic": [{ parameters: "Name", kind: "topic" }],
  sqs: [{ parameters: "QueueUrl QueueName SourceArn", kind: "queue" }],
  ssm: [{ parameters: "Name Names.[]", kind: "parameter" }],
  "ssm:GetParametersByPath": [{ parameters: "Path", kind: "parameter", below: [{ types: "parameter", suffix: "*" }] }],
  "ssm:SendCommand": [],
  "ssm:StartAutomationExecution": [],
  sts: [{ parameters: "RoleArn", kind: "role" }],
  "timestream-query": [],
  "timestream-write": [
    {
      parameters: "DatabaseName",
      kind: "timestream table",
      below: [{ types: "table", suffix: "/table/{TableName}" }],
    },
  ],
  transcribe: [{ parameters: "TranscriptionJobName", kind: "transcription job" }],
  "translate:TranslateDocument": [{ parameters: "TerminologyNames.[]", kind: "terminology" }, whole],
  "translate:TranslateText": [{ parameters: "TerminologyNames.[]", kind: "terminology" }, whole],
  verifiedpermissions: [{ parameters: "policyStoreId", kind: "policy store" }],
};

/** Parameters that are ARNs in many services; where nothing else is said. */
export const arnPlaces: readonly Place[] = [
  {
    parameters:
      "ResourceArn ResourceARN resourceArn Resource Arn arn SubscriptionArn ConsumerARN DurableExecutionArn stateMachineAliasArn stateMachineVersionArn mapRunArn EndpointArn FlywheelArn ProjectVersionArn ProjectArn DatasetArn ImportArn invocationArn secretArn",
    kind: "resource",
  },
];
