import { ensureInstalled } from "./install.mjs";
import { endWith, passThrough } from "./process.mjs";
import { isMain } from "./root.mjs";

const BIN = "node_modules";

/** What must hold before a change lands, the quick checks first; the tests come last. */
const CHECKS = [
  ["what is generated is up to date", ["--import=tsx", "tools/gen.ts", "--check"]],
  ["format", [`${BIN}/@biomejs/biome/bin/biome`, "format", "."]],
  ["lint", [`${BIN}/@biomejs/biome/bin/biome`, "lint", "--error-on-warnings", "."]],
  ["types", [`${BIN}/typescript/bin/tsc`, "-b"]],
  ["layers", ["--import=tsx", "tools/layers.ts"]],
];

async function main(args) {
  await ensureInstalled();
  for (const [name, command] of CHECKS) {
    const code = await passThrough(process.execPath, command);
    console.log(code === 0 ? `✓ ${name}` : `✗ ${name}`);
    if (code !== 0) process.exit(1);
  }
  if (args.includes("--checks-only")) return;
  process.exitCode = await passThrough(process.execPath, ["tools/test.mjs"]);
}

if (isMain(import.meta.url)) await main(process.argv.slice(2)).catch(endWith);
