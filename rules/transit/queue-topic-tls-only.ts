import { type Resource, templateRule } from "../../engine/authoring.ts";
import { denialOf } from "../shared/plain-http.ts";
import { lacksDenial, referredNames, withDenial } from "./_transport-denial.ts";

/** What a policy is attached to, the action to deny, and how a statement names the thing. */
const kinds: Readonly<
  Record<
    string,
    {
      readonly list: string;
      readonly type: string;
      readonly action: string;
      arn(name: string): { readonly [key: string]: string | readonly string[] };
    }
  >
> = {
  "AWS::SQS::QueuePolicy": {
    list: "Queues",
    type: "AWS::SQS::Queue",
    action: "sqs:*",
    arn: (name) => ({ "Fn::GetAtt": [name, "Arn"] }),
  },
  "AWS::SNS::TopicPolicy": {
    list: "Topics",
    type: "AWS::SNS::Topic",
    action: "sns:Publish",
    arn: (name) => ({ Ref: name }),
  },
};

export default templateRule<Resource>({
  meta: {
    id: "transit/queue-topic-tls-only",
    severity: "hint",
    confidence: "high",
    summary: "A queue's or topic's policy that does not deny plain HTTP",
    why: "SQS and SNS answer over HTTP as well as HTTPS. The SDKs use HTTPS by themselves; a client that is told to use an `http://` endpoint sends messages in clear. A denial of `aws:SecureTransport: false` makes it fail at once.",
    duty: "encryption",
    cwe: [319],
    controls: [],
    profiles: [],
    references: [
      {
        title: "SQS: best practices of security",
        url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
      },
      {
        title: "SNS: best practices of security",
        url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
      },
    ],
    examples: [
      {
        title: "A queue that a topic sends to",
        bad: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  OrdersPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
      ^^^^^^^^^^^^^^ 'OrdersPolicy' lets requests over plain HTTP pass
        Statement:
          - Effect: Allow
            Principal:
              Service: sns.amazonaws.com
            Action: sqs:SendMessage
            Resource: !GetAtt Orders.Arn`,
        fixed: `Resources:
  Orders:
    Type: AWS::SQS::Queue
  OrdersPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: sns.amazonaws.com
            Action: sqs:SendMessage
            Resource: !GetAtt Orders.Arn
          - Effect: Deny
            Principal: "*"
            Action: sqs:*
            Resource: !GetAtt Orders.Arn
            Condition:
              Bool:
                aws:SecureTransport: "false"`,
      },
      {
        title: "A topic in a Serverless service",
        file: "serverless.yml",
        bad: `service: shop
provider:
  name: aws
resources:
  Resources:
    Alerts:
      Type: AWS::SNS::Topic
    AlertsPolicy:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics:
          - !Ref Alerts
        PolicyDocument:
        ^^^^^^^^^^^^^^ 'AlertsPolicy' lets requests over plain HTTP pass
          Statement:
            - Effect: Allow
              Principal:
                Service: events.amazonaws.com
              Action: sns:Publish
              Resource: !Ref Alerts`,
        fixed: `service: shop
provider:
  name: aws
resources:
  Resources:
    Alerts:
      Type: AWS::SNS::Topic
    AlertsPolicy:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics:
          - !Ref Alerts
        PolicyDocument:
          Statement:
            - Effect: Allow
              Principal:
                Service: events.amazonaws.com
              Action: sns:Publish
              Resource: !Ref Alerts
            - Effect: Deny
              Principal: "*"
              Action: sns:Publish
              Resource: !Ref Alerts
              Condition:
                Bool:
                  aws:SecureTransport: "false"`,
      },
      {
        title: "Plain HTTP is denied",
        file: "template.json",
        good: `{
  "Resources": {
    "OrdersPolicy": {
      "Type": "AWS::SQS::QueuePolicy",
      "Properties": {
        "Queues": [{ "Ref": "Orders" }],
        "PolicyDocument": {
          "Statement": [
            {
              "Effect": "Deny",
              "Principal": "*",
              "Action": "sqs:*",
              "Resource": { "Fn::GetAtt": ["Orders", "Arn"] },
              "Condition": { "Bool": { "aws:SecureTransport": "false" } }
            }
          ]
        }
      }
    },
    "Orders": { "Type": "AWS::SQS::Queue" }
  }
}`,
      },
    ],
  },
  at: Object.keys(kinds),
  *check(_, policy) {
    const document = policy.property("PolicyDocument");
    if (document && lacksDenial(document.value)) yield { at: document.key ?? document.at, data: policy };
  },
  message: ({ name }) => `'${name}' lets requests over plain HTTP pass`,
  fix: (policy, edit) => {
    const kind = kinds[policy.type];
    const names = kind && referredNames(policy.property(kind.list)?.value, policy, kind.type);
    if (!kind || !names) return undefined;
    const arns = names.map((name) => kind.arn(name));
    const edits = withDenial(policy, denialOf(kind.action, arns.length === 1 ? (arns[0] ?? "") : arns), edit);
    return edits && { title: "Deny requests over plain HTTP", safety: "safe", edits };
  },
});
