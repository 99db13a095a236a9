import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const report = (folder: Folder): string => handrail(folder, ["check", "--rule", "injection/command"]).out;

const shell = 'const { execSync } = require("node:child_process");';

describe("the report for a reader", () => {
  it("shows place, message, code, trace and summary", (t) => {
    const folder = new Folder(t, {
      "src/convert.js": `${shell}

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
\texecSync("convert " + name);
};
`,
    });
    assert.equal(
      report(folder),
      `src/convert.js:5:2  error  injection/command
  'execSync' runs a shell command to which 'event.queryStringParameters.name' of the request can add others

    4 |   const { name } = event.queryStringParameters;
    5 |     execSync("convert " + name);
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^

  1. src/convert.js:4  'event.queryStringParameters.name' comes from the request
     const { name } = event.queryStringParameters;
  2. src/convert.js:5  'execSync' gets it
     execSync("convert " + name);
  fix: Run the program without a shell (unsafe)

1 finding (1 error) in 1 of 1 file; 1 can be fixed with --fix --unsafe-fixes
`,
    );
  });

  it("underlines in columns: wide characters, marks, long lines, spans over several lines, control characters", (t) => {
    const before = `/* ${"x".repeat(100)} 日本é\u001b[2J */`;
    const folder = new Folder(t, {
      "a.js": `${shell}\nexports.handler = async (event) => { /* 日本é */ execSync(event.queryStringParameters.a); };\n`,
      "b.js": `${shell}\nexports.handler = async (event) => { ${before} execSync(event.queryStringParameters.a); };\n`,
      "c.js": `${shell}\nexports.handler = async (event) => execSync(\n  event.queryStringParameters.a,\n);\n`,
    });
    const frames = report(folder)
      .split("\n")
      .filter((line) => /^ {4}[ 12] \|/.test(line));
    assert.equal(
      frames.join("\n"),
      `    1 | const { execSync } = require("node:child_process");
    2 | exports.handler = async (event) => { /* 日本é */ execSync(event.queryStringParameters.a); };
      |                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    1 | …
    2 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx 日本é\ufffd[2J */ execSync(event.queryStringParameters.a); };
      |                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    1 | const { execSync } = require("node:child_process");
    2 | exports.handler = async (event) => execSync(
      |                                    ^^^^^^^^^`,
    );
  });
});
