import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "auth/appsync-api-key",
    severity: "warning",
    confidence: "high",
    summary: "A GraphQL API that asks for an API key by default",
    why: "With 'API_KEY' each field that says nothing else may be queried and mutated by whoever has the key, and the key is in every copy of the app. It does not tell users apart, so no resolver can know whose data it may give out. Ask for a signed-in user or a signature by default, and let the key open only what is public, with '@aws_api_key' on those fields.",
    duty: "configuration",
    cwe: [306],
    controls: ["AppSync.5", "SAS-2", "A2"],
    references: [
      {
        title: "AppSync: authorization",
        url: "https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
      },
      {
        title: "Security Hub: controls for AppSync",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
      },
    ],
    examples: [
      {
        title: "A key for all of a SAM API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaUri: albums.graphql
      Auth:
        Type: API_KEY
              ^^^^^^^ 'Albums' asks for an API key`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaUri: albums.graphql
      Auth:
        Type: AWS_IAM`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Albums": {
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": { "Name": "albums", "AuthenticationType": "API_KEY" }
                                                              ^^^^^^^^^ 'Albums' asks for an API key
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Albums": {
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": { "Name": "albums", "AuthenticationType": "AWS_IAM" }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
resources:
  Resources:
    Albums:
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: albums
        AuthenticationType: API_KEY
                            ^^^^^^^ 'Albums' asks for an API key`,
        fixed: `service: albums
provider:
  name: aws
resources:
  Resources:
    Albums:
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: albums
        AuthenticationType: AWS_IAM`,
      },
      {
        title: "Users or signatures by default; not to be known",
        good: `Parameters:
  Auth:
    Type: String
Resources:
  Albums:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: albums
      AuthenticationType: AMAZON_COGNITO_USER_POOLS
      AdditionalAuthenticationProviders:
        - AuthenticationType: API_KEY
  Decided:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: decided
      AuthenticationType: !Ref Auth`,
      },
    ],
  },
  at: "AWS::AppSync::GraphQLApi/AuthenticationType",
  isBad: (setting) => value.text(setting) === "API_KEY",
  message: ({ resource }, when) =>
    `'${resource.name}' asks for an API key${when}: whoever has the app can read and change all of it`,
  cure: {
    title: "Answer only requests that are signed with AWS credentials (IAM)",
    value: "AWS_IAM",
    safety: "unsafe",
  },
});
