import fs from "node:fs";
import { describe, it } from "node:test";
import { assertMarked } from "./marked.ts";

/**
 * Cases as code. `//# title` begins a module (`//- path` its next file), `//> title` the body of the usual handler, what stands above `//=`
 * in front of it. `// sql` and `// command` at the end of a line: an injection is found on it, and on no other. `// missing sql`: it is
 * there, but not found yet.
 */
const folder = new URL("../fixtures/flow/", import.meta.url);

const usual = `const { execSync, exec } = require("node:child_process");
const mysql = require("mysql2/promise");
const pool = mysql.createPool({});
`;

interface Case {
  readonly title: string;
  readonly text: string;
}

function casesIn(name: string): readonly Case[] {
  const parts = fs.readFileSync(new URL(name, folder), "utf8").split(/^\/\/([#>]) (.*)\n/m);
  const cases: Case[] = [];
  for (let i = 1; i < parts.length; i += 3) {
    const [kind, title = "", text = ""] = parts.slice(i, i + 3);
    cases.push({ title, text: kind === "#" ? text : inHandler(text) });
  }
  return cases;
}

function inHandler(text: string): string {
  const [above, body] = text.includes("//=\n") ? text.split("//=\n") : ["", text];
  return `${above}${usual}exports.handler = async (event) => {\n${body}};\n`;
}

for (const name of fs.readdirSync(folder).sort()) {
  describe(`injections: ${name}`, () => {
    for (const { title, text } of casesIn(name)) it(title, () => assertMarked(text));
  });
}
