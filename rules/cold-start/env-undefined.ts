import {
  type Cure,
  type Deployed,
  type Edit,
  type EnvironmentRead,
  entryOf,
  followed,
  type HandlerCode,
  type Match,
  projectRule,
  type Site,
  type Template,
  textAt,
  value,
} from "../../engine/authoring.ts";
import { isGivenVariable, isQuietPackage, mayBeReadByLibraries } from "../facts/lambda-variables.ts";
import { nearName } from "../shared/near-name.ts";
import { mayUsePlugin } from "../shared/plugins.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { resourceNamed } from "./_resource-named.ts";

interface Unset {
  readonly kind: "unset";
  readonly deployed: Deployed;
  readonly read: EnvironmentRead;
  /** A variable of a like name that is set, and that nothing reads. */
  readonly meant?: string;
}

interface Unread {
  readonly kind: "unread";
  readonly deployed: Deployed;
  readonly name: string;
}

export default projectRule<Unset | Unread>({
  meta: {
    id: "cold-start/env-undefined",
    severity: "warning",
    confidence: "high",
    summary: "An environment variable that code reads and no template sets, or the reverse",
    why: "What is read of the environment and was not set for the function is 'undefined', which becomes the name of a table, a part of an address, or a secret that everybody can guess. Nothing fails when the function is deployed; it fails when it is called, often only on the one path that needs the variable. A variable that is set and never read is what is left when code has moved on: it hides what the function really needs, and a secret in it is at risk for nothing.",
    duty: "configuration",
    cwe: [665],
    controls: ["SAS-3"],
    references: [
      {
        title: "Lambda: environment variables",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      },
    ],
    examples: [
      {
        title: "The table's name was forgotten",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::SimpleTable
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
//- src/list.mjs
import { names } from "./names.mjs";
export const handler = async () => ({ statusCode: 200, body: names.table });
//- src/names.mjs
export const names = { table: process.env.TABLE_NAME };
                              ^^^^^^^^^^^^^^^^^^^^^^ 'TABLE_NAME' is not set for 'List': here it is undefined`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::Serverless::SimpleTable
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Environment:
        Variables:
          TABLE_NAME: !Ref Photos
//- src/list.mjs
import { names } from "./names.mjs";
export const handler = async () => ({ statusCode: 200, body: names.table });
//- src/names.mjs
export const names = { table: process.env.TABLE_NAME };`,
      },
      {
        title: "A letter too few; the other one is set for nothing",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
    handler: src/list.handler
    environment:
      STAGE: prod
      QUEUE_URL: https://sqs.eu-west-1.amazonaws.com/111122223333/photos
//- src/list.js
const { STAGE } = process.env;
const url = process.env.QUEU_URL;
            ^^^^^^^^^^^^^^^^^^^^ 'QUEU_URL' is not set for 'list'
exports.handler = async (event) => ({ statusCode: 200, body: STAGE + url });`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: src/list.handler
    environment:
      STAGE: prod
      QUEUE_URL: https://sqs.eu-west-1.amazonaws.com/111122223333/photos
//- src/list.js
const { STAGE } = process.env;
const url = process.env.QUEUE_URL;
exports.handler = async (event) => ({ statusCode: 200, body: STAGE + url });`,
      },
      {
        title: "What is left of code that is gone",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Environment:
        Variables:
          TABLE: photos
          OLD_TABLE: pictures # until June
          ^^^^^^^^^ 'OLD_TABLE' is set for 'List', but none of its code reads it
//- src/list.mjs
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = async () => client.send(new ScanCommand({ TableName: process.env.TABLE }));`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: list.handler
      Runtime: nodejs22.x
      Environment:
        Variables:
          TABLE: photos
//- src/list.mjs
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = async () => client.send(new ScanCommand({ TableName: process.env.TABLE }));`,
      },
      {
        title: "Asked for by a function of one's own, in a template of CloudFormation",
        file: "template.json",
        bad: `{
  "Resources": {
    "Send": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "send.handler", "Runtime": "nodejs22.x" }
    }
  }
}
//- src/send.ts
const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is not set\`);
  return value;
};
const sender = needed("SENDER");
               ^^^^^^^^^^^^^^^^ 'SENDER' is not set for 'Send'
export const handler = async () => sender;`,
        fixed: `{
  "Resources": {
    "Send": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "send.handler", "Runtime": "nodejs22.x", "Environment": { "Variables": { "SENDER": { "Ref": "Sender" } } } }
    }
  },
  "Parameters": {
    "Sender": {
      "Type": "String"
    }
  }
}
//- src/send.ts
const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is not set\`);
  return value;
};
const sender = needed("SENDER");
export const handler = async () => sender;`,
      },
      {
        title:
          "Set for all; with something in its place; asked for first; set by Lambda; in code that the function does not run; of an environment that is not known",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  environment:
    TABLE: photos
functions:
  list:
    handler: src/list.handler
    environment:
      LOG_LEVEL: info
  other:
    handler: src/other.handler
    environment: \${file(environment.yml)}
  whole:
    handler: src/whole.handler
    environment:
      SENDER: photos@example.com
//- src/list.js
const { table, region } = require("./settings");
const endpoint = process.env.ENDPOINT;
exports.handler = async () => {
  if (process.env.IS_LOCAL && process.env.LOCAL_PORT) return process.env.LOCAL_PORT;
  const client = new Client({ region, endpoint, logger: process.env.VERBOSE === "true" });
  if (endpoint) client.connect(endpoint);
  return client.list(table, parseInt(process.env.MOST, 10) || 50);
};
//- src/settings.js
exports.table = process.env.TABLE;
exports.region = process.env.AWS_REGION;
exports.page = process.env.PAGE ?? "20";
exports.remove = () => process.env.TRASH;
//- src/other.js
exports.handler = async () => process.env.TABLES;
//- src/whole.js
const settings = schema.parse(process.env);
exports.handler = async () => settings;`,
      },
    ],
  },
  *check(deployed, _usage, { code }) {
    if (!code) return;
    const missing = [...unset(deployed, code)];
    yield* missing;
    yield* unread(deployed, code, new Set(missing.flatMap(({ data: { meant } }) => meant ?? [])));
  },
  message: (data) =>
    data.kind === "unset"
      ? `'${shown(data.read.name, 40)}' is not set for '${shown(data.deployed.resource.name, 40)}': here it is undefined`
      : `'${shown(data.name, 40)}' is set for '${shown(data.deployed.resource.name, 40)}', but none of its code reads it`,
  fix: (data, edit) =>
    data.kind === "unset" ? [...renamed(data, edit), ...added(data, edit), ...given(data, edit)] : removed(data, edit),
});

/** The variables that are set. Undefined: they are not all known. */
function known({ resource, environment }: Deployed): ReadonlySet<string> | undefined {
  const variables = resource.property("Environment/Variables")?.value;
  if (variables && !value.map(variables)) return undefined;
  if (environment.has("AWS_LAMBDA_EXEC_WRAPPER") || mayUsePlugin(resource.template, /env|bundle/i)) return undefined;
  if (resource.template.dialect === "serverless" && isPutInByBuild(resource.template)) return undefined;
  const names = [...environment.keys()];
  return names.some((name) => name === "<<" || name.startsWith("Fn::")) ? undefined : new Set(names);
}

/** A bundler may write values in the place of variables. */
function isPutInByBuild(template: Template): boolean {
  const custom = template.section("custom");
  return custom !== undefined && value.at(template.resolve(custom), "esbuild", "define") !== undefined;
}

function* unset(deployed: Deployed, { environment }: HandlerCode): Iterable<Match<Unset>> {
  const set = environment.mayBeSet ? undefined : known(deployed);
  if (!set) return;
  const optional = new Set(environment.reads.flatMap((read) => (read.isNeeded ? [] : [read.name])));
  const told = new Set<string>();
  for (const read of environment.reads) {
    const { name, at } = read;
    if (set.has(name) || optional.has(name) || told.has(name)) continue;
    if (environment.written.has(name) || isGivenVariable(name)) continue;
    told.add(name);
    const meant = nearName(
      name,
      [...set].filter((one) => !environment.says(one)),
    );
    const trace = [{ at: deployed.resource.key, message: `'${deployed.resource.name}' is deployed without it` }];
    yield { at, data: { kind: "unset", deployed, read, ...(meant ? { meant } : {}) }, trace };
  }
}

/** `meant`: those that the code means where it reads others. */
function* unread(deployed: Deployed, code: HandlerCode, meant: ReadonlySet<string>): Iterable<Match<Unread>> {
  const { resource } = deployed;
  const { environment } = code;
  if (environment.mayReadMore || environment.mayBeSet || resource.property("Layers") || !known(deployed)) return;
  if (![...code.packages].every(isQuietPackage)) return;
  for (const { key } of value.map(resource.property("Environment/Variables")?.value)?.entries ?? []) {
    const name = String(key.value);
    if (meant.has(name) || !holds(resource.entry.value, key) || environment.says(name) || mayBeReadByLibraries(name))
      continue;
    const trace = [{ at: code.entry.at, message: `'${code.entry.exported}' is what the function runs` }];
    yield { at: key, data: { kind: "unread", deployed, name }, trace, severity: "hint", confidence: "medium" };
  }
}

/** What stands in `Globals` or `provider` is for others too. */
const holds = (place: Site, site: Site): boolean =>
  place.block === site.block && place.start <= site.start && site.end <= place.end;

function renamed({ read, meant }: Unset, edit: Edit): readonly Cure[] {
  const written = textAt(read.at);
  const at = written.lastIndexOf(read.name);
  if (!meant || at < 1) return [];
  const site = { ...read.at, start: read.at.start + at, end: read.at.start + at + read.name.length };
  return [{ title: `Read '${meant}'`, safety: "unsafe", edits: edit.text(site, meant) }];
}

function added({ deployed: { resource }, read: { name } }: Unset, edit: Edit): readonly Cure[] {
  const named = resourceNamed(name, resource.template);
  const edits = named && edit.setProperty(resource, `Environment/Variables/${name}`, named.value);
  return edits ? [{ title: `Set it for '${resource.name}', from '${named.name}'`, safety: "unsafe", edits }] : [];
}

/** What only those who deploy know they are asked for; secrets are not put into the environment. */
function given({ deployed: { resource }, read: { name } }: Unset, edit: Edit): readonly Cure[] {
  const { template } = resource;
  const isService = template.dialect === "serverless";
  const parameter = name.toLowerCase().replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (/PASS|SECRET|TOKEN|KEY|CREDENTIAL/.test(name) || !/^[A-Za-z][A-Za-z0-9]*$/.test(parameter)) return [];
  const isThere = template.parameters.some((one) => one.name === parameter);
  if (!isService && template.resource(parameter)) return [];
  const edits = together(
    isService || isThere ? [] : edit.set(template.root, ["Parameters", parameter], { Type: "String" }),
    edit.setProperty(resource, `Environment/Variables/${name}`, isService ? `\${env:${name}}` : { Ref: parameter }),
  );
  const from = isService ? "the environment of the deployment" : `the parameter '${parameter}'`;
  return edits ? [{ title: `Set it for '${resource.name}', from ${from}`, safety: "unsafe", edits }] : [];
}

function removed({ deployed: { resource }, name }: Unread, edit: Edit): Cure | undefined {
  const variables = followed(resource.property("Environment/Variables")?.at);
  const entry = entryOf(variables, name);
  if (variables?.kind !== "mapping" || !entry) return undefined;
  const all = entryOf(resource.properties, "Environment") ?? entryOf(resource.properties, "environment");
  const isLast = variables.entries.length === 1 && all !== undefined;
  const edits = isLast ? resource.properties && edit.remove(resource.properties, all) : edit.remove(variables, entry);
  return edits && { title: `Remove '${name}'`, safety: "safe", edits };
}
