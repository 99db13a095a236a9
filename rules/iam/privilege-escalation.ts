import { heldTogether, policyRule } from "../../engine/authoring.ts";
import { type Way, waysIn } from "./_escalation.ts";
import { holderOf } from "./_holder.ts";
import { namedActions } from "./_named.ts";

/** More of the other ways are not told. */
const mostOthers = 5;

export default policyRule<Way>({
  meta: {
    id: "iam/privilege-escalation",
    severity: "error",
    confidence: "medium",
    summary: "What a policy allows can be turned into rights that it does not give",
    why: "Some rights are a way to all others. Whoever may make a new version of a policy writes `*` into it; whoever may pass any role to a function of their own making runs as that role; whoever may change any function's code borrows its role. A policy that looks small is then worth as much as an administrator's, and so is a fault in the code that runs with it.\n\nAll statements of one role count together. The finding stands at the statement that completes the way; the places beside it show the rest and other ways there are. A boundary, a `Deny` and conditions are taken into account.",
    duty: "iam",
    cwe: [269],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: granting permissions to pass a role to a service",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      },
      {
        title: "AWS IAM privilege escalation: methods and mitigation",
        url: "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/",
      },
      { title: "Known ways to more rights in AWS", url: "https://pathfinding.cloud/" },
    ],
    examples: [
      {
        title: "Policies that may be rewritten",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:GetPolicy", "iam:CreatePolicyVersion"],
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ lets whoever has this policy give itself every right
      "Resource": "*"
    }
  ]
}`,
      },
      {
        title: "Any role, passed to a function of one's own: in two policies of one role",
        file: "template.yaml",
        bad: `Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: pass
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: iam:PassRole
                Resource: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/*
                Condition:
                  StringEquals:
                    iam:PassedToService: lambda.amazonaws.com
  Functions:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: functions
      Roles: [!Ref Deployer]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action:
              - lambda:CreateFunction
              - lambda:InvokeFunction
                ^^^^^^^^^^^^^^^^^^^^^ 'iam:PassRole', 'lambda:CreateFunction' and 1 more let 'Functions' run its own code with any role
            Resource: '*'`,
      },
      {
        title: "Every function's code, and every role that trusts the account",
        file: "serverless.yml",
        bad: `service: releases
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: lambda:UpdateFunctionCode
          Resource: arn:aws:lambda:eu-west-1:111122223333:function:*
        - Effect: Allow
          Action: sts:AssumeRole
                  ^^^^^^^^^^^^^^ 'sts:AssumeRole' lets every function of the service take every role
          Resource: "*"`,
      },
      {
        title: "One role, one function, a way that is denied, and rights that are no way",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/photos"
    },
    { "Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*" },
    {
      "Effect": "Allow",
      "Action": "lambda:UpdateFunctionCode",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:photos"
    },
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::444455556666:role/reader" },
    { "Effect": "Allow", "Action": ["iam:PutRolePolicy", "iam:ListRoles"], "Resource": "*" },
    { "Effect": "Deny", "Action": "iam:Put*", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *checkPolicy(policy) {
    const { statements, isBounded } = heldTogether(policy);
    if (isBounded || policy.role === "resource" || policy.role === "trust") return;
    const [way, ...others] = waysIn(statements);
    const last = way?.parts.at(-1);
    if (!way || !last || !policy.statements.some(({ node }) => node === last.statement.node)) return;
    const rest = way.parts.slice(0, -1).filter(({ element }) => element !== last.element);
    const trace = [
      ...rest.map(({ element }) => ({ at: element.at, message: `'${element.text}' is allowed here` })),
      ...others.slice(0, mostOthers).flatMap((one) => {
        const at = one.parts.at(-1)?.element.at;
        return at ? [{ at, message: sentence(one) }] : [];
      }),
    ];
    yield { at: last.element.at, data: way, trace };
  },
  message: (way) => sentence(way),
});

function sentence({ escalation, parts }: Way): string {
  const last = parts.at(-1)?.statement;
  const needed = escalation.everywhere.length + (escalation.beside?.length ?? 0);
  const named = namedActions(orderedActions(escalation.everywhere, parts), 50);
  return `${named} ${needed === 1 ? "lets" : "let"} ${last ? holderOf(last) : "its holder"} ${escalation.gives}`;
}

/** The actions as the table has them: what is passed first, then what is done with it. */
const orderedActions = (first: readonly string[], parts: Way["parts"]): readonly string[] => [
  ...first,
  ...parts.map(({ action }) => action).filter((action) => !first.includes(action)),
];
