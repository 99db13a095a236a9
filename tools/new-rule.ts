import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isKind, kinds, ruleFileOf } from "./new-rule/template.ts";

const ROOT = path.join(__dirname, "..");

/** `npm run new-rule -- <area>/<id> --kind policy`: a rule file to fill in, and the index with it. */
function main(args: readonly string[]): string | undefined {
  const id = args.find((arg) => arg.includes("/"));
  const kind = args[args.indexOf("--kind") + 1];
  if (!id || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id))
    return "Name the rule like its file: npm run new-rule -- area/kebab-case --kind KIND";
  if (!args.includes("--kind") || !kind || !isKind(kind)) return `Say which kind it is: --kind ${kinds.join(" | ")}`;
  const file = path.join(ROOT, "rules", `${id}.ts`);
  if (fs.existsSync(file)) return `rules/${id}.ts is there already.`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, ruleFileOf(id, kind));
  console.log(`wrote rules/${id}.ts; 'npm test -- ${id}' runs its examples`);
  const tsx = path.join(ROOT, "node_modules", "tsx", "dist", "cli.mjs");
  spawnSync(process.execPath, [tsx, path.join(ROOT, "tools", "gen.ts")], { cwd: ROOT, stdio: "inherit" });
  return undefined;
}

const problem = main(process.argv.slice(2));
if (problem) {
  console.error(problem);
  process.exitCode = 2;
}
