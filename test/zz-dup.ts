import * as fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
import { Host } from "../engine/host.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";
import { finish } from "../engine/task.ts";
import { positionAt } from "../engine/text/lines.ts";
import { knowledge } from "../rules/knowledge.ts";
provideTypescript(() => require("typescript"));
const root = "/work/shared/corpus/templates";
const counts = new Map<string, number>();
const only = process.argv[2];
let slow: [number, string][] = [];
for (const dir of ["cloudformation", "sam", "openapi", "stepfunctions"]) for (const f of fs.readdirSync(`${root}/${dir}`)) {
  if (f.includes("service-2")) continue;
  const path = `/x/${f}`;
  const file = { path, version: 1, text: fs.readFileSync(`${root}/${dir}/${f}`, "utf8") };
  try {
    const host = new Host(knowledge, { root: "/x" });
    const base: any = { files: [file] };
    host.apply(base);
    const t = performance.now();
    const findings = finish(host.snapshot().check(path));
    slow.push([performance.now() - t, f]);
    const seen = new Map<string, string>();
    for (const x of findings) {
      counts.set(x.rule, (counts.get(x.rule) ?? 0) + 1);
      const k = `${x.rule} ${x.at.span.start}`;
      const p = positionAt(file, x.at.span.start);
      if (seen.has(k)) console.log("DUP", f, p.line + 1, x.rule, "|", seen.get(k), "|", x.message);
      seen.set(k, x.message);
      if (only && x.rule.startsWith("auth/")) console.log(f, p.line + 1, x.message);
      if (x.rule.startsWith("handrail/")) console.log("OWN", f, p.line+1, x.rule, x.message);
    }
  } catch (e) { console.log("CRASH", dir, f, (e as Error).stack?.split("\n").slice(0, 4).join(" / ")); }
}
console.log([...counts].sort((a, b) => b[1] - a[1]).map(([r, n]) => `${r} ${n}`).join("\n"));
console.log(slow.sort((a, b) => b[0] - a[0]).slice(0, 4));
