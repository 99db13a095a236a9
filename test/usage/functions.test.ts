import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";
import { findingsOf, hostOf } from "../workspace-of.ts";
import { type Project, projectsIn } from "./projects.ts";
import { functionsOf, proveFix } from "./proof.ts";
import { expectedLines, privilegeLines } from "./said-shortly.ts";

/*
 * What functions need, may do, do not use, lack, and what is not known of them, line by line (see `said-shortly.ts`), written by hand from AWS's
 * documentation. And for each fix that is offered: what a function calls is still allowed, and it may do less, or what was missing.
 */

const folder = path.join(__dirname, "..", "fixtures", "usage", "functions");
const all = fs
  .readdirSync(folder)
  .sort()
  .map((name) => ({ name, projects: projectsIn(fs.readFileSync(path.join(folder, name), "utf8")) }));

for (const { name, projects } of all)
  describe(name.replace(/\.txt$/, ""), () => {
    for (const project of projects) {
      it(project.title, () => checkSets(project));
      it(`${project.title}: its fixes`, () => checkFixes(project));
    }
  });

it("there are at least 60 functions", () => {
  const count = all.flatMap(({ projects }) => projects.map(({ expected }) => expected.size));
  assert.ok(count.reduce((sum, one) => sum + one, 0) >= 60);
});

function checkSets({ files, expected }: Project): void {
  const functions = new Map(functionsOf(files).map((one) => [one.deployed.resource.name, one]));
  for (const [of, lines] of expected) {
    const privileges = functions.get(of);
    assert.ok(privileges, `no function '${of}'`);
    assert.deepEqual(privilegeLines(privileges), expectedLines(lines), of);
  }
  assert.deepEqual([...functions.keys()].sort(), [...expected.keys()].sort(), "each function has its lines");
}

function checkFixes({ files }: Project): void {
  const before = functionsOf(files);
  for (const finding of findingsOf(hostOf(files)).filter(({ rule }) => rule.startsWith("iam/")))
    proveFix(files, before, finding);
}
