import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Entry } from "../../engine/program/code.ts";
import { nodesOf } from "../../engine/program/walk.ts";
import { Analysis } from "../../engine/project/analysis.ts";
import { Kept } from "../../engine/project/kept.ts";
import type { ScriptDocument } from "../../engine/syntax/document.ts";
import { textAt } from "../../engine/text/source.ts";
import { models } from "../../rules/models/index.ts";
import { filesOf } from "../flow/marked.ts";
import "../typescript.ts";

function analysisOf(text: string): Analysis {
  const files = new Map(
    filesOf(text).map((file) => [`/w/${file.path}`, { path: `/w/${file.path}`, version: 1, text: file.text }]),
  );
  return new Analysis({ files, layout: {}, trees: {} }, models, new Kept(), (_path, make) => make());
}

function scriptIn(analysis: Analysis, path: string): ScriptDocument {
  const document = analysis.document(`/w/${path}`);
  if (document?.language !== "script") throw new Error(`there is no script '${path}'`);
  return document;
}

const told = ({ exported, fn, triggers, known, base }: Entry): string =>
  [exported, fn.block.path.slice("/w/".length), triggers.join("+"), known, base?.join(".")].filter(Boolean).join(" ");

/** The handler of each deployed function, in words: `main impl.js rest-api template`. */
const deployedIn = (text: string): readonly string[] => {
  const analysis = analysisOf(text);
  return analysis.deployed().map((one) => {
    const entry = analysis.entryOf(one);
    return entry ? told(entry) : "none";
  });
};

const api = (handler: string) => `//- template.yaml
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: ${handler}, Runtime: nodejs22.x, Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } } }
`;

describe("the handler of a deployed function", () => {
  const impl = "//- impl.js\nexport const main = async (input) => input;\n";

  it("is found where it is written", () => {
    assert.deepEqual(deployedIn(`exports.main = async (input) => input;\n${api("handler.main")}`), [
      "main handler.js rest-api template",
    ]);
  });

  it("is found in the module that it is given out again from", () => {
    const own = ["main impl.js rest-api template"];
    assert.deepEqual(deployedIn(`export { main as handler } from "./impl";\n${impl}${api("handler.handler")}`), own);
    assert.deepEqual(deployedIn(`export * from "./impl";\n${impl}${api("handler.main")}`), own);
    assert.deepEqual(
      deployedIn(`import { main } from "./impl";\nexport { main as go };\n${impl}${api("handler.go")}`),
      own,
    );
    assert.deepEqual(deployedIn(`exports.go = require("./impl").main;\n${impl}${api("handler.go")}`), own);
    assert.deepEqual(
      deployedIn(`const { main } = require("./impl");\nmodule.exports = { main };\n${impl}${api("handler.main")}`),
      own,
    );
    assert.deepEqual(
      deployedIn(`import * as impl from "./impl";\nexport const go = impl.main;\n${impl}${api("handler.go")}`),
      own,
    );
  });

  it("is found over several modules, and nowhere in a circle", () => {
    const middle = `//- middle.js\nexport * from "./impl";\n`;
    assert.deepEqual(deployedIn(`export { main as go } from "./middle";\n${middle}${impl}${api("handler.go")}`), [
      "main impl.js rest-api template",
    ]);
    const circle = `export * from "./other";\n//- other.js\nexport * from "./handler";\n${api("handler.main")}`;
    assert.deepEqual(deployedIn(circle), ["none"]);
  });

  it("is the function in a wrapper, not what else the wrapper is given", () => {
    const wrapped = `import middy from "@middy/core";
import { main } from "./impl";
import { schema } from "./schema";
export const handler = middy().use(check(schema)).handler(main);
//- schema.js
export const schema = { type: "object" };
${impl}${api("handler.handler")}`;
    assert.deepEqual(deployedIn(wrapped), ["main impl.js rest-api template"]);
  });

  it("has the triggers of the template in that module", () => {
    const analysis = analysisOf(`export { main as handler } from "./impl";\n${impl}${api("handler.handler")}`);
    assert.deepEqual(analysis.entries(scriptIn(analysis, "impl.js")).map(told), ["main impl.js rest-api template"]);
  });
});

describe("the handler that runs a piece of code", () => {
  /** For each call of `mark`, the handler that it is run by. */
  function runners(text: string, path: string): readonly string[] {
    const analysis = analysisOf(text);
    const document = scriptIn(analysis, path);
    const importers = analysis.scriptPaths().map((one) => scriptIn(analysis, one.slice("/w/".length)));
    const code = analysis.code(document, importers);
    const calls = document.statements.flatMap((statement) =>
      [...nodesOf(statement)].filter((node) => node.kind === "call" && textAt(node.callee) === "mark"),
    );
    return calls.map((call) => code?.handlerOf(call)?.exported ?? "none");
  }

  const text = `import { find, other, make } from "./lib.js";
const find2 = make();
export const handler = async (event) => { await find(event.body); find2(); };
//- lib.js
mark();
export async function find(id) { mark(); return inner(id); }
const inner = (id) => { mark(); return [1].map(() => { mark(); }); };
export function other() { mark(); }
export const make = () => () => { mark(); };
`;

  it("may be of a module that imports it", () => {
    assert.deepEqual(runners(text, "lib.js"), ["none", "handler", "handler", "handler", "none", "handler"]);
  });

  it("is the module's own first", () => {
    const own = `import { find } from "./lib.js";
export const first = async (event) => find(event.body);
//- lib.js
export const find = (id) => { mark(); };
export const handler = async (event) => find(event.path);
`;
    assert.deepEqual(runners(own, "lib.js"), ["handler"]);
  });
});
