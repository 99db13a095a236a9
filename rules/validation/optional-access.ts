import { type Code, codeRule, type Edit, type SiteEdit } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { type Access, unguardedAccesses } from "./_nullable-access.ts";

export default codeRule<readonly Access[]>({
  meta: {
    id: "validation/optional-access",
    severity: "warning",
    confidence: "high",
    summary: "A field of the request that may be null is read without a guard",
    why: "API Gateway sends `null` for `queryStringParameters` (a REST API), or leaves the field out (an HTTP API, a function URL), when a request has no query string. Reading a property of it throws, the caller gets a 502, and the attempt shows up as a fault of the function rather than as a bad request: anybody can make the error alarm ring. Read with `?.` and answer what is missing with a 400.",
    duty: "code",
    cwe: [476],
    controls: ["SAS-1"],
    references: [
      {
        title: "API Gateway: input format of a Lambda function for proxy integration",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html",
      },
    ],
    examples: [
      {
        title: "A query parameter of a request that may have none",
        bad: `exports.handler = async (event) => {
  const userId = event.queryStringParameters.userId;
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.queryStringParameters' is null or absent
  return { statusCode: 200, body: userId };
};`,
        fixed: `exports.handler = async (event) => {
  const userId = event.queryStringParameters?.userId;
  return { statusCode: 200, body: userId };
};`,
      },
      {
        title: "Several reads, told once and mended together",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { from, to } = event.queryStringParameters;
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.queryStringParameters' is null or absent without a query string: reading 'from' of it throws
  const page = Number(event.queryStringParameters!["page"]);
  return { statusCode: 200, body: JSON.stringify({ from, to, page }) };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { from, to } = event.queryStringParameters ?? {};
  const page = Number(event.queryStringParameters?.["page"]);
  return { statusCode: 200, body: JSON.stringify({ from, to, page }) };
};`,
      },
      {
        title: "Guarded by an early answer",
        good: `exports.handler = async (event) => {
  const query = event.queryStringParameters;
  if (!query || !query.id) return { statusCode: 400, body: "" };
  return { statusCode: 200, body: query.id };
};`,
      },
      {
        title: "Optional, or with a default",
        good: `exports.handler = async (event) => {
  const id = event.queryStringParameters?.id;
  const { page = "1" } = event.queryStringParameters ?? {};
  const size = (event.queryStringParameters || {}).size;
  return { statusCode: 200, body: JSON.stringify({ id, page, size }) };
};`,
      },
      {
        title: "A message of a queue has no such field",
        good: `exports.handler = async (event) => {
  for (const record of event.Records) console.log(JSON.stringify(JSON.parse(record.body).queryStringParameters.id));
};`,
      },
    ],
  },
  on: ["function"],
  *check(node, code) {
    const entry = code.entries.find(({ fn }) => fn === node);
    if (
      !entry?.triggers.some((trigger) => /^(?:rest-api|http-api|function-url)$/.test(trigger)) ||
      code.imports.some((specifier) => normalisers.test(specifier))
    )
      return;
    const accesses = unguardedAccesses(entry.fn, code);
    const [first] = accesses;
    if (first)
      yield { at: first.node.kind === "variable" ? (first.node.initial ?? first.node) : first.node, data: accesses };
  },
  message: ([first]) =>
    `'${shown(first?.field ?? "")}' is null or absent without a query string: reading '${shown(first?.read ?? "", 25)}' of it throws`,
  fix: (accesses, edit) => {
    const edits = accesses.flatMap((access) => guarded(access, edit));
    return edits.length === accesses.length
      ? { title: "Read it only if it is there", safety: "safe", edits }
      : undefined;
  },
});

/** Middleware that puts an empty object in place of null, or turns such a request away. */
const normalisers = /^@middy\/(?:http-event-normalizer|event-normalizer|validator)$|^lambda-api$|^serverless-http$/;

function guarded({ node }: Access, edit: Edit): readonly SiteEdit[] {
  if (node.kind === "variable") return node.initial ? withDefault(node.initial, edit) : [];
  const between = { block: node.block, start: node.object.end, end: node.propertyAt.start };
  const written = node.block.text.slice(between.start, between.end).trim();
  if (/^!?\.$/.test(written)) return edit.text(between, "?.");
  return /^!?\[$/.test(written) ? edit.text(between, "?.[") : [];
}

/** Where a cast follows, the default would come between. */
function withDefault(initial: Code.Expression, edit: Edit): readonly SiteEdit[] {
  const { block, end } = initial;
  const following = /^!?(?=\s*(?:[;,]|\r?\n|$))/.exec(block.text.slice(end));
  return following ? edit.text({ block, start: end, end: end + following[0].length }, " ?? {}") : [];
}
