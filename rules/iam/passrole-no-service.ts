import { heldTogether, policyRule, type Statement, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { conditionPath, isOnlyPassing, isPassing, roleNamed, serviceOf, serviceUsing } from "./_pass-role.ts";
import { arnsOf } from "./_reach.ts";
import { spokenOnAll } from "./_voices.ts";
import { everyResource, grants } from "./_wildcard.ts";

interface Passing {
  readonly statement: Statement;
  readonly action: string;
  /** The role, as far as it is known by a name. */
  readonly role: string | undefined;
  /** The service that is surely meant. */
  readonly service: string | undefined;
}

export default policyRule<Passing>({
  meta: {
    id: "iam/passrole-no-service",
    severity: "info",
    confidence: "high",
    summary: "A role may be passed to any service that it trusts",
    why: "The policy names the role, and not who is to be given it. If the role trusts two services, or comes to trust another, it can be passed to each: a role that was meant for a schedule starts a machine. `iam:PassedToService` says which one is meant, and keeps saying it when the role's trust changes.",
    duty: "iam",
    cwe: [269],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM condition keys: iam:PassedToService",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
      },
    ],
    examples: [
      {
        title: "A role of the template, which says whom it is for",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Nightly:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: scheduler.amazonaws.com
            Action: sts:AssumeRole
  Plan:
    Type: AWS::Serverless::Function
    Properties:
      Handler: plan.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: iam:PassRole
                      ^^^^^^^^^^^^ 'iam:PassRole' names no service that 'Nightly' may be passed to
              Resource: !GetAtt Nightly.Arn`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Nightly:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: scheduler.amazonaws.com
            Action: sts:AssumeRole
  Plan:
    Type: AWS::Serverless::Function
    Properties:
      Handler: plan.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: iam:PassRole
              Resource: !GetAtt Nightly.Arn
              Condition:
                StringEquals:
                  iam:PassedToService: scheduler.amazonaws.com`,
      },
      {
        title: "A role by its ARN, beside the action that takes it",
        file: "serverless.yml",
        bad: `service: plans
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: scheduler:CreateSchedule
          Resource: arn:aws:scheduler:eu-west-1:111122223333:schedule/plans/*
        - Effect: Allow
          Action: iam:PassRole
                  ^^^^^^^^^^^^ 'iam:PassRole' names no service that 'nightly' may be passed to
          Resource: arn:aws:iam::111122223333:role/nightly`,
        fixed: `service: plans
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: scheduler:CreateSchedule
          Resource: arn:aws:scheduler:eu-west-1:111122223333:schedule/plans/*
        - Effect: Allow
          Action: iam:PassRole
          Resource: arn:aws:iam::111122223333:role/nightly
          Condition:
            StringEquals:
              iam:PassedToService: scheduler.amazonaws.com`,
      },
      {
        title: "The service is named, or the action is denied; every role is another finding",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/nightly",
      "Condition": { "StringLike": { "iam:PassedToService": "*.amazonaws.com" } }
    },
    { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/admin" },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *checkPolicy(policy) {
    for (const statement of policy.statements) {
      const element = statement.actions.find(({ text }) => text !== undefined && isPassing(text));
      if (!element || !isOfSomeRole(statement) || namesService(statement)) continue;
      const arns = statement.resources.flatMap((one) => arnsOf(one, statement));
      const role = roleNamed(arns, statement);
      const name = role?.name ?? (arns.length === 1 ? /([^/$}]+)$/.exec(arns[0] ?? "")?.[1] : undefined);
      const service = (role && serviceOf(role)) ?? serviceUsing(heldTogether(policy).statements);
      yield { at: element.at, data: { statement, action: element.text ?? "", role: name, service } };
    }
  },
  message: ({ action, role }) =>
    role === undefined
      ? `'${action}' names no service that the roles may be passed to: any that they trust will do`
      : `'${action}' names no service that '${shown(role, 40)}' may be passed to: any that it trusts will do`,
  fix({ statement, service }, edit) {
    if (service === undefined || !isOnlyPassing(statement)) return undefined;
    const edits = edit.set(statement.node, conditionPath, service);
    return edits && { title: `Allow it for '${service}' only`, safety: "unsafe", edits };
  },
});

/** Whether roles are named; of `*` and `role/*` `iam/passrole-star` speaks. */
const isOfSomeRole = (statement: Statement): boolean =>
  grants(statement) &&
  statement.resources.length > 0 &&
  !everyResource(statement) &&
  !spokenOnAll({ ...statement, template: statement.template, condition: undefined }, "role");

/** Whether a condition says to whom, or what the role is for; one that cannot be read may. */
function namesService({ condition }: Statement): boolean {
  if (!condition || (condition.kind === "known" && condition.value === null)) return false;
  const tests = value.map(condition)?.entries;
  if (!tests) return true;
  return tests.some(({ value: test }) => {
    const keys = value.map(test)?.entries;
    return !keys || keys.some(({ key }) => /^iam:(?:PassedToService|AssociatedResourceArn)$/i.test(String(key.value)));
  });
}
