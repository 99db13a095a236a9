import { type Node, policyRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { writtenFirst } from "./_first-entry.ts";
import { elementOf, mayHoldOthers, policiesIn, requoted, type Written } from "./_policy-shape.ts";
import { variableOf } from "./_variables.ts";

interface Outdated {
  readonly policy: Written;
  /** What `Version` says; undefined: there is none. */
  readonly version: string | undefined;
  readonly at: Node;
  /** A policy variable that the version does not know. */
  readonly variable: string | undefined;
}

const current = "2012-10-17";
const old = "2008-10-17";

export default policyRule<Outdated>({
  meta: {
    id: "iam/policy-version",
    severity: "info",
    confidence: "high",
    summary: "A policy has no version, or an old one",
    why: "Without `Version` AWS reads a policy by the language of 2008, which knows no policy variables: `${aws:username}` in a resource or a condition is then a text that nobody has as a name, so the statement allows nothing, or denies nothing. What is found with such a variable is a fault, and so is a version that never was; without one it is a trap for whoever adds one.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "IAM: the Version element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
      },
      {
        title: "IAM: variables in policies",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
      },
    ],
    examples: [
      {
        title: "The old language",
        bad: `{
  "Version": "2008-10-17",
             ^^^^^^^^^^^^ '2008-10-17' is the old policy language, which knows no variables
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::albums/*" }]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::albums/*" }]
}`,
      },
      {
        title: "A variable in a policy without a version",
        file: "template.yaml",
        bad: `Resources:
  OwnFolder:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
        ^^^^^^^^^ without 'Version: 2012-10-17' AWS reads '\${aws:username}' as a text, not as a variable
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub arn:\${AWS::Partition}:s3:::albums/\${!aws:username}/*`,
        fixed: `Resources:
  OwnFolder:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub arn:\${AWS::Partition}:s3:::albums/\${!aws:username}/*`,
      },
      {
        title: "A function's policy without a version",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Statement: # what it reads
          ^^^^^^^^^ the policy has no 'Version', so AWS reads it by the language of 2008
            - Effect: Allow
              Action: s3:GetObject
              Resource: arn:aws:s3:::albums/*`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement: # what it reads
            - Effect: Allow
              Action: s3:GetObject
              Resource: arn:aws:s3:::albums/*`,
      },
      {
        title: "A version that never was",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Topic:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics: [albums]
        PolicyDocument:
          Version: 2012-10-18
                   ^^^^^^^^^^ '2012-10-18' is no version of the policy language
          Statement:
            - Effect: Allow
              Principal: { Service: events.amazonaws.com }
              Action: sns:Publish
              Resource: "*"`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Topic:
      Type: AWS::SNS::TopicPolicy
      Properties:
        Topics: [albums]
        PolicyDocument:
          Version: 2012-10-17
          Statement:
            - Effect: Allow
              Principal: { Service: events.amazonaws.com }
              Action: sns:Publish
              Resource: "*"`,
      },
      {
        title: "The present language, and statements that the framework puts into a policy",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
  iam:
    role:
      statements:
        - { Effect: Allow, Action: dynamodb:GetItem, Resource: "*" }
resources:
  Resources:
    Reader:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument:
          Version: "2012-10-17"
          Statement: { Effect: Allow, Action: dynamodb:GetItem, Resource: "*" }
    Other:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument: \${file(other.json)}`,
      },
    ],
  },
  *checkPolicy(policy) {
    for (const written of policiesIn(policy)) {
      const [first] = written.node.entries;
      const found = elementOf(written.value, "Version");
      const version = value.primitive(found);
      if (!first || version === current || (found && (version === undefined || version === null))) continue;
      if (!found && (mayHoldOthers(written) || !elementOf(written.value, "Statement"))) continue;
      const variable = policy.statements.map(variableOf).find((one) => one !== undefined);
      const said = version === undefined ? undefined : String(version);
      const data = { policy: written, version: said, at: found?.at ?? first.key, variable };
      yield { at: data.at, data, severity: severityOf(data) };
    }
  },
  message({ version, variable }) {
    if (version !== undefined && version !== old) return `'${shown(version, 30)}' is no version of the policy language`;
    if (variable) return `without 'Version: ${current}' AWS reads '${shown(variable)}' as a text, not as a variable`;
    if (version === undefined) return "the policy has no 'Version', so AWS reads it by the language of 2008";
    return `'${version}' is the old policy language, which knows no variables`;
  },
  fix({ policy, version, at, variable }, edit) {
    const source = requoted(at, current);
    const edits =
      version === undefined
        ? writtenFirst(policy.node, "Version", current, edit)
        : source === undefined
          ? undefined
          : edit.text(at, source);
    return edits && { title: `Write version ${current}`, safety: variable ? "unsafe" : "safe", edits };
  },
});

/** Without a variable the languages do not differ, so that a version which is only absent is no more than a hint. */
function severityOf({ version, variable }: Outdated): "error" | "warning" | "info" | "hint" {
  if (version !== undefined && version !== old) return "error";
  if (variable) return "warning";
  return version === undefined ? "hint" : "info";
}
