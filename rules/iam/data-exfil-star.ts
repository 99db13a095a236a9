import { policyRule } from "../../engine/authoring.ts";
import { exactCures, namesResources } from "./_exact.ts";
import { namedActions } from "./_named.ts";
import { scopingCures } from "./_scoped.ts";
import { type Spoken, spokenOnStar } from "./_voices.ts";

export default policyRule<Spoken>({
  meta: {
    id: "iam/data-exfil-star",
    severity: "warning",
    confidence: "high",
    summary: "Reads that bring out data by the heap are allowed on every resource",
    why: "A scan, a query, a download of objects or an export moves all that a table, a bucket or a log holds in a few calls. On `*` it is all that the account holds, and the reading looks like any other in the logs. Most functions need such a read on one table or bucket: name it, and what leaks through a fault in the code is at most that.",
    duty: "iam",
    cwe: [200],
    controls: ["SAS-4", "A3"],
    references: [
      {
        title: "AWS services' actions, resources and condition keys",
        url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
      },
    ],
    examples: [
      {
        title: "A scan of any table",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:Scan
                - dynamodb:Query
              Resource: "*"
                        ^^^ 'dynamodb:Scan' and 'dynamodb:Query' read from every resource`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Report:
    Type: AWS::Serverless::Function
    Properties:
      Handler: report.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action:
                - dynamodb:Scan
                - dynamodb:Query
              Resource:
                - !GetAtt Orders.Arn
                - !Sub \${Orders.Arn}/index/*`,
      },
      {
        title: "The objects of any bucket, and any queue's messages",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [s3:GetObject, sqs:ReceiveMessage]
          Resource: "*"
                    ^^^ 's3:GetObject' and 'sqs:ReceiveMessage' read from every resource
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
    Jobs:
      Type: AWS::SQS::Queue`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [s3:GetObject, sqs:ReceiveMessage]
          Resource:
            - !Sub \${Photos.Arn}/*
            - !GetAtt Jobs.Arn
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
    Jobs:
      Type: AWS::SQS::Queue`,
      },
      {
        title: "Any group of logs, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["logs:StartQuery", "logs:GetQueryResults", "logs:DescribeLogGroups"],
      "Resource": "*"
                  ^^^ 'logs:StartQuery' reads from every resource
    }
  ]
}`,
      },
      {
        title: "Named tables and buckets, and reads that bring little",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["dynamodb:Query", "dynamodb:Scan"],
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
    },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*" },
    { "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "dynamodb:ListTables"], "Resource": "*" },
    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const spoken = spokenOnStar(statement, "data");
    if (spoken) yield { at: spoken.resource.at, data: spoken };
  },
  message: ({ actions }) =>
    `${namedActions(actions)} ${actions.length === 1 ? "reads" : "read"} from every resource of the account`,
  fix: ({ statement, resource, actions }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesResources([resource])),
    ...scopingCures({ statement, replaced: [resource], actions }, edit),
  ],
});
