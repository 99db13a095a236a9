import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { inSearchScript } from "./_search-script.ts";
import { isPartOfWhole } from "./_whole.ts";

export default taintRule({
  meta: {
    id: "injection/search-query",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event becomes a query or a script of a search engine",
    why: "A query string of Elasticsearch or OpenSearch is a language: `title:x OR secret:*` searches fields that the page does not offer, `*` matches everything, and a hard expression keeps the cluster busy. What the code adds as a condition can be undone by an `OR` of the request. A script is a program that runs in the cluster, and a query object from outside may be any of both.\n\nUse `match`, `multi_match` or `simple_query_string` with the fields that are meant, put conditions into a filter of their own, and give scripts their values as `params`.",
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Elasticsearch: Simple query string query",
        url: "https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-simple-query-string-query",
      },
    ],
    examples: [
      {
        title: "A search box as a query string",
        bad: `const { Client } = require("@opensearch-project/opensearch");
const client = new Client({ node: process.env.SEARCH_URL });

exports.handler = async (event) => {
  const { q } = event.queryStringParameters;
  const answer = await client.search({
                       ^^^^^^^^^^^^^^^ 'client.search' runs a query string that 'event.queryStringParameters.q' of the request can rewrite
    index: "photos",
    body: { query: { query_string: { query: q, fields: ["title", "place"] } } },
  });
  return { statusCode: 200, body: JSON.stringify(answer.body.hits) };
};`,
        fixed: `const { Client } = require("@opensearch-project/opensearch");
const client = new Client({ node: process.env.SEARCH_URL });

exports.handler = async (event) => {
  const { q } = event.queryStringParameters;
  const answer = await client.search({
    index: "photos",
    body: { query: { simple_query_string: { query: q, fields: ["title", "place"] } } },
  });
  return { statusCode: 200, body: JSON.stringify(answer.body.hits) };
};`,
      },
      {
        title: "A value in a script, in TypeScript",
        file: "handler.ts",
        bad: `import { Client } from "@elastic/elasticsearch";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new Client({ node: process.env.SEARCH_URL });

async function rate(id: string, stars: string) {
  await client.update({ index: "photos", id, script: { source: \`ctx._source.stars = \${stars}\`, lang: "painless" } });
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.update' runs a script that 'event.queryStringParameters.stars' of the request can rewrite
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  await rate(event.pathParameters?.id ?? "", event.queryStringParameters?.stars ?? "1");
  return { statusCode: 204 };
};`,
        fixed: `import { Client } from "@elastic/elasticsearch";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new Client({ node: process.env.SEARCH_URL });

async function rate(id: string, stars: string) {
  await client.update({ index: "photos", id, script: { source: "ctx._source.stars = params.stars", lang: "painless", params: { stars } } });
}

export const handler = async (event: APIGatewayProxyEventV2) => {
  await rate(event.pathParameters?.id ?? "", event.queryStringParameters?.stars ?? "1");
  return { statusCode: 204 };
};`,
      },
      {
        title: "The query as the client sends it",
        bad: `const { Client } = require("@elastic/elasticsearch");
const client = new Client({ node: process.env.SEARCH_URL });

exports.handler = async (event) => {
  const { query, size } = JSON.parse(event.body);
  return client.search({ index: "photos", query, size: Number(size) });
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.search' runs a query that 'event.body.query' of the request can rewrite
};`,
      },
      {
        title: "Words that are searched for",
        good: `const { Client } = require("@elastic/elasticsearch");
const client = new Client({ node: process.env.SEARCH_URL });

exports.handler = async (event) => {
  const { q, stars, tag } = event.queryStringParameters;
  const found = await client.search({
    index: "photos",
    query: { bool: { must: [{ match: { title: q } }], filter: [{ term: { public: true } }, { term: { tag } }] } },
  });
  const simple = await client.search({ index: "photos", query: { simple_query_string: { query: q, fields: ["title"] } } });
  await client.update({ index: "photos", id: "1", script: { source: "ctx._source.stars = params.stars", params: { stars } } });
  return { statusCode: 200, body: JSON.stringify([found, simple]) };
};`,
      },
    ],
  },
  to: "search",
  // a query that comes from outside as a whole is told as one
  accepts: (flow) => flow.facts["what"] !== "query" && (flow.part === undefined || isPartOfWhole(flow)),
  message: (flow) =>
    `'${shown(flow.sink, 30)}' runs a ${flow.facts["what"]} that '${shown(flow.source)}' of ${flow.event} can rewrite`,
  fix: (flow, edit) => (flow.facts["what"] === "script" ? inSearchScript(flow, edit) : asSimpleQuery(flow, edit)),
});

/** The words alone, without the language: what is only a search box needs no more. */
function asSimpleQuery(flow: Flow, edit: Edit): Cure | undefined {
  if (!flow.part?.endsWith("query_string.query") || !isWhole(flow.outline)) return undefined;
  const holder = flow
    .around(flow.value)
    .findLast((node): node is Code.ObjectExpression => node.kind === "object" && isQueryString(node));
  const property = holder?.properties.find(({ key }) => key === "query_string");
  if (property?.value.kind !== "object" || !property.value.properties.every(isShared)) return undefined;
  if (textAt(property.keyAt) !== "query_string") return undefined;
  return {
    title: "Search for the words alone, without operators on fields",
    safety: "unsafe",
    edits: edit.text(property.keyAt, "simple_query_string"),
  };
}

/** Text that the code adds may be a part of the language. */
const isWhole = (outline: string | undefined): boolean => outline === undefined || outline === "\0";

const isQueryString = ({ properties }: Code.ObjectExpression): boolean =>
  properties.some(({ key }) => key === "query_string");

/** Options that both forms have. */
const isShared = ({ key }: Code.ObjectProperty): boolean =>
  typeof key === "string" &&
  /^(?:query|fields|default_operator|analyzer|analyze_wildcard|lenient|minimum_should_match|boost)$/.test(key);
