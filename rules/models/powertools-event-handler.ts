import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, requestOrigins } from "./_requests.ts";

const at = "@aws-lambda-powertools/event-handler";
const routers = [`${at}/http.Router.new()`, `${at}/rest.Router.new()`, `${at}/experimental-rest.Router.new()`];
const resolvers = [`${at}/appsync-graphql.AppSyncGraphQLResolver.new()`, `${at}/appsync-graphql.Router.new()`];

/** Routes are given what came with the request: a Request of the web, the parameters of the path, and the event. */
export default {
  library: "@aws-lambda-powertools/event-handler",
  source: "https://docs.aws.amazon.com/powertools/typescript/latest/features/event-handler/http/ (November 2026)",
  facts: [
    ...requestOrigins(callbackOf(routers), {
      text: ["req.url", "req.text()", "req.headers.get()", "event.body", "event.path", "event.rawPath"],
      map: ["params", "req.formData()", "event.queryStringParameters", "event.pathParameters", "event.headers"],
      data: ["req.json()"],
    }),
    // a field's function is given the arguments of the query; a tool what a model made of what the user said
    {
      origin: "data",
      paths: callbackOf(resolvers).map((path) => `${path}.*`),
      event: "the query's arguments",
      by: "outsider",
    },
    {
      origin: "data",
      paths: callbackOf([`${at}/bedrock-agent.BedrockAgentFunctionResolver.new()`]).map((path) => `${path}.*`),
      event: "the agent's input",
      by: "outsider",
    },
  ],
} satisfies LibraryModel;
