import { type Cure, type Edit, policyRule } from "../../engine/authoring.ts";
import { type ElementFault, elementFaults } from "./_element-faults.ts";
import { requoted } from "./_policy-shape.ts";

const refused = "AWS refuses the policy";

export default policyRule<ElementFault>({
  meta: {
    id: "iam/policy-element",
    severity: "error",
    confidence: "high",
    summary: "A policy has an element that the policy language does not know, or lacks one that it needs",
    why: "AWS checks a policy when it is deployed, so a misspelt element or a missing `Effect` stops the deployment half-way, sometimes after minutes. Elements are case-sensitive, `Action` excludes `NotAction`, a role's own policy names no `Principal` and a resource's policy must name one. What AWS takes without a word, such as an empty list of actions, grants nothing at all.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "IAM: grammar of the JSON policy language",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
      },
      {
        title: "IAM: elements of a JSON policy",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html",
      },
      {
        title: "IAM: the Sid element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
      },
    ],
    examples: [
      {
        title: "Elements in small letters",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "action": "s3:GetObject",
      ^^^^^^^^ 'action' is no element of a statement ('Action' is): AWS refuses the policy
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::albums/*"
    }
  ]
}`,
      },
      {
        title: "Two statements of one name",
        file: "template.yaml",
        bad: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Read # objects
            Effect: Allow
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
          - Sid: Read # their names
                 ^^^^ two statements are named 'Read'
            Effect: Allow
            Action: s3:ListBucket
            Resource: arn:aws:s3:::albums`,
        fixed: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Read # objects
            Effect: Allow
            Action: s3:GetObject
            Resource: arn:aws:s3:::albums/*
          - Sid: Read2 # their names
            Effect: Allow
            Action: s3:ListBucket
            Resource: arn:aws:s3:::albums`,
      },
      {
        title: "A function's policy that names a principal",
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
              Principal: "*"
              ^^^^^^^^^ 'Principal' has no place in an identity's policy
              Action: s3:GetObject
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
              Action: s3:GetObject
              Resource: arn:aws:s3:::albums/*`,
      },
      {
        title:
          "What only its author can mend: no effect, a text for a statement, a principal without its kind, an empty list",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - dynamodb:GetItem
          ^^^^^^^^^^^^^^^^ a statement is a mapping, not 'dynamodb:GetItem'
        - Action: dynamodb:PutItem
          ^^^^^^ the statement has no 'Effect'
          NotAction: dynamodb:DeleteItem
          ^^^^^^^^^ 'NotAction' and 'Action' exclude each other
          Resource: []
                    ^^ 'Resource' is an empty list, so the statement has no effect
resources:
  Resources:
    Role:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Statement:
            - Effect: Allow
              Principal: lambda.amazonaws.com
                         ^^^^^^^^^^^^^^^^^^^^ 'Principal' is '*' or a mapping of kinds, not 'lambda.amazonaws.com'
              Action: sts:AssumeRole
        Policies:
          - PolicyName: albums
            PolicyDocument: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a policy is a mapping`,
      },
      {
        title: "A policy file that says neither on what nor for whom",
        file: "policy.json",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sns:Publish" }
      ^^^^^^^^ the statement has neither 'Resource' nor 'Principal'
  ]
}`,
      },
      {
        title: "All that a policy may have",
        file: "template.yaml",
        good: `Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: albums
          PolicyDocument:
            Version: "2012-10-17"
            Id: albums
            Statement:
              - !If
                - IsProd
                - { Sid: Read, Effect: Allow, Action: s3:GetObject, Resource: "*" }
                - { Sid: Read, Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::albums/*" }
              - Sid: Guard
                Effect: Deny
                NotAction: s3:GetObject
                NotResource: arn:aws:s3:::albums/*
                Condition: { Bool: { "aws:SecureTransport": "false" } }
  Queue:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [orders]
      PolicyDocument:
        Statement:
          - { Effect: Allow, Principal: "*", Action: sqs:SendMessage, Resource: "*", Condition: !Ref AWS::NoValue }`,
      },
    ],
  },
  *checkPolicy(policy) {
    for (const fault of elementFaults(policy))
      yield { at: fault.at, data: fault, severity: fault.isAccepted ? ("warning" as const) : undefined };
  },
  message: ({ says, isAccepted }) => (isAccepted ? says : `${says}: ${refused}`),
  fix(fault, edit) {
    const edits = editsOf(fault, edit);
    return edits && { title: fault.text === undefined ? "Remove it" : `Write '${fault.text}'`, ...edits };
  },
});

function editsOf({ at, text, excess, isSafe }: ElementFault, edit: Edit): Pick<Cure, "edits" | "safety"> | undefined {
  const safety = isSafe ? "safe" : "unsafe";
  if (text !== undefined) {
    const source = requoted(at, text);
    return source === undefined ? undefined : { safety, edits: edit.text(at, source) };
  }
  const edits =
    excess && requoted(excess.entry.key, "") !== undefined ? edit.remove(excess.mapping, excess.entry) : undefined;
  return edits && { safety, edits };
}
