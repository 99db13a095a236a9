import {
  type Cure,
  type Edit,
  type Element,
  hasWildcard,
  type Node,
  type PolicyDocument,
  policyRule,
  type Statement,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { isCoveredBy, type Needless, needlessIn } from "./_covered.ts";
import { certainStatements, listOf, sequenceOf } from "./_policy-shape.ts";
import { saidBy } from "./_variables.ts";

interface Redundant {
  readonly policy: PolicyDocument;
  readonly statement: Statement;
  /** The statement that says all that this one says. */
  readonly covering?: Statement;
  readonly needless: readonly Needless[];
}

/** A policy with more statements is not compared statement by statement. */
const mostStatements = 100;

export default policyRule<Redundant>({
  meta: {
    id: "iam/redundant",
    severity: "hint",
    confidence: "high",
    summary: "A part of a policy is already covered by another",
    why: "`s3:GetObject` beside `s3:Get*` changes nothing today, but it hides what the policy allows: whoever removes one believes that the right is gone. What is covered also counts towards the size that a policy may have.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "IAM: policy evaluation logic",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      },
      {
        title: "IAM: quotas for the size of policies",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      },
    ],
    examples: [
      {
        title: "An action beside a pattern that has it",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:Get*", "s3:PutObject"],
                 ^^^^^^^^^^^^^^ 's3:GetObject' is covered by 's3:Get*' of the same statement
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:Get*", "s3:PutObject"],
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
      },
      {
        title: "A statement within another",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              Resource:
                - !GetAtt Orders.Arn
                - !Sub \${Orders.Arn}/index/*
            - Effect: Allow
              ^^^^^^ another statement of the policy allows all that this one allows
              Action: dynamodb:GetItem
              Resource: !GetAtt Orders.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              Resource:
                - !GetAtt Orders.Arn
                - !Sub \${Orders.Arn}/index/*`,
      },
      {
        title: "The same resource twice",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - sqs:SendMessage
            - SQS:sendMessage
              ^^^^^^^^^^^^^^^ 'SQS:sendMessage' and 'arn:aws:sqs:eu-west-1:111122223…' are covered by others of the same statement
          Resource:
            - arn:aws:sqs:eu-west-1:*:orders
            - arn:aws:sqs:eu-west-1:111122223333:orders`,
        fixed: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - sqs:SendMessage
          Resource:
            - arn:aws:sqs:eu-west-1:*:orders`,
      },
      {
        title: "Statements and actions that add something, or may",
        file: "template.yaml",
        good: `Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: [dynamodb:GetItem, "dynamodb:Put*"], Resource: !GetAtt Orders.Arn }
          - { Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "\${Orders.Arn}/index/*" }
          - { Effect: Allow, Action: dynamodb:GetItem, Resource: !If [IsProd, !GetAtt Orders.Arn, "*"] }
          - { Effect: Deny, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }
          - { Effect: Allow, Action: "sqs:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }
          - { Effect: Allow, Action: sqs:SendMessage, Resource: "*" }
          - !If [IsProd, { Effect: Allow, Action: "sns:*", Resource: "*" }, !Ref AWS::NoValue]
          - { Effect: Allow, Action: sns:Publish, Resource: "*" }`,
      },
    ],
  },
  *checkPolicy(policy) {
    const isCertain = new Set<Node>(certainStatements(policy).map(({ node }) => node));
    const certain = policy.statements.filter(({ node }) => isCertain.has(node));
    const compared = certain.length <= mostStatements ? certain : [];
    for (const statement of policy.statements) {
      const covering = compared.includes(statement) ? coveringOf(statement, compared) : undefined;
      const needless = covering ? [] : needlessIn(statement);
      const at = covering ? (statement.node.entries[0]?.key ?? statement.node) : needless[0]?.element.at;
      if (at) yield { at, data: { policy, statement, needless, ...(covering && { covering }) } };
    }
  },
  message({ needless, statement, covering }) {
    const [first, second] = needless;
    const does = statement.effect === "Deny" ? "denies" : "allows";
    if (covering || !first) return `another statement of the policy ${does} all that this one ${does}`;
    const names = listed(needless.map(({ element }) => shown(saidBy(element) ?? "it", 32)));
    if (second) return `${names} are covered by others of the same statement`;
    return `${names} is covered by '${shown(saidBy(first.covering) ?? "another", 50)}' of the same statement`;
  },
  fix(redundant, edit) {
    const { policy, statement, needless, covering } = redundant;
    const list = listOf(policy);
    const removed = covering
      ? list && edit.remove(list, statement.node)
      : withoutItems(
          statement,
          needless.map(({ element }) => element),
          edit,
        );
    const title = covering ? "Remove the statement" : "Remove what is covered";
    return [...(removed ? [{ title, safety: "safe" as const, edits: removed }] : []), ...exact(redundant, edit)];
  },
});

/** Instead of the names the pattern may go that covers them, with what else it allows. */
function exact({ statement, needless }: Redundant, edit: Edit): readonly Cure[] {
  const patterns = [...new Set(needless.map(({ covering }) => covering))];
  if (statement.effect !== "Allow" || patterns.length === 0 || !patterns.every(({ text }) => hasWildcard(text ?? "")))
    return [];
  const edits = withoutItems(statement, patterns, edit);
  return edits ? [{ title: "Keep what is named, remove the pattern", safety: "unsafe", edits }] : [];
}

function withoutItems({ actionNode, resourceNode }: Statement, items: readonly Element[], edit: Edit) {
  return together(
    ...items.map(({ at }) => {
      const holder = [actionNode, resourceNode].find((one) => sequenceOf(one)?.items.includes(at));
      return holder && edit.remove(holder, at);
    }),
  );
}

/** Of two statements that cover each other the first stays. */
function coveringOf(statement: Statement, others: readonly Statement[]): Statement | undefined {
  const place = others.indexOf(statement);
  return others.find(
    (other, index) =>
      other !== statement && isCoveredBy(statement, other) && (index < place || !isCoveredBy(other, statement)),
  );
}
