import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

export default {
  library: "GraphQL clients",
  source:
    "https://app.unpkg.com/graphql-request@7.4.0/files/src/legacy/functions/request.ts, https://app.unpkg.com/graphql-request@7.4.0/files/src/legacy/classes/GraphQLClient.ts (November 2026)",
  facts: [
    {
      sink: "graphql",
      callees: ["request", "rawRequest"].map((method) => `graphql-request.GraphQLClient.new().${method}`),
      properties: ["document", "query"],
    },
    { sink: "graphql", callees: ["graphql-request.request", "graphql-request.rawRequest"], argument: 1 },
    { sink: "graphql", callees: ["graphql-tag", "@apollo/client.gql", "@apollo/client/core.gql", "@urql/core.gql"] },
    { sink: "graphql", callees: methodsOf(["@urql/core", "urql"], ["query", "mutation"]) },
    { sink: "graphql", callees: ["aws-amplify/api.generateClient().graphql"], properties: ["query"] },
    // a tag that only puts the text together
    { pass: "text", callees: ["graphql-request.gql"], from: "all" },
  ],
} satisfies LibraryModel;
