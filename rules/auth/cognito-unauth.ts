import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "auth/cognito-unauth",
    severity: "warning",
    confidence: "high",
    summary: "An identity pool that gives AWS credentials to everyone",
    why: "With guests allowed, whoever knows the pool's id (it stands in the app) gets AWS credentials without signing in, and with them all that the pool's role for guests may do: read a bucket, write to a table, put events. That role is easily widened later by somebody who does not think of guests. Let only signed-in users have credentials, and serve what is public by another way.",
    duty: "iam",
    cwe: [306],
    controls: ["Cognito.2", "SAS-2"],
    references: [
      {
        title: "Security Hub: controls for Cognito",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html",
      },
    ],
    examples: [
      {
        title: "Guests are allowed",
        bad: `Resources:
  Visitors:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: true
                                      ^^^^ 'Visitors' gives AWS credentials to everyone`,
        fixed: `Resources:
  Visitors:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false`,
      },
      {
        title: "Outside of production, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Visitors": {
      "Type": "AWS::Cognito::IdentityPool",
      "Properties": { "AllowUnauthenticatedIdentities": { "Fn::If": ["IsProd", false, true] } }
                                                                                      ^^^^ 'Visitors' gives AWS credentials to everyone when 'IsProd' is false
    }
  }
}`,
        fixed: `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Visitors": {
      "Type": "AWS::Cognito::IdentityPool",
      "Properties": { "AllowUnauthenticatedIdentities": { "Fn::If": ["IsProd", false, false] } }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: visitors
provider:
  name: aws
resources:
  Resources:
    Visitors:
      Type: AWS::Cognito::IdentityPool
      Properties:
        AllowUnauthenticatedIdentities: "true"
                                        ^^^^^^ 'Visitors' gives AWS credentials`,
        fixed: `service: visitors
provider:
  name: aws
resources:
  Resources:
    Visitors:
      Type: AWS::Cognito::IdentityPool
      Properties:
        AllowUnauthenticatedIdentities: false`,
      },
      {
        title: "Only who has signed in; not to be known",
        good: `Parameters:
  Guests:
    Type: String
Resources:
  Users:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
  Decided:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: !Ref Guests`,
      },
    ],
  },
  at: "AWS::Cognito::IdentityPool/AllowUnauthenticatedIdentities",
  isBad: (setting) => value.boolean(setting) === true,
  message: ({ resource }, when) =>
    `'${resource.name}' gives AWS credentials to everyone${when}: nobody has to sign in for them`,
  cure: { title: "Only for users who have signed in", value: false, safety: "unsafe" },
});
