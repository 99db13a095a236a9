import { type Cure, type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { wrapped } from "./_escaped.ts";
import { isEncoded, piecesOf, theirsAmong } from "./_pieces.ts";

export default taintRule({
  meta: {
    id: "injection/response-header",
    severity: "warning",
    confidence: "medium",
    summary: "Text of the event becomes part of a header of the answer",
    why: "A header says what the browser does with an answer. Text of the request in `Set-Cookie` can add `; Domain=…` and other attributes, or set the session to one that the sender knows; in `Content-Type` it makes a page of what was meant as data. Where a server in between lets line ends through, the rest of the text becomes headers of its own and a body; where it does not, the answer is lost.\n\n`encodeURIComponent` leaves no line end, no `;` and no quote.",
    duty: "code",
    cwe: [113],
    controls: ["SAS-1"],
    references: [
      {
        title: "OWASP: HTTP Response Splitting",
        url: "https://owasp.org/www-community/attacks/HTTP_Response_Splitting",
      },
      {
        title: "MDN: Set-Cookie",
        url: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie",
      },
    ],
    examples: [
      {
        title: "A cookie with a text of the request in it",
        bad: `exports.handler = async (event) => {
  const { theme } = event.queryStringParameters;
  return {
         ^ 'headers.Set-Cookie' of the answer holds 'event.queryStringParameters.theme' of the request
    statusCode: 204,
    headers: { "Set-Cookie": \`theme=\${theme}; Path=/; Secure\` },
  };
};`,
        fixed: `exports.handler = async (event) => {
  const { theme } = event.queryStringParameters;
  return {
    statusCode: 204,
    headers: { "Set-Cookie": \`theme=\${encodeURIComponent(theme)}; Path=/; Secure\` },
  };
};`,
      },
      {
        title: "One of a list of cookies",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const { lang } = JSON.parse(event.body ?? "{}");
  const cookies = ["seen=1", "lang=" + lang + "; Secure"];
  return { statusCode: 200, cookies, body: "" };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'cookies.1' of the answer holds 'event.body.lang' of the request
};`,
        fixed: `import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const { lang } = JSON.parse(event.body ?? "{}");
  const cookies = ["seen=1", "lang=" + encodeURIComponent(lang) + "; Secure"];
  return { statusCode: 200, cookies, body: "" };
};`,
      },
      {
        title: "A type that the request names",
        bad: `exports.handler = async (event) => {
  const headers = { "cache-control": "no-store" };
  headers["content-type"] = event.queryStringParameters.type ?? "text/plain";
  return { statusCode: 200, headers, body: "" };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'headers.content-type' of the answer holds 'event.queryStringParameters.type' of the request
};`,
      },
      {
        title: "Encoded text, a number, one of some words, and what a header of the request said",
        good: `exports.handler = async (event) => {
  const { name, page, theme } = event.queryStringParameters;
  if (!["dark", "light"].includes(theme)) return { statusCode: 400 };
  return {
    statusCode: 200,
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": \`attachment; filename*=UTF-8''\${encodeURIComponent(name)}\`,
      "Set-Cookie": \`theme=\${theme}; Path=/\`,
      "X-Page": Number(page),
      "X-Filter": JSON.stringify({ name }),
      "X-Request-Id": event.headers["x-request-id"],
      "Access-Control-Allow-Origin": event.headers.origin,
    },
    body: JSON.stringify({ name }),
  };
};`,
      },
    ],
  },
  to: "header",
  accepts: (flow) => isRedirect(flow) || isHarmless(flow) || isWholeAnswer(flow),
  message: ({ part, source, event }) =>
    `'${shown(part ?? "headers", 40)}' of the answer holds '${shown(source, 50)}' of ${event}`,
  fix: encode,
});

/** Where a redirect leads is another rule's question. */
const isRedirect = ({ part }: Flow): boolean => /headers\.location(?:\.|$)/i.test(part ?? "");

/** Headers by which more is decided than a text that is shown. */
const decisive = /^cookies|eaders\.(?:\[\]|set-cookie|content-type|link|refresh|content-security-policy)(?:\.|$)/i;

/** A header of the request has no line end in it, JSON neither. */
function isHarmless(flow: Flow): boolean {
  if (decisive.test(flow.part ?? "")) return false;
  if (/\.(?:multiValueH|h)eaders\./.test(flow.source)) return true;
  const theirs = theirsAmong(piecesOf(flow.value, flow), flow);
  return theirs.length > 0 && theirs.every(isEncoded);
}

/** What is handed on as the answer is most often no answer with headers of its own. */
const isWholeAnswer = ({ value, argument, part }: Flow): boolean => value === argument && part?.endsWith("[]") === true;

function encode(flow: Flow, edit: Edit): Cure | undefined {
  if (/content-type|link|refresh|policy|\[\]/i.test(flow.part ?? "")) return undefined;
  const edits = wrapped(flow, edit, "encodeURIComponent");
  return edits.length > 0 ? { title: "Encode the text", safety: "unsafe", edits } : undefined;
}
