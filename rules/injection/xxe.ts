import { type Cure, type Edit, type Flow, taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/xxe",
    severity: "error",
    confidence: "medium",
    summary: "XML of the event is read with its entities put in",
    why: 'A document type may declare an entity by an address: `<!ENTITY x SYSTEM "file:///proc/self/environ">`. A parser that puts entities in reads that file, or fetches that address, and the answer comes back in the document: the environment of a function holds its credentials. libxml2 does neither unless it is asked to, by `noent` (whose name says the contrary) or `dtdload`.\n\nParsers written in JavaScript (`xml2js`, `fast-xml-parser`, `sax`, `@xmldom/xmldom`) know no external entities and are not reported.',
    duty: "code",
    cwe: [611],
    controls: ["SAS-1", "A4"],
    references: [
      {
        title: "OWASP: XML External Entity Prevention Cheat Sheet",
        url: "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
      },
      {
        title: "libxml2: options of the parser",
        url: "https://gnome.pages.gitlab.gnome.org/libxml2/devhelp/libxml2-parser.html#xmlParserOption",
      },
    ],
    examples: [
      {
        title: "An order in XML",
        bad: `const libxmljs = require("libxmljs2");

exports.handler = async (event) => {
  const order = libxmljs.parseXml(event.body, { noent: true, noblanks: true });
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'libxmljs.parseXml' puts files and addresses in that 'event.body' of the request names
  return { statusCode: 200, body: order.get("//id").text() };
};`,
        fixed: `const libxmljs = require("libxmljs2");

exports.handler = async (event) => {
  const order = libxmljs.parseXml(event.body, { noblanks: true });
  return { statusCode: 200, body: order.get("//id").text() };
};`,
      },
      {
        title: "Through a helper, with the document type of the sender",
        file: "handler.ts",
        bad: `import type { SQSHandler } from "aws-lambda";
import { parseXml } from "libxmljs";

const options = { dtdload: true };
const read = (text: string) => parseXml(text, options);
                               ^^^^^^^^^^^^^^^^^^^^^^^ 'parseXml' puts files and addresses in that 'event.Records[].body' of the message names

export const handler: SQSHandler = async ({ Records }) => {
  for (const record of Records) console.log(read(record.body).root()?.name());
};`,
      },
      {
        title: "Entities stay out, other parsers",
        good: `const libxmljs = require("libxmljs2");
const { XMLParser } = require("fast-xml-parser");
const catalogue = libxmljs.parseXml("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", { noent: true });

exports.handler = async (event) => {
  const order = libxmljs.parseXml(event.body, { noent: false, nonet: true });
  const other = new XMLParser({ processEntities: true }).parse(event.body);
  return { statusCode: 200, body: JSON.stringify([order.root().name(), other, catalogue.root().text()]) };
};`,
      },
    ],
  },
  to: "xml",
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' puts files and addresses in that '${shown(source, 40)}' of ${event} names`,
  fix: withoutOption,
});

/** The option goes; documents that define entities of their own are read without them then. */
function withoutOption(flow: Flow, edit: Edit): Cure | undefined {
  const options = flow.call.kind === "call" ? flow.call.args[1] : undefined;
  if (options?.kind !== "object") return undefined;
  const index = options.properties.findIndex(({ key }) => key === flow.facts["option"]);
  const property = options.properties[index];
  if (!property) return undefined;
  const [before, after] = [options.properties[index - 1], options.properties[index + 1]];
  const title = "Leave the entities out";
  if (!before && !after) return { title, safety: "unsafe", edits: edit.text(options, "{}") };
  const start = after ? property.start : (before?.end ?? property.start);
  const end = after ? after.start : property.end;
  return { title, safety: "unsafe", edits: edit.text({ block: property.block, start, end }, "") };
}
