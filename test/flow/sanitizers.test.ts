import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Host } from "../../engine/host.ts";
import { findingsOf, hostOf, root } from "../workspace-of.ts";

const handler = (above: string, body = "", rest = ""): string => `const mysql = require("mysql2/promise");
const pool = mysql.createPool({});

${above}
const quoted = (text) => {${body}
  return "'" + text.split("'").join("''") + "'";
};

exports.handler = async (event) => {
  await pool.query("SELECT * FROM users WHERE name = " + quoted(event.queryStringParameters.name));
  ${rest}
};
`;

const isFound = (text: string, rule = "injection/sql"): boolean =>
  findingsOf(hostOf([{ path: "handler.js", text }])).some((one) => one.rule === rule);

describe("@handrail-sanitizer", () => {
  it("in front of a function makes its result harmless", () => {
    assert.ok(isFound(handler("")));
    assert.ok(!isFound(handler("/** Quotes a value. @handrail-sanitizer sql */")));
    assert.ok(!isFound(handler("// @handrail-sanitizer")));
    assert.ok(!isFound(handler("", " // @handrail-sanitizer sql, html")));
  });

  it("speaks for the kinds that it names, and for the function that it stands at", () => {
    assert.ok(isFound(handler("// @handrail-sanitizer html")));
    assert.ok(isFound(handler("// @handrail-sanitizer sql\nlet count = 0;")));
    assert.ok(isFound(handler("", "\n  text = String(text); // @handrail-sanitizer sql\n")));
    const besides = "await pool.query(`SELECT * FROM users WHERE id = ${event.queryStringParameters.name}`);";
    assert.ok(isFound(handler("// @handrail-sanitizer sql", "", besides)));
  });

  it("holds for functions that are handed on, methods, and other modules", () => {
    const mapped =
      "await pool.query(`SELECT * FROM users WHERE name IN (${event.multiValueQueryStringParameters.name.map(quoted).join()})`);";
    assert.ok(!isFound(handler("// @handrail-sanitizer sql", "", mapped)));
    const files = (comment: string) => [
      {
        path: "handler.js",
        text: `const mysql = require("mysql2/promise");
const { Text } = require("./text.js");
const pool = mysql.createPool({});
exports.handler = async (event) => pool.query("SELECT * FROM users WHERE name = " + new Text().quoted(event.queryStringParameters.name));
`,
      },
      {
        path: "text.js",
        text: `exports.Text = class {
  ${comment}
  quoted(text) {
    return "'" + text + "'";
  }
};
`,
      },
    ];
    const found = (comment: string) => findingsOf(hostOf(files(comment))).some(({ rule }) => rule === "injection/sql");
    assert.ok(found(""));
    assert.ok(!found("/** @handrail-sanitizer sql */"));
  });

  it("counts as soon as it is written, and no longer than it stands there", () => {
    const host: Host = hostOf([{ path: "handler.js", text: handler("") }]);
    const now = (text: string): boolean => {
      host.apply({ files: [{ path: `${root}/handler.js`, text }] });
      return findingsOf(host).some(({ rule }) => rule === "injection/sql");
    };
    assert.ok(!now(handler("// @handrail-sanitizer sql")));
    assert.ok(now(handler("// @handrail-sanitizer html")));
    assert.ok(!now(handler("// @handrail-sanitizer")));
    assert.ok(now(handler("//")));
  });
});
