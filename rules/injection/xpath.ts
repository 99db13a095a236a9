import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/xpath",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event becomes part of an XPath expression",
    why: "In XPath a quote ends a text, and `' or '1'='1` after it selects every node: the sender reads what others' nodes hold, or passes a test of user and password that is kept in XML. XPath knows variables (`$name`), whose values are never read as a part of the expression; `xpath.parse(…).select({ node, variables })` hands them over.",
    duty: "code",
    cwe: [643],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "OWASP: XPath Injection", url: "https://owasp.org/www-community/attacks/XPATH_Injection" },
      { title: "xpath: methods", url: "https://github.com/goto100/xpath/blob/master/docs/xpath%20methods.md" },
    ],
    examples: [
      {
        title: "A user by the name of the request",
        bad: `const xpath = require("xpath");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const users = xpath.select(\`//user[name='\${name}']/mail\`, directory);
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'xpath.select' selects by an expression that 'event.queryStringParameters.name' of the request can rewrite
  return { statusCode: 200, body: users.map(String).join() };
};`,
        fixed: `const xpath = require("xpath");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const users = xpath.parse("//user[name=$name]/mail").select({ node: directory, variables: { name } });
  return { statusCode: 200, body: users.map(String).join() };
};`,
      },
      {
        title: "In a document of another library, through a helper",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { parseXml } from "libxmljs2";

const directory = parseXml("<users/>");
const byId = (id: string) => directory.get("//user[@id='" + id + "']");
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'directory.get' selects by an expression that 'event.pathParameters.id' of the request can rewrite

export const handler = async (event: APIGatewayProxyEventV2) => {
  return byId(event.pathParameters?.id ?? "")?.toString() ?? "";
};`,
      },
      {
        title: "Variables, numbers, and checked names",
        good: `const xpath = require("xpath");
const byName = xpath.parse("//user[name=$name]/mail");

exports.handler = async (event) => {
  const { name, id, kind } = event.queryStringParameters;
  const users = byName.select({ node: directory, variables: { name } });
  const one = xpath.select1(\`//user[@id=\${Number(id)}]\`, directory);
  if (!/^[a-z]+$/.test(kind)) return { statusCode: 400, body: "" };
  return { statusCode: 200, body: [...users, one, ...xpath.select("//" + kind, directory)].join() };
};`,
      },
    ],
  },
  to: "xpath",
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' selects by an expression that '${shown(source, 40)}' of ${event} can rewrite`,
  fix: withVariables,
});

/** `xpath.parse("//user[name=$name]").select({ node, variables: { name } })` */
function withVariables(flow: Flow, edit: Edit): Cure | undefined {
  const { call, argument } = flow;
  if (flow.facts["is"] !== "select" || call.kind !== "call" || call.callee.kind !== "member") return undefined;
  const [, node, ...others] = call.args;
  if (call.callee.property !== "select" || !node || others.length > 0 || argument.kind !== "template") return undefined;
  const names = argument.expressions.map((e) => (e.kind === "name" && !e.name.includes("$") ? e.name : undefined));
  const text = names.every((name) => name !== undefined) ? textWith(argument, names) : undefined;
  if (text === undefined) return undefined;
  const quote = text.includes('"') ? "`" : '"';
  const variables = [...new Set(names)].join(", ");
  const select = `${textAt(call.callee.object)}.parse(${quote}${text}${quote}).select({ node: ${textAt(node)}, variables: { ${variables} } })`;
  return { title: "Hand the values over as variables", safety: "unsafe", edits: edit.text(call, select) };
}

/** The expression with a variable for each value that stands between quotes. */
function textWith(template: Code.Template, names: readonly string[]): string | undefined {
  let text = "";
  for (const [index, { value }] of template.texts.entries()) {
    const isFirst = index === 0;
    const isLast = index === template.texts.length - 1;
    const found = /^(['"]?)([\s\S]*?)(['"]?)$/.exec(value);
    if (!found || /[\\`\n$]/.test(value)) return undefined;
    if (!isFirst && found[1] === "") return undefined;
    if (!isLast && !/['"]$/.test(value)) return undefined;
    text += value.slice(isFirst ? 0 : 1, isLast ? value.length : -1);
    if (!isLast) text += `$${names[index]}`;
  }
  return text;
}
