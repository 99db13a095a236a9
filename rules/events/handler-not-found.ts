import {
  type Cure,
  type Deployed,
  type Edit,
  projectRule,
  type SiteEdit,
  textAt,
  type Usage,
  value,
} from "../../engine/authoring.ts";
import { exportedNames } from "../shared/exported-names.ts";
import { listed } from "../shared/listed.ts";
import { nearName } from "../shared/near-name.ts";
import { shown } from "../shared/shown.ts";

type HandlerReference = NonNullable<Deployed["handler"]>;

interface NoExport {
  readonly kind: "export";
  readonly deployed: Deployed;
  readonly document: NonNullable<Usage["document"]>;
  readonly exported: string;
  /** What the module exports. */
  readonly names: readonly string[];
}

interface NoModule {
  readonly kind: "module";
  readonly deployed: Deployed;
  /** The modules of the folder, and their paths. */
  readonly names: readonly string[];
  readonly neighbours: readonly string[];
}

export default projectRule<NoExport | NoModule>({
  meta: {
    id: "events/handler-not-found",
    severity: "error",
    confidence: "high",
    summary: "A function whose handler's module is not there, or does not export it",
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
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
//- src/albums.js
const save = async () => ({ statusCode: 200 });
exports.list = async () => ({ statusCode: 200 });
module.exports.save = save;`,
      },
      {
        title: "The file has another name",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: album.list
               ^^^^^^^^^^ 'List' runs 'album', but in its folder there is only 'albums'
      Runtime: nodejs22.x
//- src/albums.tsx
export const list = async () => ({ statusCode: 200 });`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: albums.list
      Runtime: nodejs22.x
//- src/albums.tsx
export const list = async () => ({ statusCode: 200 });`,
      },
      {
        title: "A function whose file was not written yet",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  runtime: nodejs22.x
functions:
  list:
    handler: src/list.handler
  remove:
    handler: src/remove.handler
             ^^^^^^^^^^^^^^^^^^ 'remove' runs 'remove', but in its folder there is only 'list'
//- src/list.ts
export const handler = async () => ({ statusCode: 200 });`,
        fixed: `service: albums
provider:
  name: aws
  runtime: nodejs22.x
functions:
  list:
    handler: src/list.handler
  remove:
    handler: src/remove.handler
//- src/list.ts
export const handler = async () => ({ statusCode: 200 });
//- src/remove.ts
export const handler = async (_event: unknown) => {
  throw new Error("'handler' is not written yet");
};`,
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
  python:
    handler: src/tidy.handler
    runtime: python3.13
  layered:
    handler: src/wrapper.handler
    layers: [arn:aws:lambda:eu-west-1:111122223333:layer:wrapper:1]
//- build/other.js
exports.other = 1;
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
  *check(deployed, { document }, { code, neighbours }) {
    const { handler } = deployed;
    if (!handler) return;
    if (!document) {
      const names =
        isSource(handler.file) && !isMadeElsewhere(deployed)
          ? neighbours.map(moduleName).filter((name) => !isBeside.test(name))
          : [];
      if (names.length > 0)
        yield { at: handler.at, data: { kind: "module", deployed, names: [...new Set(names)].sort(), neighbours } };
      return;
    }
    const names = code ? undefined : exportedNames(document);
    if (!names || names.size === 0 || names.has(handler.exported)) return;
    const data: NoExport = { kind: "export", deployed, document, exported: handler.exported, names: [...names].sort() };
    yield { at: handler.at, data, trace: [{ at: document.statements[0] ?? handler.at, message: "the module" }] };
  },
  message: (data) => {
    const name = shown(data.deployed.resource.name, 30);
    const among = listed(data.names.map((one) => shown(one, 20)));
    if (data.kind === "module")
      return `'${name}' runs '${shown(moduleName(data.deployed.handler?.file ?? ""), 24)}', but in its folder there is only ${among}`;
    const { path } = data.document.file;
    return `'${name}' runs '${shown(data.exported, 24)}', but '${shown(baseName(path), 24)}' exports only ${among}`;
  },
  fix: (data, edit) => (data.kind === "module" ? moduleCures(data, edit) : exportCures(data, edit)),
});

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const moduleName = (path: string): string => baseName(path).replace(/\.[cm]?[jt]sx?$/, "");

/** What stands beside modules and is none of a function. */
const isBeside =
  /\.(?:test|spec|d|config|setup|stories|mock)$|^(?:jest|vitest|webpack|rollup|eslint|gulpfile|serverless)\b/;

/** A folder that a build makes is not there before it. */
const isSource = (file: string): boolean =>
  !/\/(?:dist|build|built|out|output|target|bin|lib|node_modules|cdk\.out|\.[^/]*|asset\.[^/]*)\//.test(file);

/** Whether the module may come from a layer, or from a build of its own. */
function isMadeElsewhere({ resource }: Deployed): boolean {
  const runtime = value.text(resource.property("Runtime")?.value);
  const metadata = resource.attribute("Metadata")?.value;
  const method = value.at(metadata, "BuildMethod");
  return (
    resource.property("Layers") !== undefined ||
    (runtime !== undefined && !runtime.startsWith("nodejs")) ||
    (method !== undefined && !/^(?:esbuild|nodejs\d+\.x)$/.test(value.text(method) ?? ""))
  );
}

/** The name in the handler's text that stands before or behind the last dot. */
function renamed(handler: HandlerReference, from: string, to: string, edit: Edit): readonly SiteEdit[] | undefined {
  const written = textAt(handler.at);
  const at = written.lastIndexOf(from);
  if (at < 0 || !written.includes(`.${handler.exported}`)) return undefined;
  const start = handler.at.start + at;
  return edit.text({ ...handler.at, start, end: start + from.length }, to);
}

function exportCures({ deployed: { handler }, document, exported, names }: NoExport, edit: Edit): readonly Cure[] {
  const own = names.filter((name) => name !== "default");
  const name = nearName(exported, own) ?? (own.length === 1 && names.length === 1 ? own[0] : undefined);
  const edits = handler && name !== undefined ? renamed(handler, exported, name, edit) : undefined;
  const last = document.statements.at(-1);
  const end = last && { ...last, start: last.end };
  return [
    ...(edits ? [{ title: `Run '${name}'`, safety: "unsafe", edits } as const] : []),
    ...(end && isName(exported)
      ? [
          {
            title: `Export '${exported}' from '${baseName(document.file.path)}'`,
            safety: "unsafe",
            edits: edit.text(end, `\n\n${stub(exported, document.file.path, document.file.text)}`),
          } as const,
        ]
      : []),
  ];
}

function moduleCures({ deployed: { handler }, names, neighbours }: NoModule, edit: Edit): readonly Cure[] {
  const [first] = neighbours;
  if (!handler || !first) return [];
  const wrong = moduleName(handler.file);
  const near = nearName(wrong, names);
  const edits =
    near === undefined
      ? undefined
      : renamed(handler, `${wrong}.${handler.exported}`, `${near}.${handler.exported}`, edit);
  const path = `${handler.file}${/\.[cm]?[jt]s(?=x?$)/.exec(first)?.[0] ?? ".js"}`;
  const text = `${stub(handler.exported, path, "")}\n`;
  return [
    ...(edits ? [{ title: `Run '${near}'`, safety: "unsafe", edits } as const] : []),
    ...(isName(handler.exported) && /^[\w-]+(?:\.[\w-]+)*$/.test(wrong)
      ? [{ title: `Create '${baseName(path)}'`, safety: "safe", edits: edit.create(path, text) } as const]
      : []),
  ];
}

const isName = (exported: string): boolean => /^[A-Za-z_$][\w$]*$/.test(exported);

/** A handler that says that it is not written yet, in the form of its module. */
function stub(exported: string, path: string, text: string): string {
  const isCommon = /\.c[jt]s$/.test(path) || (/\.js$/.test(path) && !/^\s*(?:export|import)\b/m.test(text));
  const event = /\.[cm]?tsx?$/.test(path) ? "_event: unknown" : "_event";
  const body = `async (${event}) => {\n  throw new Error("'${exported}' is not written yet");\n};`;
  return isCommon ? `exports.${exported} = ${body}` : `export const ${exported} = ${body}`;
}
