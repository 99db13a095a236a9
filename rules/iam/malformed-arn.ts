import {
  arnOf,
  type Cure,
  type Edit,
  type Element,
  type Node,
  type Plain,
  policyRule,
  type Statement,
  writtenTarget,
} from "../../engine/authoring.ts";
import { type ArnFault, arnFault } from "./_arn-faults.ts";
import { requoted } from "./_policy-shape.ts";

interface Malformed {
  readonly statement: Statement;
  readonly element: Element;
  readonly fault: ArnFault;
}

export default policyRule<Malformed>({
  meta: {
    id: "iam/malformed-arn",
    severity: "error",
    confidence: "high",
    summary: "A resource of a policy is no ARN, or an ARN that no resource can have",
    why: "An ARN has six parts between colons, and which of them are empty depends on the service: a bucket has neither region nor account, a queue has both. AWS refuses some faults when the policy is deployed and takes others without a word; such a statement matches nothing, so that what it should allow fails in production, and what it should deny is not denied.",
    duty: "iam",
    cwe: [],
    controls: [],
    references: [
      {
        title: "IAM: Amazon Resource Names",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
      },
      {
        title: "IAM: the Resource element",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
      },
    ],
    examples: [
      {
        title: "A bucket with too few colons",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::covers/*", "arn:aws:s3::albums/*"]
                                            ^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3::albums/*' has 5 parts, and an ARN has 6
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::covers/*", "arn:aws:s3:::albums/*"]
    }
  ]
}`,
      },
      {
        title: "The name of a table instead of its ARN",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !Ref Orders
                             ^^^^^^ the name of 'Orders' is no ARN: AWS refuses the policy`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "A region that nothing fills in",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:SendMessage
          Resource: "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:orders" # theirs
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '\${AWS::Region}' is not filled in without 'Fn::Sub'`,
        fixed: `service: orders
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sqs:SendMessage
          Resource: !Sub arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:orders # theirs`,
      },
      {
        title: "A bucket with a region",
        file: "template.yaml",
        bad: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub arn:aws:s3:\${AWS::Region}:\${AWS::AccountId}:albums/*
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ARNs of 's3' have no region and no account`,
        fixed: `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: !Sub arn:aws:s3:::albums/*`,
      },
      {
        title: "Wildcards, policy variables, and what is known at deployment",
        file: "template.yaml",
        good: `Parameters:
  Prefix: { Type: String }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: "*"
            Resource:
              - "*"
              - arn:aws:s3:::albums/\${aws:username}/*
              - arn:aws:s3:::albums/my folder/*
              - arn:*:s3:*:*:albums
              - arn:aws:s3:eu-west-1:111122223333:accesspoint/albums
              - arn:aws:sqs:*:*:orders
              - arn:aws:iam::aws:policy/ReadOnlyAccess
              - arn:aws:iam::111122223333:role/app:reader
              - arn:aws:ssm:eu-west-1::document/AWS-RunShellScript
              - arn:aws:apigateway:eu-west-1::/restapis/*
              - !Sub \${Orders.Arn}/index/*
              - !Sub \${Prefix}:orders
              - !Sub arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/\${Orders}
              - !Join [":", [arn, aws, sns, !Ref AWS::Region, !Ref AWS::AccountId, orders]]
              - !ImportValue orders
  Gateway:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Policy:
        Statement:
          - { Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: "execute-api:/*" }`,
      },
    ],
  },
  *check(statement) {
    for (const element of [...statement.resources, ...statement.notResources]) {
      const fault = statement.policyTemplate === undefined ? arnFault(element, statement) : undefined;
      if (fault) yield { at: element.at, data: { statement, element, fault } };
    }
  },
  message: ({ fault }) => fault.says,
  fix(data, edit) {
    const edits = editsOf(data, edit);
    const { effect } = data.statement;
    return edits && { ...edits, safety: effect === "Allow" ? "safe" : "unsafe" };
  },
});

/** A statement that matches nothing can only gain by a mended ARN if it allows; one that denies may deny what works today. */
function editsOf({ statement, element, fault }: Malformed, edit: Edit): Omit<Cure, "safety"> | undefined {
  const { at } = element;
  const resource = fault.named === undefined ? undefined : statement.template?.resource(fault.named);
  const arn = resource && arnOf(resource);
  if (arn !== undefined) return cure("Write its ARN", edit.replace(at, writtenTarget({ arn, resource, suffix: "" })));
  const text = textAt(at);
  if (!fault.mended || !text) return undefined;
  const mended = fault.mended(String(text.value));
  if (mended === text.value && !fault.isFilledIn) return undefined;
  if (fault.isFilledIn && !isSub(at)) {
    const filled: Plain = { "Fn::Sub": mended };
    return /\$\{(?!AWS::)[^{}]*:/.test(mended)
      ? undefined
      : cure("Let CloudFormation fill it in", edit.replace(at, filled));
  }
  const source = requoted(text, mended);
  return source === undefined ? undefined : cure("Mend the ARN", edit.text(text, source));
}

const cure = (title: string, edits: Cure["edits"] | undefined) => edits && { title, edits };

const isSub = (node: Node): boolean => node.tag === "!Sub" || node.kind === "mapping";

/** The text that an ARN is written as, by itself or in `Fn::Sub`. */
function textAt(node: Node) {
  if (node.kind === "scalar") return !node.tag || node.tag === "!Sub" ? node : undefined;
  const [only] = node.kind === "mapping" && node.entries.length === 1 ? node.entries : [];
  return only?.key.value === "Fn::Sub" && only.value.kind === "scalar" ? only.value : undefined;
}
