import {
  actionNamed,
  actionsMatching,
  type Cure,
  type Edit,
  type Element,
  hasWildcard,
  matchesAction,
  policyRule,
  type Statement,
} from "../../engine/authoring.ts";
import { optionallyLimited, platformActions } from "../facts/lambda-grants.ts";
import { resourceFor, typeLimiting } from "../facts/resource-arns.ts";
import { listed } from "../shared/listed.ts";
import { adminAction, grants, isConditional, isEveryAction, isEveryResource } from "./_wildcard.ts";

interface Everywhere {
  readonly statement: Statement;
  readonly resource: Element;
  /** The actions and patterns that could be limited to a resource. */
  readonly limitable: readonly string[];
}

/** More resources than this are not offered one by one. */
const mostOffers = 4;

export default policyRule<Everywhere>({
  meta: {
    id: "iam/no-wildcard-resource",
    severity: "warning",
    confidence: "high",
    summary: "Actions that can be limited to a resource are allowed on every one",
    why: 'With `Resource: "*"` the function reaches every table, bucket or secret of the account, those of other teams and those made tomorrow. A fault in this one function then costs all of them. Name the resources that the code works on: `!GetAtt Table.Arn`, `!Sub "${Bucket.Arn}/*"`. Actions that AWS cannot limit to a resource are not reported.',
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "AWS services' actions, resources and condition keys",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
      },
    ],
    examples: [
      {
        title: "Every table of the account",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:Query]
              Resource: "*"
                        ^^^ 'dynamodb:PutItem' and 'dynamodb:Query' are allowed on every resource`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:Query]
              Resource:
                - !GetAtt Orders.Arn
                - !Sub \${Orders.Arn}/index/*`,
      },
      {
        title: "Every secret of the account, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": ["*"]
                 ^^^ 'secretsmanager:GetSecretValue' is allowed on every resource
  }
}`,
      },
      {
        title: "Every topic, from serverless.yml",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sns:*
          Resource: "*"
                    ^^^ 'sns:*' is allowed on every resource
resources:
  Resources:
    Published:
      Type: AWS::SNS::Topic`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: sns:*
          Resource: !Ref Published
resources:
  Resources:
    Published:
      Type: AWS::SNS::Topic`,
      },
      {
        title: "Actions that know no resource, what every function may do, and a condition instead of a name",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["xray:PutTraceSegments", "s3:ListAllMyBuckets", "rekognition:DetectLabels", "logs:PutLogEvents"],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/app": "photos" } }
    },
    { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    if (!grants(statement) || adminAction(statement) || isConditional(statement)) return;
    const resource = statement.resources.find(({ text }) => text !== undefined && isEveryResource(text));
    const limitable = statement.actions.flatMap(({ text }) => (text !== undefined && canBeLimited(text) ? [text] : []));
    if (!resource || limitable.length === 0 || mayBeToTelephones(limitable, statement)) return;
    yield { at: resource.at, data: { statement, resource, limitable } };
  },
  message: ({ limitable }) =>
    `${listed(limitable)} ${limitable.length === 1 ? "is" : "are"} allowed on every resource of the account`,
  fix: (data, edit) => candidates(data).flatMap((name) => limitedTo(name, data, edit)),
});

function canBeLimited(pattern: string): boolean {
  if (isEveryAction(pattern)) return false;
  if ([...platformActions, ...optionallyLimited].some((exempt) => matchesAction(exempt, pattern))) return false;
  return hasWildcard(pattern)
    ? actionsMatching(pattern).some((action) => action.isLimitable)
    : actionNamed(pattern)?.isLimitable === true;
}

/** Text messages are published to no topic, so that only every resource will do. */
const mayBeToTelephones = (actions: readonly string[], { template }: Statement): boolean =>
  actions.every((action) => action.toLowerCase() === "sns:publish") &&
  !template?.resources.some(({ type }) => type === "AWS::SNS::Topic");

const prefixOf = (action: string): string => action.slice(0, action.indexOf(":"));

/** The logical ids of the template's resources that the statement could be limited to, if all it allows is of one service. */
function candidates({ statement, limitable }: Everywhere): readonly string[] {
  const [first = "", ...rest] = limitable.map(prefixOf);
  const isAll = statement.actions.length === limitable.length && statement.resources.length === 1;
  if (!isAll || rest.some((prefix) => prefix !== first)) return [];
  const type = typeLimiting(first);
  const found =
    statement.template?.resources.filter(
      (one) => one.type === type && one.writtenAs !== "functions" && one !== statement.owner,
    ) ?? [];
  return found.length > mostOffers ? [] : found.map((one) => one.name);
}

function limitedTo(name: string, { statement, limitable }: Everywhere, edit: Edit): readonly Cure[] {
  const written = resourceFor(prefixOf(limitable[0] ?? ""), limitable, name);
  const edits = written !== undefined && statement.resourceNode && edit.replace(statement.resourceNode, written);
  return edits ? [{ title: `Limit it to '${name}'`, safety: "unsafe", edits }] : [];
}
