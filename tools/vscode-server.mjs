import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PlainError } from "./process.mjs";
import { CACHE_FOLDER, ensureServer } from "./vscode-packages.mjs";

const HOST = "127.0.0.1";
const START_LIMIT = 60_000;

// What a person and a screenshot should see is the code and its problems, not the editor's own offers.
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "git.openRepositoryInParentFolders": "never",
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
};

/**
 * Starts VS Code's server on a free port of this machine, with data of its own that `stop` removes.
 * `environment` reaches the extension host.
 */
export async function startServer({ settings = {}, environment = {} } = {}) {
  const { node, main } = await ensureServer();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "handrail-vscode-"));
  writeSettings(data, { ...SETTINGS, ...settings });
  const token = randomUUID();
  const child = spawn(node, [main, ...serverOptions(data, token)], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const leave = () => {
    signal(child, "SIGKILL");
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once("exit", leave);
  const stop = () => stopServer(child, data).finally(() => process.off("exit", leave));
  try {
    const port = await portOf(child);
    return { authority: `${HOST}:${port}`, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that opens `folder` with the extension under development: with a file of it shown, or its tests run, if they are given. */
export function addressOf({ authority, token }, { folder, extension, tests, file }) {
  const remote = (file) => `vscode-remote://${authority}${asUriPath(file)}`;
  const payload = [
    ["extensionDevelopmentPath", remote(besides(extension))],
    ["skipWelcome", "true"],
    ["enableProposedApi", ""],
  ];
  if (tests) payload.push(["extensionTestsPath", remote(tests)]);
  if (file) payload.push(["openFile", remote(file)]);
  const query = new URLSearchParams({ tkn: token, folder: asUriPath(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/**
 * VS Code takes every theme below the extension's folder for the extension's own, and its own themes are below ours: so the
 * extension goes by a link that is above nothing.
 */
function besides(extension) {
  const link = path.join(CACHE_FOLDER, "extension");
  fs.rmSync(link, { force: true });
  fs.symlinkSync(extension, link, "junction");
  return link;
}

function asUriPath(file) {
  const forward = file.split(path.sep).join("/");
  return forward.startsWith("/") ? forward : `/${forward}`;
}

function serverOptions(data, token) {
  const user = path.join(data, "u");
  return [
    ...["--host", HOST, "--port", "0", "--connection-token", token, "--accept-server-license-terms"],
    // Without it a workbench in the browser takes no extension under development.
    "--enable-smoke-test-driver",
    ...["--disable-workspace-trust", "--disable-telemetry", "--telemetry-level", "off"],
    ...["--server-data-dir", data, "--user-data-dir", user, "--extensions-dir", path.join(data, "ext")],
  ];
}

function writeSettings(data, settings) {
  const folder = path.join(data, "u", "User");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings, null, 2));
}

/** The server chooses its port and says it on its standard output. */
function portOf(child) {
  return new Promise((resolve, reject) => {
    let log = "";
    const failed = (reason) => reject(new PlainError(`VS Code's server did not start: ${reason}\n${log.trim()}`));
    const timer = setTimeout(() => failed(`nothing heard for ${START_LIMIT / 1000} s`), START_LIMIT);
    const hear = (chunk) => {
      log = (log + chunk).slice(-10_000);
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(port);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", (error) => failed(error.message));
    child.on("exit", (code) => failed(`it ended with ${code}`));
  });
}

async function stopServer(child, data) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    signal(child, "SIGTERM");
    const timer = setTimeout(() => signal(child, "SIGKILL"), 5000);
    await ended;
    clearTimeout(timer);
  }
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Makes an interrupted program run its exit handlers, which end the servers it started. */
export function exitOnSignals() {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => process.exit(130));
}

/** The whole group, so that the extension host and the language server end too. */
function signal(child, name) {
  try {
    if (process.platform === "win32") child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has just ended by itself.
  }
}
