import { casesIn } from "/work/main/test/flow/cases.ts";
import { filesOf, injectionsIn, marksIn } from "/work/main/test/flow/marked.ts";
import { pathToFileURL } from "node:url";
for (const f of process.argv.slice(2)) for (const c of casesIn(pathToFileURL(f) as URL)) {
  const files = filesOf(c.text, c.file);
  const got = [...injectionsIn(files)].sort().join(", "), want = [...marksIn(files)].sort().join(", ");
  console.log(got === want ? "ok  " : "FAIL", c.title, got === want ? "" : `\n   got  ${got}\n   want ${want}`);
}
