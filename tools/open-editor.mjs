import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { passThrough } from "./process.mjs";
import { step } from "./progress.mjs";
import { ROOT } from "./root.mjs";
import { addressOf, exitOnSignals, startServer } from "./vscode-server.mjs";

// What says most about a project is shown first.
const TELLING = ["template.yaml", "template.yml", "template.json", "serverless.yml", "serverless.yaml"];
const SILENCE_LIMIT = 10_000;

/** Opens a folder with the extension running, in the first editor there is: installed, downloaded, or npm's in a browser. */
export async function openEditor(folder) {
  if (await openInstalled(folder)) return;
  if (await openDownloaded(folder)) return;
  await openInBrowser(folder);
}

async function openInstalled(folder) {
  const { status } = spawnSync("code", ["--version"], { stdio: "ignore", shell: process.platform === "win32" });
  if (status !== 0) return false;
  console.log(`Opening VS Code on ${folder}`);
  const args = [`--extensionDevelopmentPath=${ROOT}`, folder, ...tellingFiles(folder)];
  return (await passThrough("code", args, { shell: process.platform === "win32" })) === 0;
}

async function openDownloaded(folder) {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log("There is no display for a desktop VS Code, so the editor runs in the browser.");
    return false;
  }
  const executable = await downloaded();
  if (!executable) return false;
  console.log(`Opening VS Code on ${folder}; this ends when its window is closed.`);
  const profile = path.join(ROOT, ".vscode-test", "profile");
  const args = [
    `--extensionDevelopmentPath=${ROOT}`,
    `--user-data-dir=${profile}`,
    "--disable-workspace-trust",
    folder,
  ];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const code = await passThrough(executable, args, { stdio: "ignore" }).catch(() => -1);
  if (code !== 0) console.log("The downloaded VS Code did not run here, so the editor runs in the browser.");
  return code === 0;
}

async function downloaded() {
  try {
    const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
    const options = {
      cachePath: path.join(ROOT, ".vscode-test"),
      reporter: new SilentReporter(),
      timeout: SILENCE_LIMIT,
    };
    return await step("Downloading VS Code", () => downloadAndUnzipVSCode(options));
  } catch {
    console.log("VS Code could not be downloaded, so the one that npm carries runs in the browser.");
    return undefined;
  }
}

async function openInBrowser(folder) {
  exitOnSignals();
  const server = await startServer();
  const address = addressOf(server, { folder, extension: ROOT, file: tellingFiles(folder)[0] });
  console.log(`\nVS Code with Handrail is at\n\n  ${address}\n\nCtrl-C ends it.`);
  openAddress(address);
  await new Promise(() => setInterval(() => {}, 60_000));
}

function tellingFiles(folder) {
  return TELLING.map((name) => path.join(folder, name))
    .filter((file) => fs.existsSync(file))
    .slice(0, 1);
}

/** A machine without a browser says nothing: the address is on the screen. */
function openAddress(address) {
  const openers = { win32: ["cmd", ["/c", "start", "", address.replaceAll("&", "^&")]], darwin: ["open", [address]] };
  const [command, args] = openers[process.platform] ?? ["xdg-open", [address]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
