import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/graphql",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event becomes part of a GraphQL document that is sent on",
    why: "The function sends the document with its own credentials. A quote and a bracket in the value end the field that is meant, and further fields follow: other people's data, or a mutation beside the query. The API behind it trusts the function and answers.\n\nVariables (`$id: ID!`) travel beside the document, and no value of theirs can change it.",
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "GraphQL: Variables",
        url: "https://graphql.org/learn/queries/#variables",
      },
    ],
    examples: [
      {
        title: "An id in the document",
        bad: `const { GraphQLClient } = require("graphql-request");
const client = new GraphQLClient(process.env.SHOP_URL);

exports.handler = async (event) => {
  const { id } = event.pathParameters;
  const { order } = await client.request(\`query { order(id: "\${id}") { total state } }\`);
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.request' sends a document that 'event.pathParameters.id' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(order) };
};`,
      },
      {
        title: "A document that is tagged but put together, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { gql, request } from "graphql-request";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { name } = JSON.parse(event.body ?? "{}");
  const document = gql\`mutation { rename(id: 1, name: "\${name}") { id } }\`;
  await request(process.env.SHOP_URL ?? "", document);
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'request' sends a document that 'event.body.name' of the request can rewrite
  return { statusCode: 204 };
};`,
      },
      {
        title: "Variables, and a document that is passed on as a whole",
        good: `const { GraphQLClient, gql } = require("graphql-request");
const client = new GraphQLClient(process.env.SHOP_URL);
const order = gql\`query order($id: ID!) { order(id: $id) { total } }\`;

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const found = await client.request(order, { id: event.pathParameters.id });
  const answer = await client.request(body.query, body.variables);
  return { statusCode: 200, body: JSON.stringify([found, answer]) };
};`,
      },
    ],
  },
  to: "graphql",
  // who hands on a whole document means to
  accepts: (flow) => flow.outline === undefined || /^\0?$/.test(flow.outline),
  message: (flow) =>
    `'${shown(flow.sink, 36)}' sends a document that '${shown(flow.source)}' of ${flow.event} can rewrite`,
});
