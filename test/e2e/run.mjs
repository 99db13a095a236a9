import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuilt } from "../../tools/build.mjs";
import { ensureInstalled } from "../../tools/install.mjs";
import { endWith, PlainError } from "../../tools/process.mjs";
import { CACHE, isMain, ROOT, shortPath } from "../../tools/root.mjs";
import { ensureBrowser } from "../../tools/vscode-packages.mjs";
import { addressOf, exitOnSignals, startServer } from "../../tools/vscode-server.mjs";

/** The files of which the suite asks for exactly what test/e2e/fixtures/expected.json says. */
const COMPARED = ["src/list-photos.js", "template.yaml"];
const FIXTURES = path.join(ROOT, "test", "e2e", "fixtures");
const MARK = "HANDRAIL-E2E ";
const LIMIT = 5 * 60_000;
const CHROMIUM = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
];

/**
 * Runs test/e2e/suite.ts inside the extension host of a real VS Code, on a copy of an example app.
 * Pictures that the suite asks for go to `pictures`.
 */
export async function runEditorSuite(options = {}) {
  const { extension = ROOT, example = path.join(ROOT, "examples", "sam-photo-api") } = options;
  const pictures = options.pictures ?? path.join(CACHE, "screenshots");
  fs.mkdirSync(pictures, { recursive: true });
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "handrail-e2e-"));
  const workspace = path.join(folder, path.basename(example));
  fs.cpSync(example, workspace, { recursive: true });
  if (process.env.HANDRAIL_UPDATE) writeExpected(workspace);
  const suite = options.suite ?? (await compiledSuite());
  const environment = { HANDRAIL_E2E_PICTURES: pictures, HANDRAIL_E2E_DIALECTS: path.join(FIXTURES, "dialects") };
  const server = await startServer({ environment });
  try {
    return await inBrowser(addressOf(server, { folder: workspace, extension, tests: suite }), pictures);
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What the command line finds is what the editor has to show: rule, text and message of each finding. */
function writeExpected(workspace) {
  const cli = path.join(ROOT, "dist", "cli.js");
  const { stdout } = spawnSync(process.execPath, [cli, "check", ".", "--format", "json"], { cwd: workspace });
  const { findings } = JSON.parse(stdout.toString());
  const shownIn = (file) => {
    const text = fs.readFileSync(path.join(workspace, file), "utf8");
    return findings
      .filter((finding) => finding.path === file)
      .map(({ rule, range: { start, end }, message }) => ({
        rule,
        line: start.line,
        text: text.slice(start.offset, end.offset),
        message,
      }));
  };
  const expected = Object.fromEntries(COMPARED.map((file) => [file, shownIn(file)]));
  fs.writeFileSync(path.join(FIXTURES, "expected.json"), `${JSON.stringify(expected, null, 2)}\n`);
}

async function compiledSuite() {
  const { build } = await import("esbuild");
  const outfile = path.join(ROOT, "out", "e2e", "suite.js");
  const entryPoints = [path.join(ROOT, "test", "e2e", "suite.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    sourcemap: "inline",
  });
  return outfile;
}

async function inBrowser(address, pictures) {
  const { chromium, launch } = await ensureBrowser();
  const browser = await chromium.launch({ ...launch, args: CHROMIUM });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const totals = await totalsOf(page, address, pictures);
    if (totals.passed + totals.failed === 0) throw new PlainError("The suite in the editor ran no test.");
    return totals;
  } finally {
    await browser.close();
  }
}

/** The page calls back with every line the extension host logs, and with the suite's exit code at the end. */
async function totalsOf(page, address, pictures) {
  const totals = { passed: 0, failed: 0 };
  const log = [];
  const hear = (text) => {
    log.push(text);
    return text.startsWith(MARK) ? obey(JSON.parse(text.slice(MARK.length)), { page, pictures, totals }) : undefined;
  };
  await page.exposeFunction("codeAutomationLog", (_type, args) => hear(args.map(String).join(" ")));
  const exit = exitOf(page);
  await page.goto(address);
  const code = await exit.catch(async (error) => {
    await page.screenshot({ path: path.join(pictures, "stuck.png") });
    throw new PlainError(
      `${error.message}; see ${shortPath(path.join(pictures, "stuck.png"))}\n${log.slice(-40).join("\n")}`,
    );
  });
  if (code !== 0 && totals.failed === 0)
    throw new PlainError(`The suite in the editor ended with ${code}.\n${log.slice(-40).join("\n")}`);
  return totals;
}

function exitOf(page) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The suite in the editor did not end in ${LIMIT / 1000} s`)),
      LIMIT,
    );
    const settle = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
    page.exposeFunction("codeAutomationExit", settle).catch(reject);
    page.on("crash", () => reject(new Error("The browser's page crashed")));
  });
}

async function obey(message, { page, pictures, totals }) {
  if (message.picture) await takePicture(page, path.join(pictures, message.picture), message.showing);
  if (!message.test) return;
  totals[message.error ? "failed" : "passed"]++;
  const line = `${message.error ? "✗" : "✓"} in the editor › ${message.test} (${message.milliseconds} ms)`;
  console.log(message.error ? `\n${line}\n${message.error.replace(/^/gm, "    ")}\n` : line);
}

/** Squiggles and lenses are painted a moment after the editor knows of them. `showing`: selectors, and how many of each there are. */
async function takePicture(page, file, showing = {}) {
  await page.waitForSelector(".squiggly-error, .squiggly-warning", { timeout: 3000 }).catch(() => {});
  const isShown = ([selector, count]) => document.querySelectorAll(selector).length >= count;
  for (const one of Object.entries(showing))
    await page.waitForFunction(isShown, one, { timeout: 5000 }).catch(() => {});
  await page.waitForFunction(isSteady, undefined, { timeout: 3000 }).catch(() => {});
  await page.screenshot({ path: file });
}

/** A hover comes up slowly. */
function isSteady() {
  return [...document.querySelectorAll(".monaco-hover")].every((one) => getComputedStyle(one).opacity === "1");
}

/** The pictures that README shows. */
function keepPictures(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of ["editor.png", "functions.png"])
    fs.copyFileSync(path.join(CACHE, "screenshots", name), path.join(folder, name));
}

/**
 * `node test/e2e/run.mjs [--pictures FOLDER] [--update]`: the suite alone. FOLDER gets the pictures that README shows; `--update` first
 * writes what is expected.
 */
async function main(args) {
  if (args.includes("--update")) process.env.HANDRAIL_UPDATE = "1";
  exitOnSignals();
  await ensureInstalled();
  await ensureBuilt();
  const { passed, failed } = await runEditorSuite();
  const at = args.indexOf("--pictures");
  if (at >= 0) keepPictures(path.resolve(args[at + 1]));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main(process.argv.slice(2)).catch(endWith);
