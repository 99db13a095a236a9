import { policyRule } from "../../engine/authoring.ts";
import { exactCures, namesResources } from "./_exact.ts";
import { namedActions } from "./_named.ts";
import { scopingCures } from "./_scoped.ts";
import { type Spoken, spokenOnStar } from "./_voices.ts";

export default policyRule<Spoken>({
  meta: {
    id: "iam/permissions-management-star",
    severity: "warning",
    confidence: "high",
    summary: "Actions that change who may do what are allowed on every resource",
    why: "Some actions do not touch data, they open it: a bucket's policy, a function's permissions, a key's grants, a topic that another account may publish to. On `*` whoever runs code with this policy can open any of them to anyone, and it stays open when the code is mended. Name the resources whose permissions are managed here, or leave such changes to the deployment.",
    duty: "iam",
    cwe: [269],
    controls: ["SAS-4"],
    references: [
      {
        title: "IAM: access levels in policy summaries",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
      },
    ],
    examples: [
      {
        title: "The permissions of every function",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Connect:
    Type: AWS::Serverless::Function
    Properties:
      Handler: connect.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [lambda:AddPermission, lambda:RemovePermission]
              Resource: "*"
                        ^^^ 'lambda:AddPermission' and 'lambda:RemovePermission' change who may use every resource`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Connect:
    Type: AWS::Serverless::Function
    Properties:
      Handler: connect.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: [lambda:AddPermission, lambda:RemovePermission]
              Resource: !Sub arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:FUNCTION_NAME`,
      },
      {
        title: "The policy of every bucket",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:PutBucketPolicy
          Resource: "*"
                    ^^^ 's3:PutBucketPolicy' changes who may use every resource
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:PutBucketPolicy
          Resource: !GetAtt Photos.Arn
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket`,
      },
      {
        title: "The permissions of one function, and actions that change none",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "lambda:AddPermission",
      "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:photos"
    },
    { "Effect": "Allow", "Action": ["lambda:GetPolicy", "lambda:ListFunctions"], "Resource": "*" }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const spoken = spokenOnStar(statement, "permissions");
    if (spoken) yield { at: spoken.resource.at, data: spoken };
  },
  message: ({ actions }) =>
    `${namedActions(actions)} ${actions.length === 1 ? "changes" : "change"} who may use every resource of the account`,
  fix: ({ statement, resource, actions }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesResources([resource])),
    ...scopingCures({ statement, replaced: [resource], actions }, edit),
  ],
});
