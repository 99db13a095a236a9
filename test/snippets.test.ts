import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { type Config, defaultConfig } from "../engine/project/config.ts";
import { readDocument } from "../engine/syntax/read.ts";
import { kindOf } from "../engine/template/identify.ts";
import { type MarkedFile, withMarkers } from "./markers.ts";
import { findingsOf, hostOf, markerOf } from "./workspace-of.ts";

interface Snippet {
  readonly prefix: string;
  readonly scope: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** What a snippet leaves to its user, by prefix and rule, with the reason. */
const leftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "hr-api-auth-sls": { "limits/api-throttling": "the Framework has no key for the limits of a REST API's stage" },
};

const folder = path.join(__dirname, "..", "snippets");
const files = fs.readdirSync(folder).filter((name) => name.endsWith(".code-snippets"));
const all = files.flatMap((name) => {
  const snippets = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as Record<string, Snippet>;
  return Object.entries(snippets).map(([title, snippet]) => ({ name, title, snippet, text: expanded(snippet.body) }));
});

it("every snippet has a prefix of its own, and its sections in the description", () => {
  const prefixes = all.map(({ snippet }) => snippet.prefix);
  assert.deepEqual([...new Set(prefixes)], prefixes);
  for (const { snippet } of all) {
    assert.match(snippet.prefix, /^hr-[a-z0-9-]+$/);
    assert.match(snippet.description, /^[A-Z][\w ,()]+: \S/, snippet.prefix);
  }
});

for (const file of files) {
  describe(file, () => {
    for (const { title, snippet, text, name } of all) {
      if (name !== file) continue;
      for (const as of pathsOf(snippet, text))
        it(`${snippet.prefix}, ${title}, is clean as ${as}`, () => check(as, text, leftOut[snippet.prefix] ?? {}));
    }
  });
}

/** The paths that a snippet's document would have: its language by its scope, its dialect by its content. */
function pathsOf({ scope }: Snippet, text: string): readonly string[] {
  if (scope.includes("javascript")) return ["src/handler.js", "src/handler.mjs", "src/handler.ts"];
  if (scope === "json") return ["policy.json"];
  if (text.startsWith("version: 2\nupdates:")) return [".github/dependabot.yml"];
  if (text.startsWith("name: ")) return [".github/workflows/snippet.yml"];
  return [text.startsWith("service:") ? "serverless.yml" : "template.yaml"];
}

function check(as: string, text: string, left: Readonly<Record<string, string>>): void {
  const file: MarkedFile = { path: as, text };
  const document = readDocument({ ...file, version: 1 });
  assert.deepEqual(
    document?.problems.map(({ message }) => message),
    [],
    text,
  );
  if (document?.language === "yaml" || document?.language === "json") {
    assert.ok(as.includes("dependabot") || kindOf(document) !== "other", "it is no template, workflow or policy");
  }
  const secrets = all.find(({ snippet }) => snippet.prefix === "hr-secret")?.text ?? "";
  // what only a catalogue of controls asks for is no part of a snippet that everyone starts from
  const config: Config = { ...defaultConfig, confidence: "low" };
  const files = [file, ...(text.includes("./secrets.js") ? [{ path: "src/secrets.js", text: secrets }] : [])];
  const host = hostOf(files, config);
  const findings = findingsOf(host);
  const told = Object.keys(left).filter((rule) => findings.some((finding) => finding.rule === rule));
  assert.deepEqual(told, Object.keys(left), "a rule that is left out has nothing to say any more");
  const found = findings
    .filter(({ rule }) => left[rule] === undefined)
    .map((finding) => ({ ...markerOf(host, finding), text: `${finding.rule}: ${finding.message}` }));
  assert.equal(withMarkers([file], found), withMarkers([file], []));
}

/** A snippet's text with its defaults, after the convention of `snippets/README.md`. */
function expanded(body: readonly string[]): string {
  const text = body.join("\n");
  const part = /\\([\\$}])|\$\{(\d+):((?:\\[\\$}]|[^}\\])*)\}|\$\{(\d+)\|([^|]*)\|\}|\$\{(\d+)\}|\$(\d+)/g;
  const defaults = new Map<string, string>();
  for (const [, , number, words, choice, choices] of text.matchAll(part)) {
    if (number !== undefined && words !== undefined) defaults.set(number, words.replace(/\\(.)/g, "$1"));
    if (choice !== undefined) defaults.set(choice, choices?.split(",")[0] ?? "");
  }
  return text.replace(part, (_, escaped, named, _words, choice, _choices, braced, bare) => {
    return escaped ?? defaults.get(named ?? choice ?? braced ?? bare) ?? "";
  });
}
