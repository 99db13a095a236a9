import { type Resource, templateRule } from "../../engine/authoring.ts";

export default templateRule<Resource>({
  meta: {
    id: "secrets/iam-access-key",
    severity: "warning",
    confidence: "high",
    summary: "A long-lived access key made by the template",
    why: "An access key works from anywhere, for anyone who has it, until somebody deletes it. One that a template makes has to be carried to its user by way of an output, a parameter or a secret, and each of them is a place to lose it. Programs in AWS get short-lived credentials from their role; a pipeline gets them by OpenID Connect; a server elsewhere by IAM Roles Anywhere.",
    duty: "iam",
    cwe: [522],
    controls: ["SAS-7"],
    references: [
      {
        title: "IAM: temporary credentials instead of access keys",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
      },
      {
        title: "CloudFormation: access keys",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html",
      },
    ],
    examples: [
      {
        title: "A key for the pipeline",
        bad: `Resources:
  DeployKey:
  ^^^^^^^^^ 'DeployKey' is a credential that never expires
    Type: AWS::IAM::AccessKey
    Properties:
      UserName: deploy`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "DeployKey": {
    ^^^^^^^^^^^ 'DeployKey' is a credential that never expires
      "Type": "AWS::IAM::AccessKey",
      "Properties": { "UserName": "deploy" }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    DeployKey:
    ^^^^^^^^^ 'DeployKey' is a credential that never expires
      Type: AWS::IAM::AccessKey
      Properties:
        UserName: deploy`,
      },
      {
        title: "A role, which the pipeline takes on with its own identity",
        good: `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity`,
      },
    ],
  },
  at: "AWS::IAM::AccessKey",
  *check(_property, key) {
    yield { at: key.key, data: key };
  },
  message: ({ name }) => `'${name}' is a credential that never expires and works for whoever gets hold of it`,
});
