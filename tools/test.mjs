import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { endWith, PlainError, passThrough } from "./process.mjs";
import { CACHE, ROOT } from "./root.mjs";

const FILE_LIMIT = 5 * 60_000;

/** `npm test [-- [RULE ID | part of a test file's name]… [--update] [--no-e2e]]` */
export function readArguments(args) {
  const words = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.find((arg) => arg.startsWith("--") && !["--update", "--no-e2e"].includes(arg));
  if (unknown) throw new PlainError(`'${unknown}' is no option of the tests; there are '--update' and '--no-e2e'.`);
  const rule = words.find(isRule);
  return {
    rule,
    filters: words.filter((word) => word !== rule),
    isUpdate: args.includes("--update"),
    wantsEditor: words.length === 0 && !args.includes("--no-e2e"),
  };
}

/** Handrail's own rules live in the engine; their ids are told apart by their area. */
const isRule = (word) => word.startsWith("handrail/") || fs.existsSync(path.join(ROOT, "rules", `${word}.ts`));

function testFiles({ rule, filters }) {
  const all = fs
    .readdirSync(path.join(ROOT, "test"), { recursive: true })
    .map((name) => `test/${name.split(path.sep).join("/")}`)
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("test/e2e/"))
    .sort();
  if (rule) return all.filter((name) => name === "test/examples.test.ts");
  return filters.length === 0 ? all : all.filter((name) => filters.some((filter) => name.includes(filter)));
}

async function runUnitTests(wanted) {
  const files = testFiles(wanted);
  if (files.length === 0) throw new PlainError("There is no rule and no test file of that name.");
  const totalsFile = path.join(CACHE, `test-totals-${process.pid}.json`);
  fs.mkdirSync(CACHE, { recursive: true });
  const env = { ...process.env, HANDRAIL_TEST_TOTALS: totalsFile };
  if (wanted.rule) env.HANDRAIL_RULE = wanted.rule;
  const code = await passThrough(process.execPath, [...runnerOptions(), ...files], { env });
  return readTotals(totalsFile, code);
}

function runnerOptions() {
  return [
    "--import=tsx",
    "--test",
    `--test-concurrency=${os.availableParallelism()}`,
    // A file that never ends fails instead of holding up the rest.
    `--test-timeout=${FILE_LIMIT}`,
    "--test-reporter=./tools/test-reporter.mjs",
    "--test-reporter-destination=stdout",
  ];
}

/** A runner that ends badly without a failed test has failed all the same. */
function readTotals(file, code) {
  const totals = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  fs.rmSync(file, { force: true });
  if (code !== 0 && totals.failed === 0) {
    console.log(`✗ the test runner ended with ${code}`);
    totals.failed = 1;
  }
  return totals;
}

async function runEditorTests() {
  const { runEditorSuite } = await import("../test/e2e/run.mjs");
  const { exitOnSignals } = await import("./vscode-server.mjs");
  exitOnSignals();
  try {
    return await runEditorSuite();
  } catch (error) {
    console.log(`✗ the suite in the editor did not run\n    ${error.stack}`);
    return { passed: 0, failed: 1 };
  }
}

async function main() {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.isUpdate) process.env.HANDRAIL_UPDATE = "1";
  await ensureInstalled();
  await ensureBuilt();
  const unit = await runUnitTests(wanted);
  const editor = wanted.wantsEditor ? await runEditorTests() : { passed: 0, failed: 0 };
  const failed = unit.failed + editor.failed;
  if (unit.skipped) console.log(`${unit.skipped} skipped`);
  console.log(`${unit.passed + editor.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || unit.passed === 0 ? 1 : 0;
}

await main().catch(endWith);
