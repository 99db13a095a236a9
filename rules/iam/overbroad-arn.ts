import { type Element, policyRule, type Statement } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { exactCures, namesResources } from "./_exact.ts";
import { isOrAre, namedActions } from "./_named.ts";
import { everywhereIn, partsOf } from "./_reach.ts";
import { scopingCures } from "./_scoped.ts";
import { voiceOf } from "./_voices.ts";
import { everyResource, grants, isLimited } from "./_wildcard.ts";

interface Broad {
  readonly statement: Statement;
  /** The resources that stand for all of a type. */
  readonly resources: readonly Element[];
  readonly actions: readonly string[];
}

export default policyRule<Broad>({
  meta: {
    id: "iam/overbroad-arn",
    severity: "warning",
    confidence: "high",
    summary: "A resource of a policy stands for every table, bucket, queue or function",
    why: "`arn:aws:s3:::*` looks like a name and is all buckets; `table/*` is all tables, those made tomorrow too. It protects from nothing that `*` would not: the function reaches what other functions keep. Name the resource that the code works on, or a prefix that is the function's own.",
    duty: "iam",
    cwe: [732],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: the Resource element, with wildcards",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
      },
    ],
    examples: [
      {
        title: "Every bucket and its objects",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::*", "arn:aws:s3:::*/*"]
                   ^^^^^^^^^^^^^^^^ 'arn:aws:s3:::*' stands for all there are: 's3:PutObject' and 's3:GetObject' are allowed on each
    }
  ]
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "s3:GetObject"],
      "Resource": "arn:aws:s3:::BUCKET_NAME/*"
    }
  ]
}`,
      },
      {
        title: "Every table of the account, in the template's own words",
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
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              Resource: !Sub arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/*
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '…:table/*' stands for all there are: 'dynamodb:PutItem' and 'dynamodb:GetItem' are allowed on each`,
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
              Action: [dynamodb:PutItem, dynamodb:GetItem]
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "Every function",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: lambda:InvokeFunction
          Resource: arn:aws:lambda:*:*:function:*
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:lambda:*:*:function:*' stands for all there are: 'lambda:InvokeFunction' is allowed on each`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: lambda:InvokeFunction
          Resource: !Sub arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:FUNCTION_NAME`,
      },
      {
        title: "A name that is a parameter, and parts of one thing",
        file: "template.yaml",
        good: `Parameters:
  StackName:
    Type: String
  QueueName:
    Type: String
Resources:
  Deployer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: cloudformation:DescribeStacks
            Resource: !Sub arn:\${AWS::Partition}:cloudformation:\${AWS::Region}:\${AWS::AccountId}:stack/\${StackName}/*
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !Sub arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${QueueName}`,
      },
      {
        title: "A name, a prefix, parts of one bucket, what Lambda writes to, what cannot be named yet",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::photos/*", "arn:aws:s3:::photos-*/*"] },
    { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:*:*:table/orders/index/*" },
    { "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "arn:aws:logs:*:*:*" },
    {
      "Effect": "Allow",
      "Action": "ec2:RunInstances",
      "Resource": ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"]
    },
    {
      "Effect": "Allow",
      "Action": "execute-api:ManageConnections",
      "Resource": "arn:aws:execute-api:*:*:*/*/POST/@connections/*"
    },
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:*:*:*",
      "Condition": { "StringEquals": { "aws:ResourceTag/app": "photos" } }
    }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    if (!grants(statement) || isLimited(statement) || everyResource(statement)) return;
    const actions = statement.actions.flatMap(({ text }) => (text !== undefined && isMine(text) ? [text] : []));
    const broad = statement.resources.flatMap((resource) => {
      const alone = { ...statement, template: statement.template, resources: [resource] };
      const own = actions.filter((action) => everywhereIn(alone, action).length > 0);
      return own.length > 0 ? [{ resource, own }] : [];
    });
    const [first] = broad;
    if (!first) return;
    const all = new Set(broad.flatMap(({ own }) => own));
    const data = {
      statement,
      resources: broad.map(({ resource }) => resource),
      actions: actions.filter((one) => all.has(one)),
    };
    yield { at: first.resource.at, data };
  },
  message({ resources: [resource], actions }) {
    const pattern = resource?.text ?? (resource?.value.kind === "unknown" ? resource.value.pattern : undefined) ?? "";
    const named = pattern.length > 45 ? `…:${shown(partsOf(pattern)?.resource ?? pattern, 43)}` : pattern;
    return `'${named}' stands for all there are: ${namedActions(actions, 40)} ${isOrAre(actions)} allowed on each`;
  },
  fix: ({ statement, resources, actions }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesResources(resources)),
    ...scopingCures({ statement, replaced: resources, actions }, edit),
  ],
});

/** Of the others more precise rules speak. */
const isMine = (action: string): boolean => ["any", "data", "permissions"].includes(voiceOf(action) ?? "");
