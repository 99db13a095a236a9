import { type Element, policyRule, type Statement } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { turned } from "./_all-but.ts";
import { namedActions } from "./_named.ts";
import { resourceCures } from "./_scoped.ts";
import { grants } from "./_wildcard.ts";

interface AllBut {
  readonly statement: Statement;
  readonly first: Element;
}

export default policyRule<AllBut>({
  meta: {
    id: "iam/no-allow-notresource",
    severity: "warning",
    confidence: "high",
    summary: "A policy allows actions on every resource but some",
    why: "`NotResource` beside `Allow` names what is left out, and allows all the rest: every bucket, table and secret that is there, and those that are made later. What is left out is not denied either: another statement may allow it. Name the resources that are meant, and put those that must never be touched into a statement with `Deny`.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the NotResource element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html",
      },
    ],
    examples: [
      {
        title: "Every bucket but one",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "NotResource": "arn:aws:s3:::payroll/*"
                   ^^^^^^^^^^^^^^^^^^^^^^^^ 's3:GetObject' is allowed on everything but 'arn:aws:s3:::payroll/*'
  }
}`,
      },
      {
        title: "Every table but those of others, where one is meant",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              NotResource:
                - arn:aws:dynamodb:*:*:table/payroll
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'dynamodb:PutItem' and 'dynamodb:GetItem' are allowed on everything but 'arn:aws:dynamodb:*:*:table/pa…' and 1 more
                - arn:aws:dynamodb:*:*:table/people`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "Every queue but one",
        file: "serverless.yml",
        bad: `service: jobs
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:*
          NotResource: arn:aws:sqs:*:*:payroll
                       ^^^^^^^^^^^^^^^^^^^^^^^ 'sqs:*' is allowed on everything but 'arn:aws:sqs:*:*:payroll'`,
      },
      {
        title: "Everything but some is denied",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::photos/*" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const [first] = statement.notResources;
    if (first && grants(statement)) yield { at: first.at, data: { statement, first } };
  },
  message({ statement: { actions, notActions, notResources }, first }) {
    const texts = actions.flatMap(({ text }) => text ?? []);
    const what = notActions.length > 0 || texts.length === 0 ? "what it names" : namedActions(texts, 45);
    const verb = texts.length === 1 || texts.length === 0 ? "is" : "are";
    const named = first.text === undefined ? "" : ` '${shown(first.text, 30)}'`;
    const others = notResources.length > 1 ? ` and ${notResources.length - 1} more` : "";
    return `${what} ${verb} allowed on everything but${named || " what is named"}${others}`;
  },
  fix: ({ statement }, edit) =>
    resourceCures({ statement, replaced: [], actions: [] }, edit).flatMap((cure) => {
      const edits = together(turned(statement, "NotResource", edit), cure.edits);
      return edits ? [{ ...cure, edits }] : [];
    }),
});
