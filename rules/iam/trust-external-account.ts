import { policyRule, type Resource, type Statement, value } from "../../engine/authoring.ts";
import { restrictsCallers } from "../shared/caller-condition.ts";
import { together } from "../shared/together.ts";
import { asksForSecret, named } from "./_principals.ts";

interface Trusted {
  readonly statement: Statement;
  readonly account: string;
}

export default policyRule<Trusted>({
  meta: {
    id: "iam/trust-external-account",
    severity: "warning",
    confidence: "medium",
    summary: "A role that all of another account may take, without a further condition",
    why: "Another account's root in a trust policy stands for everyone in that account. If it is a vendor's, each of its customers can name your role's ARN and have the vendor's systems work in your account (the confused deputy). An 'sts:ExternalId' that only you and they know, or a condition on 'aws:PrincipalOrgID' for accounts of your own organization, closes that.",
    duty: "iam",
    cwe: [441],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: access to AWS accounts owned by third parties",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
      },
      {
        title: "IAM: the confused deputy problem",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      },
    ],
    examples: [
      {
        title: "A monitoring company",
        file: "template.yaml",
        bad: `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Monitoring:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS: arn:aws:iam::444455556666:root
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ everyone in account '444455556666' may take the role, for whomever they work
            Action: sts:AssumeRole`,
        fixed: `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Monitoring:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS: arn:aws:iam::444455556666:root
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
Parameters:
  ExternalId:
    Type: String`,
      },
      {
        title: "A vendor, in serverless.yml",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Monitoring:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            Effect: Allow
            Principal: { AWS: "444455556666" }
                              ^^^^^^^^^^^^^^ everyone in account '444455556666' may take the role
            Action: sts:AssumeRole`,
      },
      {
        title: "By the account's number, in a trust policy on its own",
        file: "trust.json",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": ["444455556666"] }, "Action": "sts:AssumeRole" }
                                                ^^^^^^^^^^^^^^ everyone in account '444455556666' may take the role
  ]
}`,
      },
      {
        title: "One role there; this account; a further condition; an account that is not to be known",
        file: "template.yaml",
        good: `Parameters:
  Vendor:
    Type: String
Resources:
  Shared:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              AWS:
                - arn:aws:iam::444455556666:role/deploy
                - !Sub arn:aws:iam::\${AWS::AccountId}:root
                - !Sub arn:aws:iam::\${Vendor}:root
            Action: sts:AssumeRole
          - Effect: Allow
            Principal:
              AWS: arn:aws:iam::444455556666:root
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: 6f0d0b6e`,
      },
    ],
  },
  *check(statement) {
    if (statement.role !== "trust" || statement.effect !== "Allow") return;
    if (restrictsCallers(statement.condition) || asksForSecret(statement)) return;
    for (const who of named(statement, "AWS")) {
      const account = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(value.text(who) ?? "")?.[1];
      if (account !== undefined) yield { at: who.at, data: { statement, account } };
    }
  },
  message: ({ account }) => `everyone in account '${account}' may take the role, for whomever they work`,
  fix: ({ statement }, edit) => {
    const { owner, node } = statement;
    if (!owner || !takesParameter(owner)) return undefined;
    const edits = together(
      edit.set(node, ["Condition", "StringEquals", "sts:ExternalId"], { Ref: parameter }),
      edit.set(owner.template.root, ["Parameters", parameter], { Type: "String" }),
    );
    return edits && { title: "Ask for an external id, a new parameter", safety: "unsafe", edits };
  },
});

const parameter = "ExternalId";

const takesParameter = ({ template }: Resource): boolean =>
  (template.dialect === "cloudformation" || template.dialect === "sam") &&
  !template.parameters.some(({ name }) => name === parameter) &&
  !template.resource(parameter);
