import { policyRule } from "../../engine/authoring.ts";
import { exactCures, namesResources } from "./_exact.ts";
import { isOrAre, namedActions } from "./_named.ts";
import { scopingCures } from "./_scoped.ts";
import { type Spoken, spokenOnAll } from "./_voices.ts";

export default policyRule<Spoken>({
  meta: {
    id: "iam/secret-read-star",
    severity: "warning",
    confidence: "high",
    summary: "A policy lets its holder read every secret or parameter",
    why: "The secrets of an account are the keys to everything outside it and to much inside: databases, payment providers, other accounts. A function that needs one of them and may read all turns a single fault in its code into the loss of every one. Name the secret: `!Ref DatabaseSecret`, or the path of the parameters that are the function's own.",
    duty: "iam",
    cwe: [522],
    controls: ["SAS-4", "SAS-7"],
    references: [
      {
        title: "Secrets Manager: limit access to specific secrets",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
      },
      {
        title: "Parameter Store: restricting access with IAM policies",
        url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html",
      },
    ],
    examples: [
      {
        title: "Every secret, where one is meant",
        file: "template.yaml",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  DatabaseSecret:
    Type: AWS::SecretsManager::Secret
  Login:
    Type: AWS::Serverless::Function
    Properties:
      Handler: login.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: secretsmanager:GetSecretValue
              Resource: '*'
                        ^^^ 'secretsmanager:GetSecretValue' is allowed on every secret`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  DatabaseSecret:
    Type: AWS::SecretsManager::Secret
  Login:
    Type: AWS::Serverless::Function
    Properties:
      Handler: login.handler
      Policies:
        - Statement:
            - Effect: Allow
              Action: secretsmanager:GetSecretValue
              Resource: !Ref DatabaseSecret`,
      },
      {
        title: "Every parameter, however it is written",
        file: "serverless.yml",
        bad: `service: login
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [ssm:GetParameter, ssm:GetParametersByPath]
          Resource: !Sub arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/*
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ssm:GetParameter' and 'ssm:GetParametersByPath' are allowed on every parameter of the account`,
        fixed: `service: login
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [ssm:GetParameter, ssm:GetParametersByPath]
          Resource: !Sub arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/PARAMETER_NAME`,
      },
      {
        title: "Every secret, in a policy file",
        bad: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "secretsmanager:Get*",
    "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'secretsmanager:Get*' is allowed on every secret of the account
  }
}`,
      },
      {
        title: "A secret by name, parameters below a path, a tag instead of a name",
        good: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:login/*"
    },
    {
      "Effect": "Allow",
      "Action": "ssm:GetParametersByPath",
      "Resource": "arn:aws:ssm:*:*:parameter/login/*"
    },
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/app": "login" } }
    },
    {
      "Effect": "Allow",
      "Action": ["secretsmanager:GetRandomPassword", "ssm:DescribeParameters"],
      "Resource": "*"
    }
  ]
}`,
      },
    ],
  },
  *check(statement) {
    const spoken = spokenOnAll(statement, "secret");
    if (spoken) yield { at: spoken.resource.at, data: spoken };
  },
  message({ actions }) {
    const [secret, parameter] = [/^secretsmanager:/i, /^ssm:/i].map((prefix) =>
      actions.some((one) => prefix.test(one)),
    );
    const kind = secret && parameter ? "secret and parameter" : secret ? "secret" : "parameter";
    return `${namedActions(actions)} ${isOrAre(actions)} allowed on every ${kind} of the account`;
  },
  fix: ({ statement, resource, actions }, edit, grounds) => [
    ...exactCures(statement, edit, grounds, namesResources([resource])),
    ...scopingCures({ statement, replaced: [resource], actions }, edit),
  ],
});
