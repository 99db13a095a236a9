import { type Cure, type Edit, type Flow, taintRule, textAt } from "../../engine/authoring.ts";
import { isMended } from "../shared/mended.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/yaml-unsafe",
    severity: "error",
    confidence: "high",
    summary: "YAML of the event is read with a loader that makes functions",
    why: "Before version 4 the `load` of js-yaml understands `!!js/function`: the text brings a function, and it is run as soon as something calls it, which `toString` in a template or a comparison does. `safeLoad` of the same version knows data only; from version 4 on, `load` does.\n\nThe finding is there only where package.json asks for an older version.",
    duty: "code",
    cwe: [502],
    controls: ["SAS-1", "A8"],
    references: [
      {
        title: "js-yaml: migrating from version 3 to 4",
        url: "https://github.com/nodeca/js-yaml/blob/master/docs/migrate_v3_to_v4.md",
      },
      { title: "js-yaml 3: safeLoad and load", url: "https://github.com/nodeca/js-yaml/blob/3.14.1/README.md" },
    ],
    examples: [
      {
        title: "A body of YAML",
        bad: `const yaml = require("js-yaml");

exports.handler = async (event) => {
  const config = yaml.load(event.body);
                 ^^^^^^^^^^^^^^^^^^^^^ 'yaml.load' makes functions of what 'event.body' of the request says
  return { statusCode: 200, body: \`Hello \${config.name}\` };
};
//- package.json
{ "dependencies": { "js-yaml": "^3.14.1" } }`,
        fixed: `const yaml = require("js-yaml");

exports.handler = async (event) => {
  const config = yaml.safeLoad(event.body);
  return { statusCode: 200, body: \`Hello \${config.name}\` };
};`,
      },
      {
        title: "A message's text, through a helper",
        file: "src/handler.ts",
        bad: `import type { SNSEvent } from "aws-lambda";
import { load } from "js-yaml";

const rulesIn = (text: string) => load(text, { json: true }) as string[];
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'load' makes functions of what 'event.Records[].Sns.Message' of the notification says

export const handler = async (event: SNSEvent) => {
  for (const { Sns } of event.Records) console.log(rulesIn(Sns.Message).length);
};
//- package.json
{ "dependencies": { "js-yaml": "3.x" } }`,
        fixed: `import type { SNSEvent } from "aws-lambda";
import { load, safeLoad } from "js-yaml";

const rulesIn = (text: string) => safeLoad(text, { json: true }) as string[];

export const handler = async (event: SNSEvent) => {
  for (const { Sns } of event.Records) console.log(rulesIn(Sns.Message).length);
};`,
      },
      {
        title: "The safe loader, a safe schema, and the file of the deployment",
        good: `const fs = require("node:fs");
const yaml = require("js-yaml");
const config = yaml.load(fs.readFileSync("config.yaml", "utf8"));

exports.handler = async (event) => {
  const given = yaml.safeLoad(event.body);
  const texts = yaml.load(event.body, { schema: yaml.FAILSAFE_SCHEMA });
  return { statusCode: 200, body: JSON.stringify({ ...config, ...given, ...texts }) };
};
//- package.json
{ "dependencies": { "js-yaml": "^3.14.1" } }`,
      },
      {
        title: "From version 4 on the loader is safe",
        good: `const yaml = require("js-yaml");

exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(yaml.load(event.body)) });
//- package.json
{ "dependencies": { "js-yaml": "^4.1.0" } }`,
      },
    ],
  },
  to: "yaml",
  accepts: (flow) => isMended(flow) || /\b(?:DEFAULT_SAFE|FAILSAFE|JSON|CORE)_SCHEMA$/.test(schemaOf(flow) ?? ""),
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' makes functions of what '${shown(source, 40)}' of ${event} says`,
  fix: loadSafely,
});

/** The schema that the options name. */
function schemaOf({ call }: Flow): string | undefined {
  const options = call.kind === "call" ? call.args.find(({ kind }) => kind === "object") : undefined;
  const schema = options?.kind === "object" ? options.properties.find(({ key }) => key === "schema") : undefined;
  return schema && textAt(schema.value);
}

function loadSafely(flow: Flow, edit: Edit): Cure | undefined {
  const { call } = flow;
  if (call.kind !== "call" || schemaOf(flow) !== undefined) return undefined;
  const { callee } = call;
  const title = "Load data only";
  const instead = (name: string) => (name === "load" ? "safeLoad" : "safeLoadAll");
  if (callee.kind === "member" && (callee.property === "load" || callee.property === "loadAll"))
    return { title, safety: "safe", edits: edit.text(callee.propertyAt, instead(callee.property)) };
  if (callee.kind !== "name" || !/^load(?:All)?$/.test(callee.name)) return undefined;
  const name = instead(callee.name);
  return { title, safety: "safe", edits: [...edit.text(callee, name), ...edit.importName(call, name, "js-yaml")] };
}
