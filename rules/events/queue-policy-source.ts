import {
  type Edit,
  matchesAction,
  type Plain,
  policyRule,
  type Resource,
  referenceIn,
  resourcesOfType,
  type Statement,
  type Template,
  value,
} from "../../engine/authoring.ts";
import { everyoneIn, restrictsCallers, restrictsStrangers } from "../shared/caller-condition.ts";
import { shown } from "../shared/shown.ts";

interface Finding {
  readonly statement: Statement;
  readonly owner: Resource;
  /** The service that may send; undefined: everyone may. */
  readonly service?: string;
}

/** What sending to it is, and which property of the policy names it. */
const kinds: ReadonlyMap<string, { readonly action: string; readonly targets: string }> = new Map([
  ["AWS::SQS::QueuePolicy", { action: "sqs:SendMessage", targets: "Queues" }],
  ["AWS::SNS::TopicPolicy", { action: "sns:Publish", targets: "Topics" }],
]);

export default policyRule<Finding>({
  meta: {
    id: "events/queue-policy-source",
    severity: "warning",
    confidence: "high",
    summary: "A queue or topic that takes messages from anyone's sources",
    why: "'sns.amazonaws.com' sends for every topic of every account. A policy that allows the service and does not say for which topic, rule or bucket lets anyone with an account of their own put messages into the queue by way of it, and the function behind takes them for its own. A principal of '*' does not even ask for that detour. Name the source in a condition on 'aws:SourceArn', or at least the account on 'aws:SourceAccount'.",
    duty: "iam",
    cwe: [441],
    controls: ["SQS.3", "SNS.4"],
    references: [
      {
        title: "IAM: the confused deputy problem",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      },
      {
        title: "SNS: a queue's policy for a topic",
        url: "https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
      },
    ],
    examples: [
      {
        title: "A queue for any topic",
        file: "template.yaml",
        bad: `Resources:
  Orders:
    Type: AWS::SNS::Topic
  Inbox:
    Type: AWS::SQS::Queue
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: sqs
      TopicArn: !Ref Orders
      Endpoint: !GetAtt Inbox.Arn
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues:
        - !Ref Inbox
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: sns.amazonaws.com
                       ^^^^^^^^^^^^^^^^^ 'InboxPolicy' lets 'sns.amazonaws.com' send for anyone's account
            Action: sqs:SendMessage
            Resource: !GetAtt Inbox.Arn`,
        fixed: `Resources:
  Orders:
    Type: AWS::SNS::Topic
  Inbox:
    Type: AWS::SQS::Queue
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      Protocol: sqs
      TopicArn: !Ref Orders
      Endpoint: !GetAtt Inbox.Arn
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues:
        - !Ref Inbox
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: sns.amazonaws.com
            Action: sqs:SendMessage
            Resource: !GetAtt Inbox.Arn
            Condition:
              ArnEquals:
                aws:SourceArn: !Ref Orders`,
      },
      {
        title: "A topic for everyone, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Orders": { "Type": "AWS::SNS::Topic" },
    "OrdersPolicy": {
      "Type": "AWS::SNS::TopicPolicy",
      "Properties": {
        "Topics": [{ "Ref": "Orders" }],
        "PolicyDocument": {
          "Statement": { "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": { "Ref": "Orders" } }
                                                         ^^^ 'OrdersPolicy' lets everyone send
        }
      }
    }
  }
}`,
      },
      {
        title: "A queue of a Serverless service, for any bucket",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Uploads:
      Type: AWS::SQS::Queue
    UploadsPolicy:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues: [!Ref Uploads]
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal: { Service: s3.amazonaws.com }
                                    ^^^^^^^^^^^^^^^^ lets 's3.amazonaws.com' send
              Action: sqs:*
              Resource: "*"`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Uploads:
      Type: AWS::SQS::Queue
    UploadsPolicy:
      Type: AWS::SQS::QueuePolicy
      Properties:
        Queues: [!Ref Uploads]
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal: { Service: s3.amazonaws.com }
              Action: sqs:*
              Resource: "*"
              Condition:
                StringEquals:
                  aws:SourceAccount: !Ref AWS::AccountId`,
      },
      {
        title: "The source or the account is named; reading only; a condition that is not to be known",
        file: "template.yaml",
        good: `Parameters:
  Limits:
    Type: String
Resources:
  Orders:
    Type: AWS::SNS::Topic
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!ImportValue Inbox]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: sns.amazonaws.com
            Action: sqs:SendMessage
            Resource: "*"
            Condition:
              ArnEquals:
                aws:SourceArn: !Ref Orders
          - Effect: Allow
            Principal: "*"
            Action: sqs:SendMessage
            Resource: "*"
            Condition:
              StringEquals:
                AWS:SourceAccount: !Ref AWS::AccountId
          - Effect: Allow
            Principal: "*"
            Action: sqs:SendMessage
            Resource: "*"
            Condition: !Ref Limits
          - Effect: Allow
            Principal: "*"
            Action: sqs:ReceiveMessage
            Resource: "*"
          - Effect: Deny
            Principal: "*"
            Action: sqs:*
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    const { owner, principal } = statement;
    const kind = owner && kinds.get(owner.type);
    if (!kind || statement.effect !== "Allow") return;
    if (!statement.actions.some(({ text }) => text !== undefined && matchesAction(text, kind.action))) return;
    const everyone = everyoneIn(principal);
    if ((everyone ? restrictsStrangers : restrictsCallers)(statement.condition)) return;
    if (everyone) yield { at: everyone.at, data: { statement, owner }, severity: "error" };
    else
      for (const one of value.items(value.at(principal, "Service"))) {
        const service = value.text(one);
        if (service !== undefined) yield { at: one.at, data: { statement, owner, service } };
      }
  },
  message: ({ owner: { name }, service }) =>
    service === undefined
      ? `'${name}' lets everyone send: no condition says from where`
      : `'${shown(name, 40)}' lets '${shown(service, 30)}' send for anyone's account: no condition says from which source`,
  fix: ({ statement, owner, service }, edit) => {
    const condition = service === undefined || statement.condition ? undefined : conditionFor(service, owner);
    const edits = condition && setCondition(statement, condition, edit);
    return (
      edits && {
        title: `Only from sources of this ${"ArnEquals" in condition ? "template" : "account"}`,
        safety: "unsafe",
        edits,
      }
    );
  },
});

const setCondition = ({ node }: Statement, condition: Plain, edit: Edit) => edit.set(node, ["Condition"], condition);

/** The sources that the template connects; S3 is held to the account, since a bucket that the policy names would have to exist before it. */
function conditionFor(service: string, owner: Resource): { readonly [key: string]: Plain } | undefined {
  if (service === "s3.amazonaws.com") return { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } };
  const arns = sourcesOf(service, targetsOf(owner), owner.template);
  const [first] = arns;
  return first === undefined ? undefined : { ArnEquals: { "aws:SourceArn": arns.length === 1 ? first : arns } };
}

function targetsOf(owner: Resource): ReadonlySet<string> {
  const targets = value.items(owner.property(kinds.get(owner.type)?.targets ?? "")?.value);
  return new Set(targets.flatMap((target) => referenceIn(target)?.resource ?? []));
}

function sourcesOf(service: string, targets: ReadonlySet<string>, template: Template): readonly Plain[] {
  const goesThere = (target: value.Value | undefined) => targets.has(referenceIn(target)?.resource ?? "");
  if (service === "sns.amazonaws.com")
    return resourcesOfType(template, "AWS::SNS::Subscription").flatMap((subscription) => {
      const topic = referenceIn(subscription.property("TopicArn")?.value);
      return topic && goesThere(subscription.property("Endpoint")?.value) ? [{ Ref: topic.resource }] : [];
    });
  if (service !== "events.amazonaws.com") return [];
  return resourcesOfType(template, "AWS::Events::Rule").flatMap((rule) =>
    value.items(rule.property("Targets")?.value).some((target) => goesThere(value.at(target, "Arn")))
      ? [{ "Fn::GetAtt": [rule.name, "Arn"] }]
      : [],
  );
}
