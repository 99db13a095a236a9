import assert from "node:assert/strict";
import fs from "node:fs";
import { describe, it } from "node:test";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { openHandler, openPolicy } from "../lsp/samples.ts";
import { Folder } from "../workspace.ts";
import { check } from "./cli.ts";

const schemaPath = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: unknown[];
  readonly codeFlows?: unknown[];
  readonly fixes?: unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Log {
  readonly runs: [
    {
      readonly tool: { readonly driver: { readonly rules: { id: string; properties: object }[] } };
      readonly results: Result[];
    },
  ];
}

function sarif(folder: Folder, ...paths: string[]): { text: string; log: Log } {
  const { out } = check(folder, ["--format", "sarif", ...paths]);
  return { text: out, log: JSON.parse(out) };
}

const files = { "policies/open policy é.json": openPolicy, "handler.js": openHandler };

describe("SARIF", () => {
  it("fits the schema", (t) => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv as never);
    const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaPath, "utf8")));
    assert.ok(validate(sarif(new Folder(t, files)).log), JSON.stringify(validate.errors, undefined, 2));
  });

  it("says what, where, how it comes about and what to do", (t) => {
    const { rules } = sarif(new Folder(t, files)).log.runs[0].tool.driver;
    const { results } = sarif(new Folder(t, files)).log.runs[0];
    assert.deepEqual(
      results.map(({ ruleId, ruleIndex, level, locations }) => ({
        ruleId,
        at: rules[ruleIndex]?.id,
        level,
        locations,
      })),
      [
        {
          ruleId: "injection/command",
          at: "injection/command",
          level: "error",
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "handler.js", uriBaseId: "%SRCROOT%", index: 0 },
                region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 30 },
              },
            },
          ],
        },
        {
          ruleId: "iam/admin-star",
          at: "iam/admin-star",
          level: "error",
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "policies/open%20policy%20%C3%A9.json", uriBaseId: "%SRCROOT%", index: 1 },
                region: { startLine: 4, startColumn: 36, endLine: 4, endColumn: 39 },
              },
            },
          ],
        },
      ],
    );
    assert.equal(results[0]?.codeFlows?.length, 1);
    assert.deepEqual(rules.find(({ id }) => id === "injection/command")?.properties, {
      tags: ["security", "external/cwe/cwe-078", "SAS-1", "A1"],
      precision: "high",
      "security-severity": "8.0",
    });
  });

  it("is the same each time", (t) => {
    const folder = new Folder(t, files);
    assert.equal(sarif(folder).text, sarif(folder).text);
  });

  it("is the same in another copy of the project", (t) => {
    assert.equal(sarif(new Folder(t, files)).text, sarif(new Folder(t, files)).text);
  });

  it("keeps fingerprints when lines move, and tells like findings apart", (t) => {
    const twice = openHandler.replace("};", '  execSync("convert " + name);\n};');
    const folder = new Folder(t, { "handler.js": twice });
    const prints = (): (string | undefined)[] =>
      sarif(folder).log.runs[0].results.map((result) => result.partialFingerprints["handrail/v1"]);
    const before = prints();
    assert.equal(new Set(before).size, 2);
    folder.write("handler.js", `// one more line\n${twice}`);
    assert.deepEqual(prints(), before);
  });
});

describe("JSON", () => {
  it("holds the findings with one-based places, and a summary", (t) => {
    // a redirection: no fix can be written
    const handler = openHandler.replace('"convert "', '"convert<"');
    const { out } = check(new Folder(t, { "handler.js": handler }), ["--format", "json"]);
    const sink = { start: { line: 5, column: 3, offset: 140 }, end: { line: 5, column: 30, offset: 167 } };
    assert.deepEqual(JSON.parse(out), {
      version: 1,
      findings: [
        {
          rule: "injection/command",
          severity: "error",
          confidence: "high",
          message:
            "'execSync' runs a shell command to which 'event.queryStringParameters.name' of the request can add others",
          path: "handler.js",
          range: sink,
          trace: [
            {
              path: "handler.js",
              range: { start: { line: 4, column: 11, offset: 100 }, end: { line: 4, column: 15, offset: 104 } },
              message: "'event.queryStringParameters.name' comes from the request",
            },
            { path: "handler.js", range: sink, message: "'execSync' gets it" },
          ],
          fixes: [],
        },
      ],
      fixed: [],
      summary: {
        findings: 1,
        bySeverity: { error: 1, warning: 0, info: 0, hint: 0 },
        filesWithFindings: 1,
        files: 1,
        fixable: { safe: 0, unsafe: 0 },
      },
    });
  });
});
