import { type Property, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

interface Given {
  readonly resource: Resource;
  readonly user: string | undefined;
}

export default templateRule<Given>({
  meta: {
    id: "iam/user-policy",
    severity: "warning",
    confidence: "high",
    summary: "A policy is given to a single user",
    why: "A user's own policies are found by nobody who looks through groups and roles, they stay when the person changes teams, and a user has keys that do not expire. Whoever works in the account is better a member of a group, or takes a role for an hour; whatever runs in the account, a function or a pipeline, takes a role and has no keys at all.",
    duty: "iam",
    cwe: [250],
    controls: ["IAM.2"],
    references: [
      {
        title: "Security Hub IAM.2: IAM users should not have IAM policies attached",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
      },
      {
        title: "IAM: security best practices",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      },
    ],
    examples: [
      {
        title: "A user for a pipeline, with a policy of its own",
        bad: `Resources:
  Pipeline:
    Type: AWS::IAM::User
    Properties:
      Policies:
      ^^^^^^^^ the user 'Pipeline' has policies of its own
        - PolicyName: deploy
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:PutObject
                Resource: arn:aws:s3:::releases/*`,
      },
      {
        title: "Managed policies of a user, and a policy that is made for one",
        file: "serverless.yml",
        bad: `service: releases
provider:
  name: aws
resources:
  Resources:
    Pipeline:
      Type: AWS::IAM::User
      Properties:
        ManagedPolicyArns:
        ^^^^^^^^^^^^^^^^^ the user 'Pipeline' has policies of its own
          - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
    Deploy:
      Type: AWS::IAM::Policy
      Properties:
        PolicyName: deploy
        Users: [!Ref Pipeline]
        ^^^^^ 'Deploy' is given to single users
        PolicyDocument:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: s3:PutObject
              Resource: arn:aws:s3:::releases/*`,
      },
      {
        title: "A policy of a user, as a resource",
        bad: `Resources:
  Deploy:
    Type: AWS::IAM::UserPolicy
    Properties:
      UserName: pipeline
      ^^^^^^^^ 'Deploy' is given to the user 'pipeline'
      PolicyName: deploy
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource: arn:aws:s3:::releases/*`,
      },
      {
        title: "A user in a group; policies of groups and roles",
        good: `Resources:
  Pipeline:
    Type: AWS::IAM::User
    Properties:
      Groups: [!Ref Deployers]
      Policies: []
  Deployers:
    Type: AWS::IAM::Group
    Properties:
      ManagedPolicyArns: [!Ref Deploy]
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Users: !Ref AWS::NoValue
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource: arn:aws:s3:::releases/*`,
      },
    ],
  },
  at: [
    "AWS::IAM::User/Policies",
    "AWS::IAM::User/ManagedPolicyArns",
    "AWS::IAM::Policy/Users",
    "AWS::IAM::ManagedPolicy/Users",
    "AWS::IAM::UserPolicy/UserName",
  ],
  *check(property, resource) {
    if (!property || !holdsSome(property) || isToldBefore(property, resource)) return;
    yield { at: property.key ?? property.at, data: { resource, user: userOf(property, resource) } };
  },
  message({ resource, user }) {
    const name = shown(resource.name, 40);
    if (resource.type === "AWS::IAM::User")
      return `the user '${name}' has policies of its own, which no group or role shows`;
    return `'${name}' is given to ${user === undefined ? "single users" : `the user '${shown(user, 40)}'`}, where no group or role shows it`;
  },
});

const holdsSome = ({ value: held }: Property): boolean =>
  held.kind !== "unknown" && value.items(held).some((one) => one.kind !== "known" || one.value !== null);

/** Of a user's two lists the first is told. */
const isToldBefore = (property: Property, user: Resource): boolean => {
  const policies = user.type === "AWS::IAM::User" ? user.property("Policies") : undefined;
  return policies !== undefined && policies.at !== property.at && holdsSome(policies);
};

const userOf = ({ value: held }: Property, { type }: Resource): string | undefined =>
  type === "AWS::IAM::UserPolicy" ? value.text(held) : undefined;
