import { actionsMatching, type Element, policyRule, type Statement } from "../../engine/authoring.ts";
import { everydayActions } from "../facts/everyday-actions.ts";
import { adminAction, grants, isConditional, isEveryAction } from "./_wildcard.ts";

interface Wildcard {
  readonly action: Element;
  /** The service's prefix, or `*` for all of them. */
  readonly service: string;
  readonly statement: Statement;
}

/** Services whose every action is the way to more rights, or to everyone's secrets. */
const powerful = new Set(["iam", "sts", "kms", "organizations", "lambda", "secretsmanager"]);

export default policyRule<Wildcard>({
  meta: {
    id: "iam/no-wildcard-action",
    severity: "warning",
    confidence: "high",
    summary: "A policy allows every action of a service",
    why: "`dynamodb:*` is not only reading and writing items: it is deleting tables, restoring old backups and giving others access, and it grows with each release of AWS. Code that is made to do something else can do all of it. Name the actions that the code calls.",
    duty: "iam",
    cwe: [732],
    controls: ["IAM.21", "SAS-4"],
    references: [
      {
        title: "AWS Config: no statements with full access",
        url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html",
      },
    ],
    examples: [
      {
        title: "Every action of a queue's service",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["sns:Publish", "sqs:*"],
                                ^^^^^^^ 'sqs:*' grants all
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:ChangeMessageVisibilityBatch",
        "sqs:DeleteMessage",
        "sqs:DeleteMessageBatch",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage"
      ],
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
    }
  ]
}`,
      },
      {
        title: "Every action on secrets",
        file: "template.yaml",
        bad: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: secretsmanager:*
                        ^^^^^^^^^^^^^^^^ 'secretsmanager:*' grants all
                Resource: !Ref Secret
  Secret:
    Type: AWS::SecretsManager::Secret`,
        fixed: `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: secrets
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: secretsmanager:GetSecretValue
                Resource: !Ref Secret
  Secret:
    Type: AWS::SecretsManager::Secret`,
      },
      {
        title: "Every action of every service on one bucket",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iamRoleStatements:
    - Effect: Allow
      Action: "*"
              ^^^ '*' grants every action of every service
      Resource: arn:aws:s3:::photos/*`,
      },
      {
        title: "Named actions; a bucket's own policy",
        file: "template.yaml",
        good: `Resources:
  TlsOnly:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: photos
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: arn:aws:s3:::photos/*
            Condition:
              Bool:
                aws:SecureTransport: "false"
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: [ec2:Describe*, s3:GetObject]
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    if (!grants(statement) || adminAction(statement)) return;
    for (const action of statement.actions) {
      const service = serviceIn(action.text ?? "");
      if (service === undefined) continue;
      const severity = powerful.has(service) ? ("error" as const) : undefined;
      const confidence = isConditional(statement) ? ("medium" as const) : undefined;
      yield { at: action.at, data: { action, service, statement }, severity, confidence };
    }
  },
  message({ action, service }) {
    if (service === "*") return `'${action.text}' grants every action of every service`;
    const all = actionsMatching(`${service}:*`);
    const worst = worstOf(all.map(({ name }) => name));
    if (!worst) return `'${action.text}' grants every action of the service, also those that are yet to come`;
    return `'${action.text}' grants all ${all.length} actions of the service, '${worst}' among them`;
  },
  fix({ action, service, statement }, edit) {
    const everyday = everydayActions(service);
    const { actionNode } = statement;
    if (!everyday || !actionNode) return undefined;
    const others = statement.actions.filter((one) => one !== action).map((one) => one.text);
    if (others.includes(undefined)) return undefined;
    const named = [...new Set([...others.map(String), ...everyday.actions])];
    const edits =
      isListOfTexts(actionNode, statement) && edit.replace(actionNode, named.length === 1 ? (named[0] ?? "") : named);
    return edits
      ? {
          title: `Grant only what SAM's ${everyday.source} ${everyday.source.includes(" and ") ? "grant" : "grants"}`,
          safety: "unsafe",
          edits,
        }
      : undefined;
  },
});

/** The action that says best what is given away: opening a resource to others, else deleting one. */
function worstOf(actions: readonly string[]): string | undefined {
  const shortest = (pattern: RegExp) =>
    actions.filter((name) => pattern.test(name)).sort((a, b) => a.length - b.length)[0];
  return (
    shortest(/:(AddPermission|CreateAccessKey|Put(?:Resource|Bucket|Key|Role|Project)?Policy)$/) ?? shortest(/:Delete/)
  );
}

function serviceIn(pattern: string): string | undefined {
  if (isEveryAction(pattern)) return "*";
  return /^([a-z0-9-]+):\*+$/i.exec(pattern)?.[1]?.toLowerCase();
}

/** Whether all actions are written where the statement stands, so that writing them anew loses nothing. */
const isListOfTexts = (node: { readonly start: number; readonly end: number }, statement: Statement): boolean =>
  statement.actions.every(({ at }) => at.start >= node.start && at.end <= node.end);
