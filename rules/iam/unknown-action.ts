import { type Cure, type Edit, matchesAction, policyRule, type Statement } from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { requoted, sequenceOf } from "./_policy-shape.ts";
import { type UnknownAction, unknownAction } from "./_unknown-actions.ts";

interface Unknown {
  readonly statement: Statement;
  readonly unknown: readonly UnknownAction[];
}

export default policyRule<Unknown>({
  meta: {
    id: "iam/unknown-action",
    severity: "error",
    confidence: "high",
    summary: "A policy names an action or a service that does not exist",
    why: "AWS takes a policy with an action that it does not know, and the action does nothing: what it should allow is refused in production, and what it should deny goes on. Mostly it is a misspelling, the name of a service in an SDK instead of its prefix (`stepfunctions` for `states`), or the name of an operation that asks for the right to another (`s3:HeadObject` needs `s3:GetObject`, `lambda:Invoke` needs `lambda:InvokeFunction`).",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "AWS services' actions, resources and condition keys",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
      },
      {
        title: "IAM: the Action element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
      },
    ],
    examples: [
      {
        title: "A slip of the pen",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObjet"],
                                 ^^^^^^^^^^^^^ 's3:PutObjet' is no action, so the statement does not allow it
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
      },
      {
        title: "Operations of the SDK instead of actions",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action:
                - s3:HeadObject # is it there?
                  ^^^^^^^^^^^^^ 's3:HeadObject' is an operation, which needs 's3:GetObject'
                - s3:PutObject
              Resource: arn:aws:s3:::albums/*`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action:
                - s3:GetObject # is it there?
                - s3:PutObject
              Resource: arn:aws:s3:::albums/*`,
      },
      {
        title: "A service by another name, and a pattern that no action fits",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [stepfunctions:StartExecution, "s3:Gett*"]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'stepfunctions:StartExecution' and 's3:Gett*' are no actions
          Resource: "*"`,
        fixed: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [states:StartExecution, "s3:Get*"]
          Resource: "*"`,
      },
      {
        title: "An action that is like no other",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iamRoleStatements:
    - Effect: Allow
      Action: dynamodb:WriteEverything
              ^^^^^^^^^^^^^^^^^^^^^^^^ 'dynamodb:WriteEverything' is no action
      Resource: "*"`,
      },
      {
        title: "Actions and patterns in any case, and what is known at deployment only",
        file: "template.yaml",
        good: `Parameters:
  Verb: { Type: String }
Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: [S3:getobject, "dynamodb:*Item", "iam:*", "*", "kms:ReEncrypt*", "execute-api:Invoke"]
            Resource: "*"
          - Effect: Deny
            NotAction: [!Sub "s3:\${Verb}Object", "*:*", "ssmmessages:*"]
            Resource: "*"`,
      },
    ],
  },
  *check(statement) {
    if (statement.policyTemplate !== undefined) return;
    const elements = [...statement.actions, ...statement.notActions];
    const unknown = elements.flatMap((element) => unknownAction(element) ?? []);
    for (const group of [
      unknown.filter(({ meant }) => meant.length > 0),
      unknown.filter(({ meant }) => meant.length === 0),
    ]) {
      const [first] = group;
      if (!first) continue;
      const isSure = group.every(({ meant, kind }) => meant.length > 0 || kind === "shape");
      const confidence = isSure
        ? undefined
        : group.some(({ kind }) => kind === "name")
          ? ("medium" as const)
          : ("low" as const);
      const severity = group.every((one) => isGranted(one, statement)) ? ("hint" as const) : undefined;
      yield { at: first.element.at, data: { statement, unknown: group }, confidence, severity };
    }
  },
  message({ unknown, statement: { effect } }) {
    const [first, second] = unknown;
    if (first && !second && first.kind === "operation")
      return `'${shown(first.text, 28)}' is an operation, which needs ${listed(first.meant.map((one) => shown(one, 28)))}`;
    const what = `${listed(unknown.map(({ text }) => shown(text, 32)))} ${second ? "are no actions" : "is no action"}`;
    if (!effect) return what;
    return `${what}, so the statement does not ${effect === "Deny" ? "deny" : "allow"} ${second ? "them" : "it"}`;
  },
  fix: ({ unknown, statement }, edit) => {
    const edits = together(...unknown.map((one) => editsOf(one, statement, edit)));
    return (
      edits &&
      ({ title: titleOf(unknown), safety: isSafe(unknown, statement) ? "safe" : "unsafe", edits } satisfies Cure)
    );
  },
});

function titleOf(unknown: readonly UnknownAction[]): string {
  const meant = unknown.flatMap((one) => one.meant);
  return `Write ${meant.length === 1 ? `'${meant[0]}'` : "the actions that are meant"}`;
}

/** Whether the statement names all that is meant anyway. */
const isGranted = ({ meant }: UnknownAction, { actions }: Statement): boolean =>
  meant.length > 0 &&
  meant.every((action) => actions.some(({ text }) => text !== undefined && matchesAction(text, action)));

/** A pattern may mean more than was wanted, and a mended denial may deny what works today. */
const isSafe = (unknown: readonly UnknownAction[], { effect, notActions }: Statement): boolean =>
  effect === "Allow" &&
  notActions.length === 0 &&
  unknown.every(({ text, meant }) => meant.length === 1 && !/[*?]/.test(text));

function editsOf({ element: { at }, meant, text }: UnknownAction, statement: Statement, edit: Edit) {
  const list = sequenceOf(statement.actionNode);
  const holder = list?.items.includes(at) ? list : undefined;
  const missing = meant.filter(
    (action) => !statement.actions.some((one) => one.text?.toLowerCase() === action.toLowerCase()),
  );
  if (at.kind !== "scalar" || at.value !== text || meant.length === 0) return undefined;
  if (missing.length === 0) return holder && edit.remove(holder, at);
  const [first = "", ...others] = missing;
  const source = requoted(at, first);
  if (source === undefined) return undefined;
  if (others.length === 0) return edit.text(at, source);
  if (!holder) return edit.replace(at, missing);
  return together(edit.text(at, source), ...others.map((action) => edit.append(holder, action)));
}
