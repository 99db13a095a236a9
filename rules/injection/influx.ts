import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/influx",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of an InfluxQL or Flux query",
    why: "A quote in the value ends the string of the query, and what follows is read as a query: other measurements, other buckets, `DROP SERIES` in InfluxQL, in Flux even `to()` and requests to other hosts.\n\nThe clients bring a way for values: placeholders of `influx` with `{ placeholders }`, the tag `flux` of `@influxdata/influxdb-client`, parameters of the client of version 3.",
    duty: "code",
    cwe: [943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "InfluxDB: Query data with the JavaScript client library",
        url: "https://docs.influxdata.com/influxdb/v2/api-guide/client-libraries/nodejs/query/",
      },
      {
        title: "InfluxDB: Use parameterized Flux queries",
        url: "https://docs.influxdata.com/influxdb/cloud/query-data/parameterized-queries/",
      },
    ],
    examples: [
      {
        title: "A host in InfluxQL",
        bad: `const { InfluxDB } = require("influx");
const influx = new InfluxDB(process.env.INFLUX_URL);

exports.handler = async (event) => {
  const { host } = event.queryStringParameters;
  const rows = await influx.query(\`SELECT mean(load) FROM cpu WHERE host = '\${host}'\`);
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'influx.query' runs a query that 'event.queryStringParameters.host' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "A bucket in Flux through a helper, in TypeScript",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { InfluxDB } from "@influxdata/influxdb-client";

const api = new InfluxDB({ url: process.env.INFLUX_URL ?? "" }).getQueryApi("shop");

const last = (bucket: string) => \`from(bucket: "\${bucket}") |> range(start: -1h) |> last()\`;

export const handler = async (event: APIGatewayProxyEventV2) => {
  const rows = await api.collectRows(last(event.pathParameters?.bucket ?? ""));
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'api.collectRows' runs a query that 'event.pathParameters.bucket' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(rows) };
};`,
      },
      {
        title: "The client's own ways for values",
        good: `const { InfluxDB, flux } = require("@influxdata/influxdb-client");
const Influx = require("influx");
const api = new InfluxDB({ url: process.env.INFLUX_URL }).getQueryApi("shop");
const influx = new Influx.InfluxDB(process.env.INFLUX_V1_URL);

exports.handler = async (event) => {
  const { host } = event.queryStringParameters;
  const rows = await api.collectRows(flux\`from(bucket: "load") |> filter(fn: (r) => r.host == \${host})\`);
  const old = await influx.query("SELECT * FROM cpu WHERE host = $host", { placeholders: { host } });
  const quoted = await influx.query(\`SELECT * FROM cpu WHERE host = \${Influx.escape.stringLit(host)}\`);
  return { statusCode: 200, body: JSON.stringify([rows, old, quoted]) };
};`,
      },
    ],
  },
  to: "influx",
  message: (flow) => `'${shown(flow.sink, 44)}' runs a query that '${shown(flow.source)}' of ${flow.event} can rewrite`,
});
