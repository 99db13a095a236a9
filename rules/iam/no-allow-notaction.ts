import { actionNamed, actionsMatching, type Element, policyRule, type Statement } from "../../engine/authoring.ts";
import { everydayActions } from "../facts/everyday-actions.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { turned } from "./_all-but.ts";
import { arnsOf, broadFor } from "./_reach.ts";
import { everyResource, grants, isEveryAction, isLimited, serviceIn } from "./_wildcard.ts";

interface AllBut {
  readonly statement: Statement;
  readonly first: Element;
  readonly givesRoles: boolean;
}

export default policyRule<AllBut>({
  meta: {
    id: "iam/no-allow-notaction",
    severity: "warning",
    confidence: "high",
    summary: "A policy allows every action but some",
    why: "`NotAction` beside `Allow` reads like a prohibition and is the opposite: everything that is not named is allowed, in all services, and what AWS brings out next year is allowed on the day it appears. Nothing is denied by it either: another statement may allow what it leaves out. Name the actions that are meant, or deny those that are not in a statement with `Deny`.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the NotAction element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
      },
    ],
    examples: [
      {
        title: "Everything but users and groups",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "NotAction": ["iam:*User*", "iam:*Group*"],
                    ^^^^^^^^^^^^ every action but 'iam:*User*' and 1 more is allowed, 'iam:PassRole' too
      "Resource": "*"
    }
  ]
}`,
      },
      {
        title: "All that can be done with a bucket's objects, but to delete them",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              NotAction: s3:DeleteObject # keep them
                         ^^^^^^^^^^^^^^^ every action but 's3:DeleteObject' is allowed
              Resource: !Sub \${Photos.Arn}/*`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
  Save:
    Type: AWS::Serverless::Function
    Properties:
      Handler: save.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: # keep them
                - s3:GetObject
                - s3:ListBucket
                - s3:GetBucketLocation
                - s3:GetObjectVersion
                - s3:PutObject
                - s3:PutObjectAcl
                - s3:GetLifecycleConfiguration
                - s3:PutLifecycleConfiguration
              Resource: !Sub \${Photos.Arn}/*`,
      },
      {
        title: "Everything but what it costs to see",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iamRoleStatements:
    - Effect: Allow
      NotAction:
        - aws-portal:*
          ^^^^^^^^^^^^ every action but 'aws-portal:*' is allowed
      Resource: "*"`,
      },
      {
        title: "Everything but some is denied; a boundary",
        file: "template.yaml",
        good: `Resources:
  Limits:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            NotAction: iam:*
            Resource: "*"
  Worker:
    Type: AWS::IAM::Role
    Properties:
      PermissionsBoundary: !Ref Limits
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: photos
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Deny
                NotAction: [s3:GetObject, s3:PutObject]
                Resource: "*"
              - Effect: Allow
                Action: [s3:GetObject, s3:PutObject]
                Resource: arn:aws:s3:::photos/*`,
      },
    ],
  },
  *check(statement) {
    const [first] = statement.notActions;
    // AWS refuses a statement with both, of which iam/policy-element speaks
    if (!first || statement.actions.length > 0 || !grants(statement)) return;
    const givesRoles =
      isOnEveryRole(statement) && !isLimited(statement) && !leavesOut(statement.notActions, "iam:PassRole");
    const severity = givesRoles ? "error" : undefined;
    yield { at: first.at, data: { statement, first, givesRoles }, severity };
  },
  message({ statement: { notActions }, first, givesRoles }) {
    const named = first.text === undefined ? "those named" : `'${shown(first.text, 40)}'`;
    const others = notActions.length > 1 ? ` and ${notActions.length - 1} more` : "";
    return `every action but ${named}${others} is allowed, ${givesRoles ? "'iam:PassRole' too" : "in all services, those yet to come too"}`;
  },
  fix({ statement }, edit) {
    const service = serviceOf(statement);
    const everyday = service === undefined ? undefined : everydayActions(service);
    const allowed = everyday?.actions.filter((action) => !leavesOut(statement.notActions, action)) ?? [];
    const [first, ...others] = allowed;
    const { actionNode } = statement;
    if (!everyday || !actionNode || first === undefined) return undefined;
    const written = edit.replace(actionNode, others.length > 0 ? allowed : first);
    const edits = together(turned(statement, "NotAction", edit), written);
    return edits && { title: `Allow what SAM's ${everyday.source} would, but for those`, safety: "unsafe", edits };
  },
});

const isOnEveryRole = (statement: Statement): boolean => {
  const passing = actionNamed("iam:PassRole");
  return (
    everyResource(statement) !== undefined || (passing !== undefined && broadFor(statement, passing) !== undefined)
  );
};

const leavesOut = (notActions: readonly Element[], action: string): boolean =>
  notActions.some(
    ({ text }) =>
      text === undefined ||
      isEveryAction(text) ||
      serviceIn(text) === action.slice(0, action.indexOf(":")) ||
      actionsMatching(text).some(({ name }) => name === action),
  );

/** The one service whose resources a statement names. */
function serviceOf(statement: Statement): string | undefined {
  const services = new Set(
    statement.resources.map(
      (one) => /^arn:(?:\$\{[^{}]*\}|[^:]*):([a-z0-9-]+):/.exec(arnsOf(one, statement)[0] ?? "")?.[1],
    ),
  );
  const [service] = services;
  return services.size === 1 ? service : undefined;
}
