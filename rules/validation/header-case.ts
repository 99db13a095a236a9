import { type Code, type CodeContext, codeRule, nodesOf, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

interface Read {
  readonly member: Code.Member;
  readonly name: string;
  /** The event always has the names in lower case. */
  readonly isLower: boolean;
  readonly code: CodeContext;
}

export default codeRule<Read>({
  meta: {
    id: "validation/header-case",
    severity: "info",
    confidence: "high",
    summary: "A header is read in one spelling only",
    why: "Names of headers have no case: a client may send `authorization`, `Authorization` or `AUTHORIZATION`, and HTTP/2 sends lower case only. A REST API hands the names on as the client spelt them, an HTTP API and a function URL in lower case. A handler that reads one spelling does not see the header of a client that uses another: a token, a signature or a content type is then missing, and what depends on it is skipped or refused.",
    duty: "code",
    cwe: [178],
    controls: ["SAS-1"],
    references: [
      {
        title: "API Gateway: input format of a Lambda function for proxy integration",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html",
      },
      {
        title: "API Gateway: Lambda proxy integrations for HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
      },
      { title: "RFC 9110: field names", url: "https://www.rfc-editor.org/rfc/rfc9110.html#name-field-names" },
    ],
    examples: [
      {
        title: "A token that half of the clients spell otherwise",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEvent } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEvent) => {
  const token = event.headers.Authorization;
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Authorization' is read in this spelling only: clients that spell it otherwise send none
  return { statusCode: token ? 200 : 401, body: "" };
};`,
        fixed: `import type { APIGatewayProxyEvent } from "aws-lambda";

const headerOf = (headers: Record<string, string | undefined> | null, name: string) =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

export const handler = async (event: APIGatewayProxyEvent) => {
  const token = headerOf(event.headers, "authorization");
  return { statusCode: token ? 200 : 401, body: "" };
};`,
      },
      {
        title: "Upper case where there is none",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const type = event.headers["Content-Type"];
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Content-Type' is never there: the names of headers come in lower case
  return { statusCode: type === "application/json" ? 200 : 415, body: "" };
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2) => {
  const type = event.headers["content-type"];
  return { statusCode: type === "application/json" ? 200 : 415, body: "" };
};`,
      },
      {
        title: "By a helper of the module",
        bad: `const tokenOf = (event) => event.headers.Authorization ?? event.headers.authorization;

exports.handler = async (event) => {
  const token = tokenOf(event);
  const host = event.headers.Host;
               ^^^^^^^^^^^^^^^^^^ 'Host' is read in this spelling only
  return { statusCode: token ? 200 : 401, body: event.requestContext.identity.sourceIp + host };
};
//- template.yaml
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: handler.handler
      Events:
        Get:
          Type: Api
          Properties: { Path: /hello, Method: get }`,
        fixed: `const tokenOf = (event) => event.headers.Authorization ?? event.headers.authorization;

const headerOf = (headers, name) =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

exports.handler = async (event) => {
  const token = tokenOf(event);
  const host = headerOf(event.headers, "host");
  return { statusCode: token ? 200 : 401, body: event.requestContext.identity.sourceIp + host };
};
//- template.yaml
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: handler.handler
      Events:
        Get:
          Type: Api
          Properties: { Path: /hello, Method: get }`,
      },
      {
        title: "Both spellings, all in lower case, or lower case where all are",
        file: "handler.ts",
        good: `import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";

export const both = async (event: APIGatewayProxyEvent) => {
  const token = event.headers.authorization ?? event.headers.Authorization;
  return { statusCode: token ? 200 : 401, body: "" };
};

export const lowered = async (event: APIGatewayProxyEvent) => {
  const headers = Object.fromEntries(Object.entries(event.headers).map(([key, value]) => [key.toLowerCase(), value]));
  return { statusCode: headers.authorization ? 200 : 401, body: "" };
};

export const newer = async (event: APIGatewayProxyEventV2) => {
  return { statusCode: event.headers.authorization ? 200 : 401, body: "" };
};

export const answer = async (event: APIGatewayProxyEvent) => {
  const response = { headers: { Location: "" } };
  response.headers.Location = "/albums";
  return { statusCode: 302, ...response };
};`,
      },
    ],
  },
  on: ["member"],
  *check(node, code) {
    const name = node.kind === "member" && typeof node.property === "string" ? node.property : undefined;
    if (node.kind !== "member" || name === undefined || !/^[A-Za-z][\w-]*$/.test(name)) return;
    const entry = code.entries.find(({ fn }) => fn === code.enclosing(node));
    const target = entry?.fn.params[0]?.target;
    // of what only looks like a request of a REST API, too little is known
    if (
      !entry ||
      entry.known === "shape" ||
      target?.kind !== "name" ||
      !isHeaders(node.object, target.name) ||
      isWritten(node, code)
    )
      return;
    const isLower = entry.triggers.every((trigger) => /^(?:http-api|function-url)$/.test(trigger));
    if (isLower ? name === name.toLowerCase() : !entry.triggers.includes("rest-api")) return;
    if (entry.triggers.length === 0 || lowersNames(code) || isReadOtherwise(entry.fn, name)) return;
    yield { at: node, data: { member: node, name, isLower, code } };
  },
  message: ({ name, isLower }) =>
    isLower
      ? `'${shown(name, 40)}' is never there: the names of headers come in lower case`
      : `'${shown(name, 40)}' is read in this spelling only: clients that spell it otherwise send none`,
  fix: ({ member, name, isLower, code }, edit) => {
    const quote = edit.quote(member);
    const lower = `${quote}${name.toLowerCase()}${quote}`;
    if (isLower) {
      const isDotted = textAt(member.propertyAt) === name;
      const edits = edit.text(member.propertyAt, isDotted ? name.toLowerCase() : lower);
      return { title: "Read it in lower case", safety: "unsafe", edits };
    }
    if (code.declaration("headerOf", member)) return undefined;
    const top = code.parents(member)[0];
    if (!top || top.block !== member.block) return undefined;
    const type = code.document.file.path.endsWith(".ts") ? typed : untyped;
    return {
      title: "Read it in any spelling",
      safety: "unsafe",
      edits: [
        ...edit.linesBefore({ ...top, end: top.start }, type),
        ...edit.text(member, `headerOf(${textAt(member.object)}, ${lower})`),
      ],
    };
  },
});

const body = "  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];";
const typed = ["const headerOf = (headers: Record<string, string | undefined> | null, name: string) =>", body, ""];
const untyped = ["const headerOf = (headers, name) =>", body, ""];

/** `event.headers` */
const isHeaders = (e: Code.Expression, event: string): boolean =>
  e.kind === "member" && e.property === "headers" && e.object.kind === "name" && e.object.name === event;

const isWritten = (member: Code.Member, code: CodeContext): boolean => {
  const parent = code.parents(member).at(-1);
  return parent?.kind === "assignment" && parent.target === member;
};

/** Whether the module has a way of its own to read headers in any spelling, or a middleware does. */
const lowersNames = ({ imports }: CodeContext): boolean =>
  imports.some((specifier) => /^@middy\/http-header-normalizer$|^lambda-api$|^serverless-http$/.test(specifier));

/** Whether the handler also reads the header in another spelling. */
const isReadOtherwise = (fn: Code.FunctionExpression, name: string): boolean =>
  nodesOf(fn).some(
    (node) =>
      node.kind === "member" &&
      typeof node.property === "string" &&
      node.property !== name &&
      node.property.toLowerCase() === name.toLowerCase(),
  );
