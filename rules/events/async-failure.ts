import {
  type Edit,
  type Resource,
  referenceIn,
  resourcesOfType,
  type Trigger,
  templateRule,
  triggersOf,
  value,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { type DeadLetters, deadLettersOf, hasOwnRole, mayQueue } from "./_dead-letters.ts";

const onFailure = "EventInvokeConfig/DestinationConfig/OnFailure";

export default templateRule<Resource>({
  meta: {
    id: "events/async-failure",
    severity: "info",
    confidence: "high",
    summary: "A function that loses the events it fails on",
    why: "S3, SNS, EventBridge and others hand an event over and do not wait. If the function fails, Lambda tries twice more and then drops the event, and nothing is left of it but a log line. With a destination for failures the event is kept together with the error, so that somebody is told, sees what was sent (an attack is sent too) and can run it again.",
    duty: "configuration",
    cwe: [755],
    controls: ["SAS-5"],
    references: [
      {
        title: "Lambda: what happens to asynchronous events that fail",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",
      },
      {
        title: "SAM: a destination for failures",
        url: "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-onfailure.html",
      },
    ],
    examples: [
      {
        title: "A SAM function that a bucket calls",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Resize:
  ^^^^^^ 'Resize' has no destination for events that it fails on
    Type: AWS::Serverless::Function
    Properties:
      Handler: resize.handler
      Events:
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Handler: resize.handler
      Events:
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*
      EventInvokeConfig:
        DestinationConfig:
          OnFailure:
            Type: SQS
            Destination: !GetAtt ResizeDeadLetters.Arn
  ResizeDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
      },
      {
        title: "In JSON, on a schedule and under a role of the template",
        file: "template.json",
        bad: `{
  "Resources": {
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": { "AssumeRolePolicyDocument": {} }
    },
    "Clean": {
    ^^^^^^^ 'Clean' has no destination
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "clean.handler",
        "Role": { "Fn::GetAtt": ["Role", "Arn"] }
      }
    },
    "Nightly": {
      "Type": "AWS::Events::Rule",
      "Properties": {
        "ScheduleExpression": "rate(1 day)",
        "Targets": [{ "Id": "clean", "Arn": { "Fn::GetAtt": ["Clean", "Arn"] } }]
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": { "AssumeRolePolicyDocument": {}, "Policies": [{ "PolicyName": "DeadLetters", "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["CleanDeadLetters", "Arn"] } }] } }] }
    },
    "Clean": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "clean.handler",
        "Role": { "Fn::GetAtt": ["Role", "Arn"] },
        "DeadLetterConfig": {
          "TargetArn": { "Fn::GetAtt": ["CleanDeadLetters", "Arn"] }
        }
      }
    },
    "Nightly": {
      "Type": "AWS::Events::Rule",
      "Properties": {
        "ScheduleExpression": "rate(1 day)",
        "Targets": [{ "Id": "clean", "Arn": { "Fn::GetAtt": ["Clean", "Arn"] } }]
      }
    },
    "CleanDeadLetters": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "MessageRetentionPeriod": 1209600
      }
    }
  }
}`,
      },
      {
        title: "A Serverless function that a topic calls",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  tell-all:
  ^^^^^^^^ 'tell-all' has no destination
    handler: tell.handler
    events:
      - sns: photo-added`,
        fixed: `service: photos
provider:
  name: aws
functions:
  tell-all:
    handler: tell.handler
    events:
      - sns: photo-added
    destinations:
      onFailure:
        type: sqs
        arn: !GetAtt TellAllDeadLetters.Arn
resources:
  Resources:
    TellAllDeadLetters:
      Type: AWS::SQS::Queue
      Properties:
        MessageRetentionPeriod: 1209600`,
      },
      {
        title: "With a destination or a dead-letter queue; called by something that waits, or through a queue",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Kept:
    Type: AWS::Serverless::Function
    Properties:
      Handler: kept.handler
      EventInvokeConfig:
        DestinationConfig:
          OnFailure:
            Type: SQS
      Events:
        Daily:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
  Queued:
    Type: AWS::Serverless::Function
    Properties:
      Handler: queued.handler
      DeadLetterQueue:
        Type: SQS
        TargetArn: !ImportValue DeadLetters
      Events:
        Daily:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
  Waited:
    Type: AWS::Serverless::Function
    Properties:
      Handler: waited.handler
      Events:
        List:
          Type: Api
          Properties:
            Path: /photos
            Method: get
        Told:
          Type: SNS
          Properties:
            Topic: !ImportValue Topic
            SqsSubscription: true`,
      },
      {
        title: "The destination is set beside the function, or named in serverless.yml",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
functions:
  tell:
    handler: tell.handler
    destinations:
      onFailure: report
    events:
      - sns: photo-added
  report:
    handler: report.handler`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_, resource) {
    if (triggersOf(resource).some((trigger) => isAsynchronous(trigger, resource)) && !keepsFailures(resource))
      yield { at: resource.key, data: resource };
  },
  message: ({ name }) =>
    `'${shown(name, 56)}' has no destination for events that it fails on: after three tries they are gone`,
  fix: (resource, edit) => {
    const letters = deadLettersOf(resource, edit);
    const edits = letters && together(sent(resource, letters, edit), letters.edits);
    return (
      edits && {
        title: "Keep them in a queue",
        safety: hasOwnRole(resource) || resource.writtenAs === resource.type ? "safe" : "unsafe",
        edits,
      }
    );
  },
});

const kinds: ReadonlySet<Trigger["kind"]> = new Set(["s3", "sns", "eventbridge", "schedule"]);

function isAsynchronous({ kind, key, at }: Trigger, { template }: Resource): boolean {
  const event = template.resolve(at);
  if (kind === "sns") return value.at(event, "Properties", "SqsSubscription") === undefined;
  const word = value.text(value.at(event, "Type")) ?? String(key.value);
  return kinds.has(kind) || /^(IoTRule|CloudWatchLogs|iot|cloudwatchLog)$/.test(word);
}

function keepsFailures(fn: Resource): boolean {
  if (fn.property("DeadLetterConfig/TargetArn") ?? fn.property(onFailure)) return true;
  return resourcesOfType(fn.template, "AWS::Lambda::EventInvokeConfig").some(
    (config) =>
      referenceIn(config.property("FunctionName")?.value)?.resource === fn.name &&
      config.property("DestinationConfig/OnFailure") !== undefined,
  );
}

/** A plain function has a dead-letter queue: a destination would be one more resource. */
function sent(fn: Resource, { arn }: DeadLetters, edit: Edit) {
  if (fn.writtenAs === "AWS::Serverless::Function")
    return edit.setProperty(fn, onFailure, { Type: "SQS", Destination: arn });
  if (fn.writtenAs === "functions") return edit.setProperty(fn, onFailure, { type: "sqs", arn });
  return together(edit.setProperty(fn, "DeadLetterConfig/TargetArn", arn), mayQueue(fn, arn, edit));
}
