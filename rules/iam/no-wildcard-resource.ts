import { policyRule, resourcesOfType } from "../../engine/authoring.ts";
import { exactCures, isNeededAnywhere, namesResources } from "./_exact.ts";
import { isOrAre, namedActions } from "./_named.ts";
import { scopingCures } from "./_scoped.ts";
import { type Spoken, spokenOnStar } from "./_voices.ts";

export default policyRule<Spoken>({
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
              Action: [dynamodb:PutItem, dynamodb:DeleteItem]
              Resource: "*"
                        ^^^ 'dynamodb:PutItem' and 'dynamodb:DeleteItem' are allowed on every resource`,
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
              Action: [dynamodb:PutItem, dynamodb:DeleteItem]
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "Every bucket there is, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": ["*"]
                 ^^^ 's3:PutObject' is allowed on every resource
  }
}`,
        fixed: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::BUCKET_NAME/*"
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
          Action: [sns:Publish, sns:GetTopicAttributes]
          Resource: "*"
                    ^^^ 'sns:Publish' and 'sns:GetTopicAttributes' are allowed on every resource
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
          Action: [sns:Publish, sns:GetTopicAttributes]
          Resource: !Ref Published
resources:
  Resources:
    Published:
      Type: AWS::SNS::Topic`,
      },
      {
        title: "Beside what cannot be limited",
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
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [xray:PutTraceSegments, dynamodb:PutItem]
              Resource: "*"
                        ^^^ 'dynamodb:PutItem' is allowed on every resource`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  PlaceOrder:
    Type: AWS::Serverless::Function
    Properties:
      Handler: order.handler
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: [xray:PutTraceSegments]
              Resource: "*"
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !GetAtt Orders.Arn`,
      },
      {
        title: "A condition that limits nothing",
        bad: `{
  "Statement": {
    "Effect": "Allow",
    "Action": ["sqs:SendMessage", "sqs:DeleteQueue", "sqs:PurgeQueue"],
    "Resource": "*",
                ^^^ 'sqs:SendMessage', 'sqs:DeleteQueue' and 1 more are allowed on every resource
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }
}`,
        fixed: `{
  "Statement": {
    "Effect": "Allow",
    "Action": ["sqs:SendMessage", "sqs:DeleteQueue", "sqs:PurgeQueue"],
    "Resource": "arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME",
    "Condition": { "Bool": { "aws:SecureTransport": "true" } }
  }
}`,
      },
      {
        title: "A pattern of actions most of which know no resource",
        file: "policy.json",
        good: `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*" }]
}`,
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
      "Action": "sqs:SendMessage",
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
    const spoken = spokenOnStar(statement, "any");
    if (spoken && !mayBeToTelephones(spoken)) yield { at: spoken.resource.at, data: spoken };
  },
  message: ({ actions }) => `${namedActions(actions)} ${isOrAre(actions)} allowed on every resource of the account`,
  fix: ({ statement, resource, actions }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesResources([resource])),
    ...(isNeededAnywhere(statement, grounds) ? [] : scopingCures({ statement, replaced: [resource], actions }, edit)),
  ],
});

/** Text messages are published to no topic, so that only every resource will do. */
const mayBeToTelephones = ({ actions, statement: { template } }: Spoken): boolean =>
  actions.every((action) => action.toLowerCase() === "sns:publish") &&
  (!template || resourcesOfType(template, "AWS::SNS::Topic").length === 0);
