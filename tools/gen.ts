import * as fs from "node:fs";
import * as path from "node:path";
import { shardText } from "../disk/shards.ts";
import type { Rule } from "../engine/authoring.ts";
import { provideShards } from "../engine/policy/shard.ts";
import { ownRules } from "../engine/rule/own.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { models } from "../rules/models/index.ts";
import { catalogueFiles } from "./facts-iam.ts";
import { loadRules } from "./gen/load-rules.ts";
import { manifestOf } from "./gen/manifest.ts";
import { modelIndexOf } from "./gen/model-index.ts";
import { modelsIn, operationsPageOf } from "./gen/operations-page.ts";
import { overviewOf } from "./gen/overview.ts";
import { pageOf } from "./gen/page.ts";
import { proofPageOf } from "./gen/proof-table.ts";
import { loadProofs } from "./gen/proof-words.ts";
import { readmeOf } from "./gen/readme.ts";
import { indexOf } from "./gen/rule-index.ts";
import { schemaOf } from "./gen/schema.ts";
import { shownOf } from "./gen/shown.ts";

const ROOT = path.join(__dirname, "..");
const PAGES = "docs/rules";

/**
 * Everything that follows from the rules' own words: a path below the project, and its text. The index comes first, so that it is there
 * even if a rule under work cannot run its examples yet.
 */
function* generated(): Generator<readonly [file: string, text: string]> {
  const rules = loadRules(ROOT);
  yield ["rules/index.ts", indexOf(rules)];
  yield ["rules/models/index.ts", modelIndexOf(ROOT)];
  yield* catalogueFiles(ROOT);
  const all: Rule[] = [...rules.map(({ rule }) => rule), ...ownRules];
  yield ["schema/handrail.schema.json", schemaOf(all)];
  yield ["package.json", manifestOf(read("package.json") ?? "{}", all, snippetFiles())];
  const knowledge = { rules: rules.map(({ rule }) => rule), models };
  const shown = all.map((rule) => ({ rule, examples: shownOf(rule, knowledge) }));
  for (const { rule, examples } of shown) yield [`${PAGES}/${rule.meta.id}.md`, pageOf(rule, examples)];
  yield [`${PAGES}/README.md`, overviewOf(shown)];
  yield ["docs/operations-coverage.md", operationsPageOf(modelsIn(ROOT))];
  const proofs = loadProofs(ROOT);
  yield ["docs/proofs.md", proofPageOf(proofs)];
  const readme = read("README.md");
  if (readme !== undefined) yield ["README.md", readmeOf(readme, shown, proofs)];
}

function snippetFiles(): string[] {
  const folder = path.join(ROOT, "snippets");
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(".code-snippets")).sort();
}

function read(file: string): string | undefined {
  const full = path.join(ROOT, file);
  return fs.existsSync(full) ? fs.readFileSync(full, "utf8") : undefined;
}

/** Pages of rules that are no more. */
function orphans(files: ReadonlySet<string>): string[] {
  const folder = path.join(ROOT, PAGES);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${PAGES}/${name.split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".md") && !files.has(file));
}

function write(file: string, text: string): void {
  const full = path.join(ROOT, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text);
}

/** `npm run gen [-- --check]`: writes what differs, or only says so and fails. */
function main(isCheck: boolean): void {
  provideTypescript(() => require("typescript"));
  provideShards(shardText);
  const files = new Set<string>();
  let stale = 0;
  for (const [file, text] of generated()) {
    files.add(file);
    if (read(file) === text) continue;
    stale++;
    if (!isCheck) write(file, text);
    console.log(isCheck ? `${file} is not what 'npm run gen' writes` : `wrote ${file}`);
  }
  for (const file of orphans(files)) {
    stale++;
    if (!isCheck) fs.rmSync(path.join(ROOT, file));
    console.log(isCheck ? `${file} belongs to no rule` : `removed ${file}`);
  }
  if (isCheck && stale > 0) process.exitCode = 1;
}

main(process.argv.includes("--check"));
