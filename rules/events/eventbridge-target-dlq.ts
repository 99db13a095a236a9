import { type Edit, type SiteEdit, templateRule, valueOf } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { deadLettersOf, eventsPolicy, mayQueue } from "./_dead-letters.ts";
import { type EventRule, rulesIn, ruleTypes } from "./_event-rule.ts";

export default templateRule<EventRule>({
  meta: {
    id: "events/eventbridge-target-dlq",
    severity: "info",
    confidence: "high",
    summary: "A rule or schedule that drops what it cannot deliver",
    why: "If EventBridge cannot hand an event to its target (the permission is gone, the target is deleted or throttled), it tries for a day and drops it. That is before the target runs, so the target's own dead-letter queue never sees it. A queue on the target keeps such events, and an alarm on the queue says that something is wrong.",
    duty: "configuration",
    cwe: [755],
    controls: ["SAS-5"],
    references: [
      {
        title: "EventBridge: dead-letter queues of targets",
        url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
      },
      {
        title: "EventBridge Scheduler: dead-letter queues",
        url: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
      },
    ],
    examples: [
      {
        title: "A SAM function on a schedule",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Clean:
    Type: AWS::Serverless::Function
    Properties:
      Handler: clean.handler
      Events:
        Nightly:
        ^^^^^^^ 'Nightly' drops what it cannot deliver to 'Clean'
          Type: Schedule
          Properties:
            Schedule: rate(1 day)`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Clean:
    Type: AWS::Serverless::Function
    Properties:
      Handler: clean.handler
      Events:
        Nightly:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
            DeadLetterConfig:
              Type: SQS`,
      },
      {
        title: "A rule in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Count": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "count.handler" } },
    "Orders": {
    ^^^^^^^^ 'Orders' drops what it cannot deliver
      "Type": "AWS::Events::Rule",
      "Properties": {
        "EventPattern": { "source": ["com.example.orders"] },
        "Targets": [{ "Id": "count", "Arn": { "Fn::GetAtt": ["Count", "Arn"] } }]
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Count": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "count.handler" } },
    "Orders": {
      "Type": "AWS::Events::Rule",
      "Properties": {
        "EventPattern": { "source": ["com.example.orders"] },
        "Targets": [{ "Id": "count", "Arn": { "Fn::GetAtt": ["Count", "Arn"] }, "DeadLetterConfig": { "Arn": { "Fn::GetAtt": ["OrdersDeadLetters", "Arn"] } } }]
      }
    },
    "OrdersDeadLetters": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "MessageRetentionPeriod": 1209600
      }
    },
    "OrdersDeadLettersPolicy": {
      "Type": "AWS::SQS::QueuePolicy",
      "Properties": {
        "Queues": [
          { "Ref": "OrdersDeadLetters" }
        ],
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {
                "Service": "events.amazonaws.com"
              },
              "Action": "sqs:SendMessage",
              "Resource": { "Fn::GetAtt": ["OrdersDeadLetters", "Arn"] },
              "Condition": {
                "ArnEquals": {
                  "aws:SourceArn": { "Fn::GetAtt": ["Orders", "Arn"] }
                }
              }
            }
          ]
        }
      }
    }
  }
}`,
      },
      {
        title: "A schedule of its own, under a role of the template",
        bad: `Resources:
  Role:
    Type: AWS::IAM::Role
  Nightly:
  ^^^^^^^ 'Nightly' drops what it cannot deliver
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow:
        Mode: "OFF"
      Target:
        Arn: !ImportValue Clean
        RoleArn: !GetAtt Role.Arn`,
        fixed: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: DeadLetters
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: sqs:SendMessage
                Resource: !GetAtt NightlyDeadLetters.Arn
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow:
        Mode: "OFF"
      Target:
        Arn: !ImportValue Clean
        RoleArn: !GetAtt Role.Arn
        DeadLetterConfig:
          Arn: !GetAtt NightlyDeadLetters.Arn
  NightlyDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600`,
      },
      {
        title: "A Serverless function",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  count:
    handler: count.handler
    events:
      - eventBridge:
        ^^^^^^^^^^^ 'eventBridge' drops what it cannot deliver to 'count'
          pattern:
            source: [com.example.orders]
resources:
  Resources:
    Bus:
      Type: AWS::Events::EventBus`,
        fixed: `service: orders
provider:
  name: aws
functions:
  count:
    handler: count.handler
    events:
      - eventBridge:
          pattern:
            source: [com.example.orders]
          deadLetterQueueArn: !GetAtt CountDeadLetters.Arn
resources:
  Resources:
    Bus:
      Type: AWS::Events::EventBus
    CountDeadLetters:
      Type: AWS::SQS::Queue
      Properties:
        MessageRetentionPeriod: 1209600
    CountDeadLettersPolicy:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues:
          - !Ref CountDeadLetters
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal:
                Service: events.amazonaws.com
              Action: sqs:SendMessage
              Resource: !GetAtt CountDeadLetters.Arn
              Condition:
                StringEquals:
                  aws:SourceAccount: !Ref AWS::AccountId`,
      },
      {
        title: "With a queue",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Clean:
    Type: AWS::Serverless::Function
    Properties:
      Handler: clean.handler
      Events:
        Nightly:
          Type: ScheduleV2
          Properties:
            ScheduleExpression: rate(1 day)
            DeadLetterConfig:
              Type: SQS
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [com.example.orders]
      Targets:
        - Id: clean
          Arn: !GetAtt Clean.Arn
          DeadLetterConfig:
            Arn: !ImportValue Lost
  Unknown:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [com.example.orders]
      Targets: !Ref Targets
  Photos:
    Type: AWS::S3::Bucket`,
      },
    ],
  },
  at: ruleTypes,
  *check(_, resource) {
    for (const rule of rulesIn(resource))
      if (rule.targets.some((target) => !target.hasQueue)) yield { at: rule.key, data: rule };
  },
  message: ({ key, resource, style }) =>
    style === "rule" || style === "schedule"
      ? `'${key.value}' drops what it cannot deliver to its targets: after a day of tries it is gone`
      : `'${shown(String(key.value), 34)}' drops what it cannot deliver to '${shown(resource.name, 34)}': after a day of tries it is gone`,
  fix: (rule, edit) => {
    const edits = rule.style === "sam" ? samEdits(rule, edit) : queueEdits(rule, edit);
    return edits && { title: "Keep it in a queue", safety: "safe", edits };
  },
});

/** SAM makes the queue and its policy. */
const samEdits = (rule: EventRule, edit: Edit) =>
  onTargets(rule, (node) => edit.set(node, ["DeadLetterConfig", "Type"], "SQS"));

function queueEdits(rule: EventRule, edit: Edit): readonly SiteEdit[] | undefined {
  const { resource, style } = rule;
  // a service without resources of its own gets room for one, not for two
  if (style === "serverless" && !valueOf(resource.template.root, "resources", "Resources")) return undefined;
  const letters = deadLettersOf(resource, edit);
  if (!letters) return undefined;
  const key = style === "serverless" ? ["deadLetterQueueArn"] : ["DeadLetterConfig", "Arn"];
  const source = style === "rule" ? { "Fn::GetAtt": [resource.name, "Arn"] } : undefined;
  const access =
    style === "schedule"
      ? mayQueue(resource, letters.arn, edit, "Target/RoleArn")
      : eventsPolicy(letters, resource, source, edit);
  return together(
    onTargets(rule, (node) => edit.set(node, key, letters.arn)),
    letters.edits,
    access,
  );
}

function onTargets(
  { targets }: EventRule,
  write: (node: NonNullable<EventRule["targets"][number]["node"]>) => readonly SiteEdit[] | undefined,
) {
  const open = targets.filter((target) => !target.hasQueue);
  return together(...open.map(({ node }) => (node ? write(node) : undefined)));
}
