import { type Resource, settingsOf, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

/** Nested levels of one query, and fields of it that are resolved. */
const bounds = { QueryDepthLimit: 10, ResolverCountLimit: 100 };

export default templateRule<Resource>({
  meta: {
    id: "limits/appsync-query",
    severity: "info",
    confidence: "high",
    summary: "A GraphQL API that answers queries of any depth",
    why: "In GraphQL the caller writes the query. Where types refer to each other, albums to photos to albums, one short request can ask for millions of fields, and each one that has a resolver reads from a table or runs a function. A limit for the depth and one for the number of resolvers end such a query before it costs anything.",
    duty: "configuration",
    cwe: [770],
    controls: ["SAS-8"],
    references: [
      {
        title: "CloudFormation: AWS::AppSync::GraphQLApi",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appsync-graphqlapi.html",
      },
      {
        title: "OWASP: GraphQL cheat sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "A SAM API without limits",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Graph:
  ^^^^^ 'Graph' bounds neither the depth of a query nor what it resolves
    Type: AWS::Serverless::GraphQLApi
    Properties:
      Auth:
        Type: AWS_IAM`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Graph:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      Auth:
        Type: AWS_IAM
      QueryDepthLimit: 10
      ResolverCountLimit: 100`,
      },
      {
        title: "In JSON, no limit in so many words",
        file: "template.json",
        bad: `{
  "Resources": {
    "Graph": {
    ^^^^^^^ 'Graph' bounds neither the depth of a query nor what it resolves
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": {
        "Name": "photos",
        "QueryDepthLimit": 0
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Graph": {
      "Type": "AWS::AppSync::GraphQLApi",
      "Properties": {
        "Name": "photos",
        "QueryDepthLimit": 10,
        "ResolverCountLimit": 100
      }
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
    Graph:
    ^^^^^ 'Graph' bounds neither the depth of a query nor what it resolves
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: photos`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Graph:
      Type: AWS::AppSync::GraphQLApi
      Properties:
        Name: photos
        QueryDepthLimit: 10
        ResolverCountLimit: 100`,
      },
      {
        title: "Bounded in one way; as a parameter says; an API of events, which has no queries",
        good: `Resources:
  Graph:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      QueryDepthLimit: 8
  Other:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      ResolverCountLimit: !ImportValue Most
  Events:
    Type: AWS::AppSync::Api`,
      },
    ],
  },
  at: "AWS::AppSync::GraphQLApi",
  *check(_property, api) {
    if (Object.keys(bounds).every((path) => isUnbounded(api, path))) yield { at: api.key, data: api };
  },
  message: ({ name }) =>
    `'${shown(name, 39)}' bounds neither the depth of a query nor what it resolves: one request can cost as much as it likes`,
  // a deep query that works today may be refused
  fix: (api, edit) => {
    const edits = api.properties
      ? edit.set(api.properties, [], bounds)
      : edit.setProperty(api, "QueryDepthLimit", bounds.QueryDepthLimit);
    return edits && { title: "Bound what a query may ask for", safety: "unsafe", edits };
  },
});

const isUnbounded = (api: Resource, path: string): boolean => {
  const { all, isComplete } = settingsOf(api, path);
  return isComplete && all.every((setting) => value.number(setting.value) === 0);
};
