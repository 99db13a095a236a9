import { type Code, type Cure, type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import { namedPlaces } from "../shared/named-places.ts";
import { withProperties } from "../shared/object-properties.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/cypher",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a Cypher query",
    why: "A quote in the value ends the string of a Cypher query, and what follows is read as Cypher: `' RETURN a UNION MATCH (u:User) RETURN u //` brings other nodes, `DETACH DELETE` removes them, and `LOAD CSV FROM` sends what it found to any address.\n\nA parameter such as `$name` keeps its value apart from the query. Labels and types of relations cannot be parameters; take those from a list.",
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Neo4j: Protecting against Cypher injection",
        url: "https://neo4j.com/developer/kb/protecting-against-cypher-injection",
      },
    ],
    examples: [
      {
        title: "A name in the query",
        bad: `const neo4j = require("neo4j-driver");
const driver = neo4j.driver(process.env.NEO4J_URL);

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const session = driver.session();
  const found = await session.run("MATCH (p:Person) WHERE p.name = '" + name + "' RETURN p LIMIT 10");
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'session.run' runs Cypher that 'event.queryStringParameters.name' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(found.records) };
};`,
        fixed: `const neo4j = require("neo4j-driver");
const driver = neo4j.driver(process.env.NEO4J_URL);

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const session = driver.session();
  const found = await session.run("MATCH (p:Person) WHERE p.name = $name RETURN p LIMIT 10", { name });
  return { statusCode: 200, body: JSON.stringify(found.records) };
};`,
      },
      {
        title: "In a transaction beside a parameter, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import neo4j from "neo4j-driver";

const driver = neo4j.driver(process.env.NEO4J_URL ?? "");

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { from, to } = event.queryStringParameters ?? {};
  await driver.session().executeWrite((tx) =>
    tx.run(\`MATCH (a {id: $from}), (b {id: '\${to}'}) CREATE (a)-[:KNOWS]->(b)\`, { from }),
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'tx.run' runs Cypher that 'event.queryStringParameters.to' of the request can rewrite
  );
  return { statusCode: 204 };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import neo4j from "neo4j-driver";

const driver = neo4j.driver(process.env.NEO4J_URL ?? "");

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { from, to } = event.queryStringParameters ?? {};
  await driver.session().executeWrite((tx) =>
    tx.run("MATCH (a {id: $from}), (b {id: $to}) CREATE (a)-[:KNOWS]->(b)", { from, to }),
  );
  return { statusCode: 204 };
};`,
      },
      {
        title: "Parameters, and a label from a list",
        good: `const neo4j = require("neo4j-driver");
const driver = neo4j.driver(process.env.NEO4J_URL);
const LABELS = ["Person", "Place"];

exports.handler = async (event) => {
  const { name, label } = event.queryStringParameters;
  if (!LABELS.includes(label)) return { statusCode: 400 };
  const { records } = await driver.executeQuery(\`MATCH (n:\${label} {name: $name}) RETURN n\`, { name });
  return { statusCode: 200, body: JSON.stringify(records) };
};`,
      },
    ],
  },
  to: "cypher",
  message: (flow) => `'${shown(flow.sink, 44)}' runs Cypher that '${shown(flow.source)}' of ${flow.event} can rewrite`,
  fix: asParameters,
});

/** `$name` in the query and the values in the object behind it. */
function asParameters(flow: Flow, edit: Edit): Cure | undefined {
  const { call, argument } = flow;
  if (call.kind !== "call" || call.args[0] !== argument) return undefined;
  const params = call.args[1];
  if (params && params.kind !== "object") return undefined;
  const taken = (params?.properties ?? []).flatMap(({ key }) => (typeof key === "string" ? [key] : []));
  const placed = namedPlaces(argument, flow, edit.quote(argument), standFor, taken);
  if (!placed) return undefined;
  const entries = placed.values.map(({ name, source }) => (name === source ? name : `${name}: ${source}`));
  const { block, end } = argument;
  const added = params
    ? withProperties(params as Code.ObjectExpression, entries, edit)
    : edit.text({ block, start: end, end }, `, { ${entries.join(", ")} }`);
  return {
    title: "Pass the values as parameters",
    safety: "unsafe",
    edits: [...edit.text(argument, placed.text), ...added],
  };
}

/** A value: no label, no type of a relation, no name of a property. */
function standFor({ name, before, after }: { name: string; before: string; after: string }): string | undefined {
  const isValue =
    /(?:[=<>,([+]|:\s|\b(?:IN|CONTAINS|WITH|LIMIT|SKIP))\s*$/i.test(before) &&
    !/[:`.]$/.test(before.trimEnd().replace(/:\s*$/, (end) => (/\s/.test(before.at(-1) ?? "") ? "" : end)));
  return isValue && !/^\w|^`/.test(after) ? `$${name}` : undefined;
}
