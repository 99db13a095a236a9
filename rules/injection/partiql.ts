import { type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import type { Parameterised } from "../shared/parameterised.ts";
import { shown } from "../shared/shown.ts";
import { passValues } from "./_sql-values.ts";

export default taintRule({
  meta: {
    id: "injection/partiql",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a statement for an AWS service",
    why: "PartiQL of DynamoDB, SQL through the RDS and Redshift Data APIs, queries of Athena, Timestream, Logs Insights and S3 Select are languages like SQL: a quote in the value ends the string, and what follows is run. The role of the function decides what can be read or changed then, and for Athena and Logs Insights also what the bill says.\n\nMost of these services take the values beside the statement: `Parameters`, `parameters`, `ExecutionParameters`. Timestream's `Query`, Logs Insights and S3 Select have nothing of that kind: there only an allow-list or a strict format keeps the text out.",
    duty: "code",
    cwe: [89, 943],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "Amazon DynamoDB: ExecuteStatement",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html",
      },
      {
        title: "Amazon Athena: Use parameterized queries",
        url: "https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html",
      },
    ],
    examples: [
      {
        title: "PartiQL with the request's text",
        file: "orders.ts",
        bad: `import { DynamoDBClient, ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new DynamoDBClient({});

export const handler = async (event: APIGatewayProxyEventV2) => {
  const id = event.pathParameters?.id;
  const { Items } = await client.send(
    new ExecuteStatementCommand({
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ExecuteStatementCommand' has a statement that 'event.pathParameters.id' of the request can rewrite
      Statement: \`SELECT * FROM "\${process.env.TABLE}" WHERE id = '\${id}'\`,
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items) };
};`,
        fixed: `import { DynamoDBClient, ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

const client = new DynamoDBClient({});

export const handler = async (event: APIGatewayProxyEventV2) => {
  const id = event.pathParameters?.id;
  const { Items } = await client.send(
    new ExecuteStatementCommand({
      Statement: \`SELECT * FROM "\${process.env.TABLE}" WHERE id = ?\`,
      Parameters: [{ S: id }],
    }),
  );
  return { statusCode: 200, body: JSON.stringify(Items) };
};`,
      },
      {
        title: "SQL through the RDS Data API, built before the call",
        bad: `const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");
const rds = new RDSDataClient({});

exports.handler = async (event) => {
  const { name, age } = JSON.parse(event.body);
  const sql = "SELECT * FROM people WHERE name = '" + name + "' AND age > " + age;
  const params = {
    resourceArn: process.env.CLUSTER_ARN,
    secretArn: process.env.SECRET_ARN,
    sql,
  };
  const found = await rds.send(new ExecuteStatementCommand(params));
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ExecuteStatementCommand' has a statement that 'event.body.name' of the request can rewrite
  return { statusCode: 200, body: JSON.stringify(found.records) };
};`,
        fixed: `const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");
const rds = new RDSDataClient({});

exports.handler = async (event) => {
  const { name, age } = JSON.parse(event.body);
  const sql = "SELECT * FROM people WHERE name = :name AND age > :age";
  const params = {
    resourceArn: process.env.CLUSTER_ARN,
    secretArn: process.env.SECRET_ARN,
    sql,
    parameters: [{ name: "name", value: { stringValue: name } }, { name: "age", value: { longValue: Number(age) } }],
  };
  const found = await rds.send(new ExecuteStatementCommand(params));
  return { statusCode: 200, body: JSON.stringify(found.records) };
};`,
      },
      {
        title: "A query of Athena in SDK version 2",
        bad: `const AWS = require("aws-sdk");
const athena = new AWS.Athena();

exports.handler = async (event) => {
  const { country } = event.queryStringParameters;
  const started = await athena
                        ^^^^^^
    .startQueryExecution({ QueryString: "SELECT * FROM visits WHERE country = '" + country + "'", WorkGroup: "app" })
    .promise();
  return { statusCode: 202, body: started.QueryExecutionId };
};`,
        fixed: `const AWS = require("aws-sdk");
const athena = new AWS.Athena();

exports.handler = async (event) => {
  const { country } = event.queryStringParameters;
  const started = await athena
    .startQueryExecution({ QueryString: "SELECT * FROM visits WHERE country = ?", ExecutionParameters: [\`'\${String(country).replaceAll("'", "''")}'\`], WorkGroup: "app" })
    .promise();
  return { statusCode: 202, body: started.QueryExecutionId };
};`,
      },
      {
        title: "Values beside the statement",
        good: `import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { CloudWatchLogsClient, StartQueryCommand } from "@aws-sdk/client-cloudwatch-logs";

const documents = DynamoDBDocument.from(new DynamoDB({}));
const logs = new CloudWatchLogsClient({});

export const handler = async (event) => {
  const { id, level } = event.queryStringParameters;
  await documents.executeStatement({ Statement: "SELECT * FROM orders WHERE id = ?", Parameters: [id] });
  if (!["INFO", "WARN", "ERROR"].includes(level)) return { statusCode: 400, body: "" };
  await logs.send(
    new StartQueryCommand({ queryString: \`fields @message | filter level = "\${level}"\`, logGroupName: "app" }),
  );
  return { statusCode: 200, body: "" };
};`,
      },
    ],
  },
  to: "statement",
  message: (flow) =>
    `'${flow.sink}' has a statement that '${shown(flow.source, Math.min(50, 97 - flow.sink.length - flow.event.length))}' of ${flow.event} can rewrite`,
  fix: (flow: Flow, edit: Edit) => passValues(flow, edit, (changed) => areOwn(changed, flow)),
});

/** Names that stay in the statement must be the code's own: nobody else speaks of them. */
const areOwn = ({ names }: Parameterised, flow: Flow): boolean =>
  names.every(
    (part) => part.kind === "hole" && (/^process\.env\.\w+$/.test(part.source) || isSetUpOnce(part.source, flow)),
  );

function isSetUpOnce(name: string, flow: Flow): boolean {
  for (const statement of flow.statements()) {
    if (statement.kind !== "variable" || statement.word !== "const" || statement.target.kind !== "name") continue;
    if (statement.target.name !== name || statement.block.path !== flow.call.block.path) continue;
    return flow.definition(name) === undefined;
  }
  return false;
}
