import fs from "node:fs";
import { shortPath } from "./root.mjs";
import { failureText } from "./test-failure.mjs";

/**
 * A reporter for node:test that prints a line per file and every failure in full, and leaves the totals in the file
 * named by HANDRAIL_TEST_TOTALS. Only leaves count: a suite, or a test that has subtests, is not a test of its own.
 */
export default async function* report(events) {
  const files = new Map();
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === "test:start") fileOf(files, data).names[data.nesting] = data.name;
    else if (type === "test:pass" || type === "test:fail") yield settle(files, totals, data, type === "test:fail");
    else if (type === "test:stderr" || type === "test:stdout") yield data.message;
  }
  yield fileLines(files);
  fs.writeFileSync(process.env.HANDRAIL_TEST_TOTALS, JSON.stringify(totals));
}

function fileOf(files, { file = "" }) {
  if (!files.has(file)) files.set(file, { names: [], children: [], passed: 0, failed: 0, milliseconds: 0 });
  return files.get(file);
}

function settle(files, totals, data, isFailure) {
  const state = fileOf(files, data);
  const isParent = (state.children[data.nesting + 1] ?? 0) > 0;
  state.children[data.nesting + 1] = 0;
  state.children[data.nesting] = (state.children[data.nesting] ?? 0) + 1;
  if (data.nesting === 0) state.milliseconds += data.details.duration_ms;
  if (data.skip !== undefined || data.todo !== undefined) return count(totals, "skipped", isParent);
  if (isFailure) return isOnlyItsChildren(data) ? "" : fail(totals, state, data);
  if (isParent || data.details.type === "suite" || isTheFileItself(data)) return "";
  state.passed++;
  return count(totals, "passed", false);
}

function count(totals, key, isParent) {
  if (!isParent) totals[key]++;
  return "";
}

function fail(totals, state, data) {
  totals.failed++;
  state.failed++;
  const names = isTheFileItself(data) ? [shortPath(data.name)] : [...state.names.slice(0, data.nesting), data.name];
  return failureText(names, data);
}

function isOnlyItsChildren(data) {
  return data.details.error?.failureType === "subtestsFailed";
}

/** node:test reports a file as a test when it holds none or ends badly. */
function isTheFileItself(data) {
  return data.nesting === 0 && data.details.type !== "suite" && /\.test\.(ts|mjs)$/.test(data.name);
}

function fileLines(files) {
  const lines = [];
  for (const [file, { passed, failed, milliseconds }] of files) {
    if (!file || passed + failed === 0) continue;
    const verdict = failed ? `${failed} of ${passed + failed} failed` : `${passed} passed`;
    lines.push(`${failed ? "✗" : "✓"} ${shortPath(file)}: ${verdict} (${Math.round(milliseconds)} ms)\n`);
  }
  return lines.sort().join("");
}
