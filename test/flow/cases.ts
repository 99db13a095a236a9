import fs from "node:fs";

/**
 * Cases as code. `//# title` begins a module (`//- path` its next file), `//> title` the body of the usual handler, what stands above `//=`
 * in front of it. `// sql` at the end of a line: that injection is found on it, and on no other (`// sql command`: both). `// missing sql`: it
 * is there, but not found yet.
 */
export interface Case {
  readonly title: string;
  readonly text: string;
  /** The name of the first file. */
  readonly file: string;
}

const usual = `const { execSync, exec } = require("node:child_process");
const mysql = require("mysql2/promise");
const pool = mysql.createPool({});
`;

export function casesIn(url: URL): readonly Case[] {
  const file = url.pathname.endsWith(".ts") ? "handler.ts" : "handler.js";
  const parts = fs.readFileSync(url, "utf8").split(/^\/\/([#>]) (.*)\n/m);
  const cases: Case[] = [];
  for (let i = 1; i < parts.length; i += 3) {
    const [kind, title = "", text = ""] = parts.slice(i, i + 3);
    cases.push({ title, text: kind === "#" ? text : inHandler(text), file });
  }
  return cases;
}

function inHandler(text: string): string {
  const [above, body] = text.includes("//=\n") ? text.split("//=\n") : ["", text];
  return `${above}${usual}exports.handler = async (event) => {\n${body}};\n`;
}
