import {
  type Cure,
  type Edit,
  type Element,
  matchesAction,
  policyRule,
  type Statement,
  type Template,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { together } from "../shared/together.ts";
import { requoted } from "./_policy-shape.ts";

interface Literal {
  readonly element: Element;
  /** What the ARN is with CloudFormation's own words for it. */
  readonly open: string;
  readonly account: string | undefined;
}

interface Literals {
  readonly literals: readonly Literal[];
  readonly dialect: Template["dialect"];
}

export default policyRule<Literals>({
  meta: {
    id: "iam/literal-partition-account",
    severity: "hint",
    confidence: "high",
    summary: "A policy of a template names its account or partition by hand",
    why: "With the number of an account in it a template works in one account only: deployed to another, for tests or for a customer, its policies allow what is in the first one, or nothing. `AWS::AccountId` is the account that the template is deployed to. The same is true of `arn:aws:` in China and the clouds of governments; it is told where the template uses `AWS::Partition` elsewhere.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "CloudFormation: pseudo parameters",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html",
      },
    ],
    examples: [
      {
        title: "The account of whoever wrote it",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: !Sub "arn:aws:sqs:\${AWS::Region}:111122223333:orders" # theirs
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the account '111122223333' is written into the policy`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: !Sub "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:orders" # theirs`,
      },
      {
        title: "One partition in a template for all",
        file: "template.yaml",
        bad: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource:
              - arn:aws:s3:::albums/\${aws:username}/*
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the partition 'aws' is written into the policy
              - !Sub arn:\${AWS::Partition}:s3:::covers/*`,
        fixed: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource:
              - !Sub arn:\${AWS::Partition}:s3:::albums/\${!aws:username}/*
              - !Sub arn:\${AWS::Partition}:s3:::covers/*`,
      },
      {
        title: "An account in a Serverless service",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:PutItem
          Resource: arn:aws:dynamodb:\${aws:region}:111122223333:table/orders
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the account '111122223333' is written into the policy`,
        fixed: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: dynamodb:PutItem
          Resource: !Sub arn:aws:dynamodb:\${aws:region}:\${AWS::AccountId}:table/orders`,
      },
      {
        title: "Accounts of others, and templates for one partition",
        file: "template.yaml",
        good: `Parameters:
  Account: { Type: String }
Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: "*"
            Resource:
              - arn:aws:s3:::albums/*
              - arn:aws:s3:::backup-111122223333/*
              - !Sub arn:aws:sqs:\${AWS::Region}:\${Account}:orders
              - arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:14`,
      },
    ],
  },
  *check(statement) {
    const { template } = statement;
    if (!template || statement.role !== "identity" || statement.policyTemplate !== undefined) return;
    const literals = literalsIn(statement, template);
    const [first] = literals;
    if (first) yield { at: first.element.at, data: { literals, dialect: template.dialect } };
  },
  message({ literals }) {
    const accounts = [...new Set(literals.flatMap(({ account }) => account ?? []))];
    if (accounts.length === 0) return "the partition 'aws' is written into the policy, which works in no other";
    const [what, is] = accounts.length === 1 ? ["the account", "is"] : ["the accounts", "are"];
    return `${what} ${listed(accounts)} ${is} written into the policy, which works in no other`;
  },
  fix({ literals, dialect }, edit) {
    const edits = together(...literals.map((one) => written(one, dialect, edit)));
    const isSafe = literals.every(({ account }) => account === undefined);
    return (
      edits && ({ title: "Let CloudFormation fill it in", safety: isSafe ? "safe" : "unsafe", edits } satisfies Cure)
    );
  },
});

/** A role that is taken may well be one of another account. */
const isTaken = ({ actions }: Statement): boolean =>
  actions.some(({ text }) => text === undefined || matchesAction(text, "sts:AssumeRole"));

function literalsIn(statement: Statement, template: Template): readonly Literal[] {
  const { resources, notResources } = statement;
  const found: Literal[] = [];
  let isForAll: boolean | undefined;
  for (const element of [...resources, ...notResources]) {
    const { at } = element;
    const [, rest = ""] =
      at.kind === "scalar" && (!at.tag || at.tag === "!Sub") ? (/^arn:aws(:.*)$/s.exec(String(at.value)) ?? []) : [];
    if (rest === "") continue;
    isForAll ??= template.says("AWS::Partition");
    const account = /^:[^:]*:(?:[^:$]|\$\{[^{}]*\}|\$(?!\{))*:(\d{12}):(?!layer:)/.exec(rest)?.[1];
    if (account === undefined ? !isForAll : /^:iam:/.test(rest) && isTaken(statement)) continue;
    const opened = account === undefined ? rest : rest.replace(`:${account}:`, ":${AWS::AccountId}:");
    found.push({ element, open: `arn:${isForAll ? "${AWS::Partition}" : "aws"}${opened}`, account });
  }
  return found;
}

function written({ element: { at }, open }: Literal, dialect: Template["dialect"], edit: Edit) {
  if (at.kind !== "scalar") return undefined;
  const source = at.tag === "!Sub" ? requoted(at, open) : undefined;
  if (source !== undefined) return edit.text(at, source);
  if (at.tag) return undefined;
  // what Fn::Sub must leave alone is marked so; the framework fills in its own variables before
  const kept = dialect === "serverless" ? open : open.replace(/\$\{(?!AWS::)/g, "${!");
  return edit.replace(at, { "Fn::Sub": kept });
}
