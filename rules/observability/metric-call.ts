import { type Code, type CodeContext, type Cure, codeRule, type Edit, textAt } from "../../engine/authoring.ts";
import { isHttp } from "../shared/http-events.ts";
import { isOperation, operationSite } from "../shared/sdk-operation.ts";

interface MetricCall {
  readonly call: Code.Call;
  readonly parameters?: Code.ObjectExpression;
  /** The awaited request, where it is a statement of its own. */
  readonly statement?: Code.ExpressionStatement;
}

export default codeRule<MetricCall>({
  meta: {
    id: "observability/metric-call",
    severity: "hint",
    confidence: "high",
    summary: "A metric is sent to CloudWatch while the caller waits",
    why: "Each `PutMetricData` is one more request before the answer: it adds its latency, it is billed, it is throttled when much happens at once (which is when an attack is being counted), and when it fails its error takes the place of the answer. A log line in CloudWatch's embedded metric format costs a write to standard output, and CloudWatch makes the metric of it.",
    duty: "configuration",
    cwe: [],
    controls: ["SAS-5"],
    references: [
      {
        title: "CloudWatch: embedded metric format",
        url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html",
      },
    ],
    examples: [
      {
        title: "A security event counted by a call",
        bad: `const AWS = require('aws-sdk');
const cloudwatch = new AWS.CloudWatch();

async function recordSecurityEvent(eventType, metadata) {
  await cloudwatch.putMetricData({
                   ^^^^^^^^^^^^^ 'putMetricData' is awaited while the caller waits
    Namespace: 'SecurityEvents',
    MetricData: [{
      MetricName: eventType,
      Value: 1,
      Unit: 'Count',
      Timestamp: new Date()
    }]
  }).promise();
  console.log(JSON.stringify({ eventType, ...metadata }));
}

exports.handler = async (event) => {
  if (!isAuthorized(event)) {
    await recordSecurityEvent('UnauthorizedAccess', { sourceIp: event.requestContext.identity.sourceIp });
    return { statusCode: 403, body: '' };
  }
};`,
        fixed: `const AWS = require('aws-sdk');
const cloudwatch = new AWS.CloudWatch();

async function recordSecurityEvent(eventType, metadata) {
  process.stdout.write(\`\${JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: 'SecurityEvents', Dimensions: [[]], Metrics: [{ Name: eventType, Unit: 'Count' }] }],
    },
    [eventType]: 1,
  })}\\n\`);
  console.log(JSON.stringify({ eventType, ...metadata }));
}

exports.handler = async (event) => {
  if (!isAuthorized(event)) {
    await recordSecurityEvent('UnauthorizedAccess', { sourceIp: event.requestContext.identity.sourceIp });
    return { statusCode: 403, body: '' };
  }
};`,
      },
      {
        title: "A line that CloudWatch makes a metric of",
        good: `exports.handler = async (event) => {
  if (!isAuthorized(event)) {
    process.stdout.write(\`\${JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'SecurityEvents', Dimensions: [[]], Metrics: [{ Name: 'UnauthorizedAccess' }] }] },
      UnauthorizedAccess: 1,
    })}\\n\`);
    return { statusCode: 403, body: event.path };
  }
};`,
      },
      {
        title: "Nobody waits for a scheduled function",
        good: `const { CloudWatchClient, PutMetricDataCommand } = require('@aws-sdk/client-cloudwatch');
const client = new CloudWatchClient({});

exports.handler = async () => {
  await client.send(new PutMetricDataCommand({ Namespace: 'Orders', MetricData: [{ MetricName: 'Open', Value: await count() }] }));
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    if (node.kind !== "call") return;
    const call = code.sdkCall(node);
    if (!isOperation(call, "cloudwatch", ["PutMetricData"])) return;
    const entry = code.handlerOf(node);
    if (!entry || !isHttp(entry)) return;
    const around = code.parents(node);
    if (!around.some(({ kind }) => kind === "await" || kind === "return")) return;
    const parameters = call.input && code.object(call.input);
    yield { at: operationSite(node), data: { call: node, parameters, statement: statementOf(node, around, code) } };
  },
  message: ({ call }) =>
    `'${textAt(operationSite(call))}' is awaited while the caller waits: it slows the answer, and its failure takes its place`,
  fix: embedded,
});

/** `await request;` by itself. */
function statementOf(
  call: Code.Call,
  around: readonly (Code.Expression | Code.Statement)[],
  code: CodeContext,
): Code.ExpressionStatement | undefined {
  const statement = around.findLast(({ kind }) => kind === "expression");
  if (statement?.kind !== "expression" || statement.value.kind !== "await") return undefined;
  const { value } = statement.value;
  const isRequest =
    value === call ||
    (value.kind === "call" &&
      value.callee.kind === "member" &&
      value.callee.property === "promise" &&
      value.callee.object === call);
  return isRequest && code.enclosing(statement) === code.enclosing(call) ? statement : undefined;
}

/** The same metric as a line of standard output: what `console` prints would be wrapped where the function logs JSON. */
function embedded({ parameters, statement }: MetricCall, edit: Edit): Cure | undefined {
  const namespace = written(parameters, "Namespace");
  const list = parameters?.properties.find(({ key }) => key === "MetricData")?.value;
  const datum = list?.kind === "array" && list.items.length === 1 ? list.items[0] : undefined;
  if (
    !statement ||
    datum?.kind !== "object" ||
    datum.properties.some(({ key }) => !/^(?:MetricName|Value|Unit|Timestamp)$/.test(String(key)))
  )
    return undefined;
  const [name, count, unit] = [written(datum, "MetricName"), written(datum, "Value"), written(datum, "Unit")];
  if (namespace === undefined || name === undefined || count === undefined) return undefined;
  const { block, start } = statement;
  const newline = /\r?\n/.exec(block.text)?.[0] ?? "\n";
  const indent = /[ \t]*$/.exec(block.text.slice(0, start))?.[0] ?? "";
  const lines = [
    "process.stdout.write(`${JSON.stringify({",
    "  _aws: {",
    "    Timestamp: Date.now(),",
    `    CloudWatchMetrics: [{ Namespace: ${namespace}, Dimensions: [[]], Metrics: [{ Name: ${name}${unit === undefined ? "" : `, Unit: ${unit}`} }] }],`,
    "  },",
    `  [${name}]: ${count},`,
    "})}\\n`);",
  ];
  return {
    title: "Write it as a log line that CloudWatch makes a metric of",
    safety: "unsafe",
    edits: edit.text(statement, lines.join(newline + indent)),
  };
}

/** A property's value as it is written. */
function written(object: Code.ObjectExpression | undefined, name: string): string | undefined {
  const property = object?.properties.find(({ key }) => key === name);
  return property?.block.text.slice(property.value.start, property.end);
}
