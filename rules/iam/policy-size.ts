import { followed, type Node, type PolicyDocument, policyRule } from "../../engine/authoring.ts";
import { leastLength, type Measured, measured } from "./_policy-size.ts";

interface Oversized extends Measured {
  readonly length: number;
}

/** As many ARNs as it takes, for the examples. */
const manyRoles = (indent: string): string =>
  Array.from(
    { length: 27 },
    (_, index) => `${indent}- arn:aws:iam::111122223333:role/service-role/team-${100 + index}-deployment-of-albums`,
  ).join("\n");

export default policyRule<Oversized>({
  meta: {
    id: "iam/policy-size",
    severity: "error",
    confidence: "high",
    summary: "A policy is longer than AWS takes it",
    why: "AWS counts the characters of a policy, in IAM without white space, and refuses one that is too long when it is deployed: 6,144 in a managed policy, 10,240 in all policies written into a role together, 2,048 in one that says who may take a role (up to 4,096 on request). Only what is surely in the policy is counted here.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "IAM: quotas for the size of policies",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      },
      {
        title: "SQS: quotas for policies",
        url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html",
      },
    ],
    examples: [
      {
        title: "Everyone who may take a role",
        file: "template.yaml",
        bad: `Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        ^^^^^^^ what says who may take a role has at least 2,157 characters, and AWS takes 2,048
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              AWS:
${manyRoles("                ")}`,
      },
      {
        title: "A trust policy in a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Reader:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument:
          Version: "2012-10-17"
          ^^^^^^^ what says who may take a role has at least 2,157 characters
          Statement:
            - Effect: Allow
              Action: sts:AssumeRole
              Principal:
                AWS:
${manyRoles("                  ")}`,
      },
      {
        title: "Long, but not too long for a role's own policy",
        file: "template.yaml",
        good: `Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
      Policies:
        - PolicyName: roles
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: sts:AssumeRole
                Resource:
${manyRoles("                  ")}`,
      },
    ],
  },
  *checkPolicy(policy) {
    const found = measured(policy);
    if (!found) return;
    const length = found.policies.reduce((sum, one) => sum + leastLength(one.value), 0);
    const { characters, raisedTo } = found.quota;
    const severity = raisedTo !== undefined && length <= raisedTo ? ("warning" as const) : undefined;
    if (length > characters) yield { at: startOf(policy), data: { ...found, length }, severity };
  },
  message: ({ quota, length }) =>
    `${quota.of} at least ${inThousands(length)} characters, and AWS takes ${inThousands(quota.characters)}`,
});

const inThousands = (count: number): string => String(count).replace(/(\d)(?=(\d{3})+$)/g, "$1,");

/** The first key of a policy, or of the first of its statements. */
function startOf({ value }: PolicyDocument): Node {
  let node = followed(value.at) ?? value.at;
  if (node.kind === "sequence" && node.items[0]) node = followed(node.items[0]) ?? node;
  return node.kind === "mapping" ? (node.entries[0]?.key ?? node) : node;
}
