import { policyRule, type Resource, type Statement, type Value } from "../../engine/authoring.ts";
import { everyoneIn, restrictsStrangers } from "../shared/caller-condition.ts";
import { asksForSecret, functionsWith, onlyOwnAccount } from "./_principals.ts";

interface Open {
  readonly statement: Statement;
  readonly role: Resource | undefined;
  readonly everyone: Value;
}

export default policyRule<Open>({
  meta: {
    id: "iam/trust-principal-star",
    severity: "error",
    confidence: "high",
    summary: "A role that everyone may take",
    why: "The trust policy of a role says who may become it. With '*' that is every user and role of every AWS account: whoever learns or guesses the role's ARN has its rights, from an account of their own that you will never see. A function's role is taken by the service 'lambda.amazonaws.com' and by no one else.",
    duty: "iam",
    cwe: [284],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the element Principal",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      },
      {
        title: "Lambda: the execution role",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
      },
    ],
    examples: [
      {
        title: "The role of a function",
        file: "template.yaml",
        bad: `Resources:
  SaveRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
                       ^^^ everyone may take 'SaveRole', from any AWS account
            Action: sts:AssumeRole
  Save:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt SaveRole.Arn`,
        fixed: `Resources:
  SaveRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
  Save:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt SaveRole.Arn`,
      },
      {
        title: "A role for people, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Support:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            Effect: Allow
            Principal:
              AWS: "*"
                   ^^^ everyone may take 'Support', from any AWS account
            Action: sts:AssumeRole`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Support:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: sts:AssumeRole`,
      },
      {
        title: "A trust policy on its own",
        file: "trust.json",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }]
                                                           ^^^ everyone may take the role
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::<account>:root" }, "Action": "sts:AssumeRole" }]
}`,
      },
      {
        title: "An organization, a secret between two parties, a service",
        file: "template.yaml",
        good: `Resources:
  Shared:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: "*" }
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                aws:PrincipalOrgID: o-a1b2c3d4e5
          - Effect: Allow
            Principal: { AWS: "*" }
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: 6f0d0b6e
          - Effect: Deny
            Principal: "*"
            Action: sts:AssumeRole
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole`,
      },
    ],
  },
  *check(statement) {
    if (statement.role !== "trust" || statement.effect !== "Allow") return;
    if (restrictsStrangers(statement.condition) || asksForSecret(statement)) return;
    const everyone = everyoneIn(statement.principal);
    const role = statement.owner?.type === "AWS::IAM::Role" ? statement.owner : undefined;
    if (everyone) yield { at: everyone.at, data: { statement, role, everyone } };
  },
  message: ({ role }) => `everyone may take ${role ? `'${role.name}'` : "the role"}, from any AWS account`,
  fix: ({ statement, role, everyone }, edit) => {
    if (role && functionsWith(role).length > 0) {
      const edits = edit.set(statement.node, ["Principal"], { Service: "lambda.amazonaws.com" });
      return edits && { title: "Let only AWS Lambda take it", safety: "unsafe", edits };
    }
    const edits = onlyOwnAccount(statement, everyone, edit, role ? undefined : "arn:aws:iam::<account>:root");
    return edits && { title: "Let only this account take it", safety: "unsafe", edits };
  },
});
