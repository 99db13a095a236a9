import { type Deployed, projectRule, textAt } from "../../engine/authoring.ts";
import { exportedNames } from "../shared/exported-names.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";

interface Finding {
  readonly deployed: Deployed;
  readonly path: string;
  readonly exported: string;
  readonly names: readonly string[];
}

export default projectRule<Finding>({
  meta: {
    id: "events/handler-not-found",
    severity: "error",
    confidence: "high",
    summary: "A function whose handler its module does not export",
    why: "Lambda loads the module and looks for the export that the handler names. If it is not there, each call ends with 'handler is undefined or not exported', and so does each event that was meant for the function. It happens when a file or an export is renamed and the template is forgotten: the deployment succeeds all the same.",
    duty: "code",
    cwe: [],
    controls: ["SAS-11"],
    references: [
      {
        title: "Lambda: the handler of a function in Node.js",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html",
      },
    ],
    examples: [
      {
        title: "The export has another name",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: albums.handler
               ^^^^^^^^^^^^^^ 'List' runs 'handler', but 'albums.mjs' exports only 'list'
      Runtime: nodejs22.x
//- src/albums.mjs
export const list = async () => ({ statusCode: 200 });`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: albums.list
      Runtime: nodejs22.x
//- src/albums.mjs
export const list = async () => ({ statusCode: 200 });`,
      },
      {
        title: "A Serverless function, one of several exports",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.lst
             ^^^^^^^^^^^^^^ 'list' runs 'lst', but 'albums.js' exports only 'list' and 'save'
//- src/albums.js
const save = async () => ({ statusCode: 200 });
exports.list = async () => ({ statusCode: 200 });
module.exports.save = save;`,
      },
      {
        title: "The export is there; the module may export more than it shows; the file is elsewhere",
        file: "serverless.yml",
        good: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
  save:
    handler: src/all.save
  made:
    handler: src/made.handler
  copied:
    handler: src/copied.handler
  elsewhere:
    handler: build/index.handler
//- src/albums.ts
import { app } from "./app";
export const list = wrap(app);
//- src/all.js
export * from "./albums";
//- src/made.js
module.exports = makeHandlers();
//- src/copied.js
const handlers = require("./albums");
exports.other = handlers.list;
Object.assign(exports, handlers);`,
      },
    ],
  },
  *check(deployed, { document, entry }) {
    const { handler } = deployed;
    const names = document && !entry ? exportedNames(document) : undefined;
    if (!handler || !document || !names || names.size === 0 || names.has(handler.exported)) return;
    const { path } = document.file;
    yield { at: handler.at, data: { deployed, path, exported: handler.exported, names: [...names].sort() } };
  },
  message: ({ deployed, path, exported, names }) =>
    `'${shown(deployed.resource.name, 30)}' runs '${shown(exported, 24)}', but '${path.slice(path.lastIndexOf("/") + 1)}' exports only ${listed(names.map((name) => shown(name, 20)))}`,
  fix: ({ deployed: { handler }, exported, names }, edit) => {
    const [only, ...more] = names;
    const written = handler && textAt(handler.at);
    if (!handler || !only || more.length > 0 || only === "default" || !written?.includes(`.${exported}`))
      return undefined;
    const at = written.lastIndexOf(`.${exported}`) + 1;
    const site = { ...handler.at, start: handler.at.start + at, end: handler.at.start + at + exported.length };
    return { title: `Run '${only}'`, safety: "unsafe", edits: edit.text(site, only) };
  },
});
