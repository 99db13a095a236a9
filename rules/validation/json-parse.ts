import {
  type Code,
  type CodeContext,
  type Cure,
  codeRule,
  type Edit,
  memo,
  nodesOf,
  textAt,
} from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { answeringEntry, indentOf } from "./_refusal.ts";

interface Parse {
  readonly call: Code.Call;
  /** What is parsed, as the code says it. */
  readonly parsed: string;
  readonly code: CodeContext;
}

export default codeRule<Parse>({
  meta: {
    id: "validation/json-parse",
    severity: "warning",
    confidence: "high",
    summary: "The body of a request is parsed where nothing catches what is no JSON",
    why: "`JSON.parse` throws when the text is no JSON. Outside a `try` the error ends the invocation: the caller gets a 502 or a 500 that says nothing, the function counts an error, alarms ring, and one request that anybody can send looks like a fault of the service. Catch it where the body is read and answer with a 400.",
    duty: "code",
    cwe: [755],
    controls: ["SAS-1"],
    references: [
      {
        title: "MDN: JSON.parse, exceptions",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/JSON/parse",
      },
      {
        title: "API Gateway: handle Lambda errors",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
      },
    ],
    examples: [
      {
        title: "Fields of a body that may be anything",
        bad: `exports.handler = async (event) => {
  const { name } = JSON.parse(event.body); // who it is
                   ^^^^^^^^^^^^^^^^^^^^^^ 'event.body' may be no JSON: 'JSON.parse' throws, and the caller gets a server error
  return { statusCode: 200, body: name };
};`,
        fixed: `exports.handler = async (event) => {
  let body;
  try {
    body = JSON.parse(event.body);
  } catch {
    return { statusCode: 400, body: "Invalid JSON" };
  }
  const { name } = body; // who it is
  return { statusCode: 200, body: name };
};`,
      },
      {
        title: "Of a type that is only claimed",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const handler = async (event: APIGatewayProxyEventV2) => {
  const order = JSON.parse(event.body ?? '{}');
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'event.body ?? '{}'' may be no JSON
  return { statusCode: 200, body: order.id };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const handler = async (event: APIGatewayProxyEventV2) => {
  let order;
  try {
    order = JSON.parse(event.body ?? '{}');
  } catch {
    return { statusCode: 400, body: 'Invalid JSON' };
  }
  return { statusCode: 200, body: order.id };
};`,
      },
      {
        title: "Caught, somewhere around",
        good: `exports.handler = async (event) => {
  try {
    const body = JSON.parse(event.body);
    return { statusCode: 200, body: body.name };
  } catch (error) {
    return { statusCode: error instanceof SyntaxError ? 400 : 500, body: "" };
  }
};`,
      },
      {
        title: "In a function that the handler calls in a try, and text of one's own",
        good: `const read = (event) => JSON.parse(event.body);
const defaults = JSON.parse(process.env.DEFAULTS ?? "{}");

exports.handler = async (event) => {
  let body;
  try {
    body = read(event);
  } catch {
    return { statusCode: 400, body: "" };
  }
  const copy = JSON.parse(JSON.stringify(defaults));
  return { statusCode: 200, body: JSON.stringify({ ...copy, ...body }) };
};`,
      },
      {
        title: "A middleware reads the body, or answers for what is thrown",
        good: `const middy = require("@middy/core");
const httpErrorHandler = require("@middy/http-error-handler");

const base = async (event) => {
  const { name } = JSON.parse(event.body);
  return { statusCode: 200, body: name };
};

exports.handler = middy(base).use(httpErrorHandler());`,
      },
      {
        title: "A message that is tried again, and put aside in the end",
        good: `exports.handler = async (event) => {
  for (const record of event.Records) console.log(JSON.parse(record.body).id);
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    if (node.kind !== "call" || code.api(node.callee) !== "JSON.parse") return;
    const [argument] = node.args;
    const entry = answeringEntry(code.enclosing(node), code);
    if (!argument || !entry || !code.eventPaths(argument).includes("body") || madeHere(argument)) return;
    if (isCaught(node, code) || code.imports.some((specifier) => answering.test(specifier))) return;
    if (!isWritten(entry.fn, code)) return;
    yield { at: node, data: { call: node, parsed: textAt(argument), code } };
  },
  message: ({ parsed }) =>
    `'${shown(parsed, 40)}' may be no JSON: 'JSON.parse' throws, and the caller gets a server error`,
  fix: (parse, edit) => caught(parse, edit),
});

/** Middleware and frameworks that answer for what a handler throws. */
const answering = /^@middy\/|^@aws-lambda-powertools\/(?:event-handler|parser)|^lambda-api$|^http-errors$/;

/** JSON that the code itself has just made. */
const madeHere = (argument: Code.Expression): boolean =>
  nodesOf(argument).some((node) => node.kind === "call" && /(?:^|\.)stringify$/.test(textAt(node.callee)));

/** Whether a `try` around it in its own function has a `catch`, or a promise it is part of has one. */
function isCaught(call: Code.Call, code: CodeContext): boolean {
  const chain = [...code.parents(call), call];
  const own = chain.findLastIndex((node) => node.kind === "function");
  return chain.slice(own + 1).some((node, index, nodes) => {
    if (node.kind !== "try" || !node.handler) return false;
    return node.body.some((statement) => statement === nodes[index + 1]);
  });
}

/** Whether the handler is exported as it is written, rather than through a function that may catch what it throws. */
const isWritten = (fn: Code.FunctionExpression, code: CodeContext): boolean =>
  !code.parents(fn).some(({ kind }) => kind === "call") && !isHandedOn(nameOf(fn, code), code);

function nameOf(fn: Code.FunctionExpression, code: CodeContext): string | undefined {
  const holder = code.parents(fn).at(-1);
  return holder?.kind === "variable" && holder.target.kind === "name" ? holder.target.name : fn.name;
}

const isHandedOn = (name: string | undefined, code: CodeContext): boolean =>
  name !== undefined && code.document.statements.some((statement) => argumentNames(statement).has(name));

/** The names that are arguments of calls. */
const argumentNames = memo((statement: Code.Statement): ReadonlySet<string> => {
  const calls = nodesOf(statement).flatMap((node) => (node.kind === "call" ? node.args : []));
  return new Set(calls.flatMap((argument) => (argument.kind === "name" ? [argument.name] : [])));
});

function caught({ call, code }: Parse, edit: Edit): Cure | undefined {
  const statement = code.parents(call).at(-1);
  if (statement?.kind !== "variable" || statement.initial !== call || statement.word === "var") return undefined;
  const indent = indentOf(statement);
  const scope = code.enclosing(call);
  if (indent === undefined || !scope) return undefined;
  const { target } = statement;
  const name = target.kind === "name" ? target.name : freeName(scope);
  if (name === undefined || statement.type !== undefined) return undefined;
  const quote = edit.quote(call);
  const lines = [
    `let ${name};`,
    "try {",
    `  ${name} = ${textAt(call)};`,
    "} catch {",
    `  return { statusCode: 400, body: ${quote}Invalid JSON${quote} };`,
    "}",
    ...(target.kind === "name" ? [] : [`${statement.word} ${textAt(target)} = ${name};`]),
  ];
  const text = lines.join(`\n${indent}`);
  const end = { block: statement.block, start: statement.start, end: statement.end };
  return { title: "Answer what is no JSON with a 400", safety: "unsafe", edits: edit.text(end, text) };
}

/** A name for the parsed body that nothing in the function has. */
const freeName = (scope: Code.FunctionExpression): string | undefined =>
  ["body", "parsed", "payload"].find((name) => !new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*:)`).test(textAt(scope)));
