import { type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { escaped } from "./_escaped.ts";
import { piecesOf, theirsAmong } from "./_pieces.ts";

export default taintRule({
  meta: {
    id: "injection/html-response",
    severity: "error",
    confidence: "high",
    summary: "Text of the event becomes part of a page as it came",
    why: "A browser runs every script that stands in a page, whoever wrote it. A link to the function with a script in its query is enough: who follows it runs that script with their own session, on the site's own origin. It reads what the page shows, calls the API in their name, and changes what they see.\n\nThe characters that mean something in HTML have to be written in another way (`&lt;` for `<`). An answer that is data is better sent as `application/json`: a browser shows it and runs nothing.",
    duty: "code",
    cwe: [79],
    controls: ["SAS-1", "A7"],
    references: [
      {
        title: "OWASP: Cross Site Scripting Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
      },
    ],
    examples: [
      {
        title: "A greeting in a page",
        bad: `exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  return {
         ^ the page holds 'event.queryStringParameters.name' of the request as it came: a script in it runs
    statusCode: 200,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: \`<h1>Hello \${name}</h1>\`,
  };
};`,
        fixed: `const escapeHtml = (text) =>
  String(text).replace(/[&<>"']/g, (mark) => \`&#\${mark.charCodeAt(0)};\`);

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  return {
    statusCode: 200,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: \`<h1>Hello \${escapeHtml(name)}</h1>\`,
  };
};`,
      },
      {
        title: "A page that is put together in steps",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";

const headers = { "content-type": "text/html" };

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> => {
  const term = event.queryStringParameters?.q ?? "";
  let page = "<!doctype html><title>Search</title>";
  page += "<p>Nothing found for " + term + "</p>";
  return { statusCode: 404, headers, body: page };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the page holds 'event.queryStringParameters.q' of the request as it came: a script in it runs
};`,
      },
      {
        title: "A helper makes the page, and the answer says nothing of its type",
        bad: `const page = (title, text) => "<html><head><title>" + title + "</title></head><body>" + text + "</body></html>";

exports.handler = async (event) => {
  const { message } = JSON.parse(event.body);
  return { statusCode: 200, body: page("Guest book", message) };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the page holds 'event.body.message' of the request as it came: a script in it runs
};`,
      },
      {
        title: "The text itself is the page",
        bad: `const escapeHtml = require("escape-html");

exports.handler = async ({ queryStringParameters: { title, text } }) => {
  const html = "<h1>" + escapeHtml(title) + "</h1>" + text;
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the page holds 'event.queryStringParameters.text' of the request as it came: a script in it runs
};`,
        fixed: `const escapeHtml = require("escape-html");

exports.handler = async ({ queryStringParameters: { title, text } }) => {
  const html = "<h1>" + escapeHtml(title) + "</h1>" + escapeHtml(text);
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
};`,
      },
      {
        title: "JSON, plain text, escaped text, a number, and a page that is the code's own",
        good: `const escapeHtml = require("escape-html");

const html = { "content-type": "text/html" };

exports.handler = async (event) => {
  const { name, id, what } = event.queryStringParameters;
  if (what === "json") return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name }) };
  if (what === "text") return { statusCode: 200, headers: { "content-type": "text/plain" }, body: \`<\${name}>\` };
  if (what === "data") return { statusCode: 200, body: JSON.stringify({ name }) };
  if (what === "safe") return { statusCode: 200, headers: html, body: \`<p>\${escapeHtml(name)}</p>\` };
  if (what === "own") return { statusCode: 200, headers: html, body: String(name).replace(/[&<>"']/g, (mark) => \`&#\${mark.charCodeAt(0)};\`) };
  if (what === "link") return { statusCode: 200, headers: html, body: \`<a href="/search?q=\${encodeURIComponent(name)}">more</a>\` };
  return { statusCode: 200, headers: html, body: \`<p>Number \${Number(id)}</p>\` };
};`,
      },
    ],
  },
  to: "html",
  accepts: (flow) => isTagless(flow) || !isHarmful(flow),
  message: (flow) =>
    flow.library === "aws-lambda"
      ? `the page holds '${shown(flow.source, 50)}' of ${flow.event} as it came: a script in it runs`
      : `'${shown(flow.sink, 25)}' shows a page that holds '${shown(flow.source, 40)}' of ${flow.event} as it came`,
  fix: (flow: Flow, edit: Edit): Cure | undefined => escaped(flow, edit),
});

/** Frameworks send what may be an object as data. */
function isHarmful(flow: Flow): boolean {
  if (flow.library === "aws-lambda") return isPage(flow);
  if (flow.facts["is"] !== "answer" || flow.outline !== undefined) return true;
  return !flow.mayBeObject && flow.argument.kind !== "array";
}

/** No tag can begin in it, and it stands neither in one nor, but for JSON, in a script. */
function isTagless(flow: Flow): boolean {
  if (!flow.clean.includes("without <")) return false;
  const before = flow.outline?.slice(0, flow.outline.indexOf("\0")) ?? "";
  if (before.lastIndexOf("<") > before.lastIndexOf(">")) return false;
  const isInScript = before.lastIndexOf("<script") > before.lastIndexOf("</script");
  return (
    !isInScript ||
    theirsAmong(piecesOf(flow.value, flow), flow).every((one) => textAt(one).startsWith("JSON.stringify("))
  );
}

/** Whether a browser takes the answer for a page: its type says so, or it has none that is known, and begins like one. */
function isPage(flow: Flow): boolean {
  if (flow.beside("isBase64Encoded") === true) return false;
  const type = flow.beside("headers.content-type") ?? flow.beside("multiValueHeaders.content-type.0");
  if (typeof type === "string") return /html|xhtml|svg/i.test(type);
  return /^\s*<(?!\?xml)[a-z!]/i.test(flow.outline ?? "");
}
