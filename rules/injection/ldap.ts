import { type Code, type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/ldap",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event becomes part of an LDAP filter or name",
    why: "A filter is text with brackets: `*` in a value finds everyone, `*)(objectClass=*` ends the condition and begins another. A search that decides whether somebody may log in then says yes to anybody, and one that shows a person shows the directory. In a distinguished name a comma does the same.\n\nValues are written with `\\\\2a`, `\\\\28`, `\\\\29`, `\\\\5c` and `\\\\00` for the five characters that count (RFC 4515), or handed over in filter objects, which do it themselves.",
    duty: "code",
    cwe: [90],
    controls: ["SAS-1", "A1"],
    references: [
      {
        title: "OWASP: LDAP Injection Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html",
      },
      { title: "ldapts: filters", url: "https://github.com/ldapts/ldapts#filter-strings" },
    ],
    examples: [
      {
        title: "A person by the name of the request",
        bad: `const ldap = require("ldapjs");
const client = ldap.createClient({ url: "ldaps://directory.example.com" });

exports.handler = (event, context, callback) => {
  const { name } = event.queryStringParameters;
  client.search("ou=people,dc=example,dc=com", { scope: "sub", filter: \`(&(objectClass=person)(uid=\${name}))\` }, callback);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.search' searches by a text that 'event.queryStringParameters.name' of the request can rewrite
};`,
        fixed: `const ldap = require("ldapjs");
const client = ldap.createClient({ url: "ldaps://directory.example.com" });

exports.handler = (event, context, callback) => {
  const { name } = event.queryStringParameters;
  client.search("ou=people,dc=example,dc=com", { scope: "sub", filter: \`(&(objectClass=person)(uid=\${name.replace(/[\\\\*()\\0]/g, (char) => "\\\\" + char.charCodeAt(0).toString(16).padStart(2, "0"))}))\` }, callback);
};`,
      },
      {
        title: "A distinguished name, through a helper",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Client } from "ldapts";

const client = new Client({ url: "ldaps://directory.example.com" });
const membersOf = (group: string) => client.search("cn=" + group + ",ou=groups,dc=example,dc=com", { scope: "base" });
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'client.search' searches by a text that 'event.pathParameters.group' of the request can rewrite

export const handler = async (event: APIGatewayProxyEventV2) => {
  const { searchEntries } = await membersOf(event.pathParameters?.group ?? "");
  return searchEntries.length.toString();
};`,
      },
      {
        title: "Filter objects, escaped values, and checked names",
        good: `const { Client, EqualityFilter } = require("ldapts");
const client = new Client({ url: "ldaps://directory.example.com" });
const base = "ou=people,dc=example,dc=com";
const escaped = (text) => text.replace(/[\\\\*()\\0]/g, (char) => "\\\\" + char.charCodeAt(0).toString(16).padStart(2, "0"));

exports.handler = async (event) => {
  const { name, group } = event.queryStringParameters;
  if (!/^\\w+$/.test(group)) return { statusCode: 400, body: "" };
  const found = [
    await client.search(base, { filter: new EqualityFilter({ attribute: "uid", value: name }) }),
    await client.search(base, { filter: \`(uid=\${escaped(name)})\` }),
    await client.search(\`cn=\${group},dc=example,dc=com\`, { filter: "(objectClass=*)" }),
  ];
  return { statusCode: 200, body: JSON.stringify(found) };
};`,
      },
    ],
  },
  to: "ldap",
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' searches by a text that '${shown(source, 40)}' of ${event} can rewrite`,
  fix: escapedValues,
});

/** Each value of a filter's template with the five characters written as RFC 4515 says. */
function escapedValues(flow: Flow, edit: Edit): Cure | undefined {
  const filter = flow.value;
  if (flow.facts["is"] !== "filter" || filter.kind !== "template" || filter.tag) return undefined;
  if (filter.expressions.length === 0 || !filter.expressions.every(isPlain)) return undefined;
  // a value stands behind `=`: an attribute's name cannot be escaped
  if (!filter.texts.slice(0, -1).every(({ value }) => /=[^()]*$/.test(value))) return undefined;
  const quote = edit.quote(filter);
  const code = `(char) => ${quote}\\\\${quote} + char.charCodeAt(0).toString(16).padStart(2, ${quote}0${quote})`;
  return {
    title: "Escape the values",
    safety: "unsafe",
    edits: filter.expressions.flatMap((e) => edit.text(e, `${textAt(e)}.replace(/[\\\\*()\\0]/g, ${code})`)),
  };
}

const isPlain = (e: Code.Expression): boolean =>
  e.kind === "name" || (e.kind === "member" && !e.optional && isPlain(e.object));
