import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/regex",
    severity: "warning",
    confidence: "medium",
    summary: "Text of the event becomes a regular expression",
    why: "In a regular expression the sender's brackets and stars count. `(a+)+$` keeps a CPU busy for as long as the function's time limit allows, on a text of thirty characters; `.*` finds what a search was not meant to find; a single `(` makes the constructor throw.\n\nA text that is searched for as it stands needs `includes`, or each character of it that has a meaning marked by a backslash first.",
    duty: "code",
    cwe: [1333, 400, 730],
    controls: ["SAS-1", "SAS-8"],
    references: [
      {
        title: "OWASP: Regular expression Denial of Service",
        url: "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",
      },
      {
        title: "MDN: Regular expressions, escaping",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Regular_expressions#escaping",
      },
    ],
    examples: [
      {
        title: "A search word of the request",
        bad: `const titles = ["Dune", "Emma", "Ulysses"];

exports.handler = async (event) => {
  const word = event.queryStringParameters.word;
  const pattern = new RegExp(\`\\\\b\${word}\`, "i");
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'RegExp' makes a pattern of 'event.queryStringParameters.word' of the request: it may never end
  return { statusCode: 200, body: JSON.stringify(titles.filter((title) => pattern.test(title))) };
};`,
        fixed: `const titles = ["Dune", "Emma", "Ulysses"];

exports.handler = async (event) => {
  const word = event.queryStringParameters.word;
  const pattern = new RegExp(\`\\\\b\${word.replace(/[.*+?^\${}()|[\\]\\\\]/g, "\\\\$&")}\`, "i");
  return { statusCode: 200, body: JSON.stringify(titles.filter((title) => pattern.test(title))) };
};`,
      },
      {
        title: "A text's own method, in a helper",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

interface Row {
  readonly name: string;
}

const matching = (rows: readonly Row[], filter: string) => rows.filter((row) => row.name.toLowerCase().match(filter));
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'row.name.toLowerCase().match' makes a pattern of 'event.queryStringParameters.filter' of the request: it may never end

export const handler = async (event: APIGatewayProxyEventV2) => {
  const rows = await load();
  return matching(rows, event.queryStringParameters?.filter ?? "");
};`,
        fixed: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

interface Row {
  readonly name: string;
}

const matching = (rows: readonly Row[], filter: string) => rows.filter((row) => row.name.toLowerCase().match(filter.replace(/[.*+?^\${}()|[\\]\\\\]/g, "\\\\$&")));

export const handler = async (event: APIGatewayProxyEventV2) => {
  const rows = await load();
  return matching(rows, event.queryStringParameters?.filter ?? "");
};`,
      },
      {
        title: "Marked characters, plain search, and what is no pattern",
        good: `const escapeStringRegexp = require("escape-string-regexp");
const escaped = (text) => text.replace(/[.*+?^\${}()|[\\]\\\\]/g, "\\\\$&");

exports.handler = async (event) => {
  const { word, path, kind } = event.queryStringParameters;
  const tests = [new RegExp(escaped(word), "i"), new RegExp(\`^\${escapeStringRegexp(word)}\`)];
  if (/^\\w+$/.test(kind)) tests.push(RegExp(kind));
  const found = "Dune Emma".includes(word) && "Dune".replace(word, "") !== "" && "a,b".split(word);
  const route = router.match(path);
  return { statusCode: 200, body: JSON.stringify({ found, route, length: tests.length }) };
};`,
      },
    ],
  },
  to: "regex",
  accepts: (flow) => flow.facts["is"] === "method" && !isOnText(flow),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' makes a pattern of '${shown(source, 40)}' of ${event}: it may never end`,
  fix: markedCharacters,
});

const textMethods =
  /^(?:to(?:Locale)?(?:Lower|Upper)Case|trim(?:Start|End)?|toString|slice|substring|replace(?:All)?|join|normalize)$/;

/** `match` and `search` are methods of other things than texts too: routers, clients of search engines. */
function isOnText({ call }: Flow): boolean {
  if (call.kind !== "call" || call.callee.kind !== "member" || call.args.length !== 1) return false;
  const { object } = call.callee;
  if (object.kind === "literal") return typeof object.value === "string" && !object.regex;
  if (object.kind === "template") return true;
  if (object.kind === "call")
    return object.callee.kind === "member" && textMethods.test(String(object.callee.property));
  // a part of some record
  return (
    call.callee.property === "match" &&
    object.kind === "member" &&
    /(?:text|name|title|body|content|description|message|path|url|key|value|email|tag|label)$/i.test(
      String(object.property),
    )
  );
}

const marked = (text: string): string => `${text}.replace(/[.*+?^\${}()|[\\]\\\\]/g, "\\\\$&")`;

/** Each part of the pattern that is not the code's own, with its characters marked. */
function markedCharacters(flow: Flow, edit: Edit): Cure | undefined {
  const { argument } = flow;
  const parts = partsOf(argument);
  if (!parts || parts.length === 0 || !parts.every(isPlain)) return undefined;
  return {
    title: "Mark the characters that have a meaning",
    safety: "unsafe",
    edits: parts.flatMap((part) => edit.text(part, marked(textAt(part)))),
  };
}

function partsOf(text: Code.Expression): readonly Code.Expression[] | undefined {
  if (text.kind === "template") return text.tag ? undefined : text.expressions;
  if (text.kind !== "binary") return [text];
  if (text.operator !== "+") return undefined;
  const terms: Code.Expression[] = [];
  let left: Code.Expression = text;
  for (; left.kind === "binary" && left.operator === "+"; left = left.left) terms.unshift(left.right);
  return [left, ...terms].filter(({ kind }) => kind !== "literal");
}

const isPlain = (e: Code.Expression): boolean =>
  e.kind === "name" ||
  (e.kind === "member" && !e.optional && isPlain(e.object)) ||
  (e.kind === "call" && e.callee.kind === "name");
