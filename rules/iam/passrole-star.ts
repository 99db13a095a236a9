import { type Cure, type Edit, hasWildcard, type Plain, policyRule, type Resource } from "../../engine/authoring.ts";
import { together } from "../shared/together.ts";
import { conditionPath, isOnlyPassing, roles, serviceOf, written } from "./_pass-role.ts";
import { apart, type Scoping, skeletonCures } from "./_scoped.ts";
import { type Spoken, spokenOnAll } from "./_voices.ts";

/** More roles than this are not offered one by one. */
const mostOffers = 4;

export default policyRule<Spoken>({
  meta: {
    id: "iam/passrole-star",
    severity: "error",
    confidence: "high",
    summary: "A policy lets its holder pass every role",
    why: "To pass a role is to let something else run with it: a function, a task, a stack. Whoever may pass every role, and may start anything that takes one, works with the rights of the most powerful role of the account. Name the role that is passed, and with `iam:PassedToService` the service that may be given it.",
    duty: "iam",
    cwe: [269],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: granting permissions to pass a role to a service",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      },
      {
        title: "IAM condition keys: iam:PassedToService",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
      },
    ],
    examples: [
      {
        title: "Every role, where one of the template is meant",
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
              Resource: "*"
                        ^^^ 'iam:PassRole' is allowed for every role`,
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
        title: "Beside what the role is passed for",
        file: "template.yaml",
        bad: `Resources:
  Flow:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: states.amazonaws.com
            Action: sts:AssumeRole
  Flows:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
              - states:CreateStateMachine # as they are asked for
              - iam:PassRole
            Resource: "*"
                      ^^^ 'iam:PassRole' is allowed for every role`,
        fixed: `Resources:
  Flow:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: states.amazonaws.com
            Action: sts:AssumeRole
  Flows:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
              - states:CreateStateMachine # as they are asked for
            Resource: "*"
          - Effect: Allow
            Action: iam:PassRole
            Resource: !GetAtt Flow.Arn
            Condition:
              StringEquals:
                iam:PassedToService: states.amazonaws.com`,
      },
      {
        title: "Every role of the account, by its ARN",
        file: "serverless.yml",
        bad: `service: plans
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - iam:PassRole
          Resource: arn:aws:iam::111122223333:role/*
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'iam:PassRole' is allowed for every role, so that anything it starts may run with any of them`,
        fixed: `service: plans
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - iam:PassRole
          Resource: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/ROLE_NAME`,
      },
      {
        title: "A pattern that includes it, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": ["iam:Pass*", "scheduler:ListSchedules"],
    "Resource": ["arn:aws:iam::111122223333:role/*", "*"]
                                                     ^^^ 'iam:Pass*' is allowed for every role
  }
}`,
      },
      {
        title: "One role, roles below a path, and every role for one service",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/nightly" },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/plans/*" },
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "*",
      "Condition": { "StringEquals": { "iam:PassedToService": "scheduler.amazonaws.com" } }
    },
    { "Effect": "Deny", "Action": "iam:PassRole", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const spoken = spokenOnAll(statement, "role");
    if (spoken) yield { at: spoken.resource.at, data: spoken };
  },
  message: ({ actions: [action] }) =>
    `'${action}' is allowed for every role, so that anything it starts may run with any of them`,
  fix({ statement, resource, actions }, edit) {
    if (statement.resources.length > 1 || actions.some(hasWildcard)) return undefined;
    const scoping = { statement, replaced: [resource], actions };
    const found = roles(statement);
    const cures = found.length > mostOffers ? [] : found.flatMap((role) => limitedTo(role, scoping, edit));
    return cures.length > 0 ? cures : skeletonCures(scoping, edit);
  },
});

function limitedTo(role: Resource, scoping: Scoping, edit: Edit): readonly Cure[] {
  const { node, resourceNode } = scoping.statement;
  const service = serviceOf(role);
  const condition: Record<string, Plain> =
    service === undefined ? {} : { Condition: { StringEquals: { "iam:PassedToService": service } } };
  const edits = isOnlyPassing(scoping.statement)
    ? together(
        resourceNode && edit.replace(resourceNode, written(role)),
        service === undefined ? [] : edit.set(node, conditionPath, service),
      )
    : apart(scoping, { Resource: written(role), ...condition }, edit);
  return edits ? [{ title: `Limit it to '${role.name}'`, safety: "unsafe", edits }] : [];
}
