import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { decide } from "../../engine/policy/evaluate.ts";
import type { Statement } from "../../engine/policy/statement.ts";
import type { Need } from "../../engine/privileges/need.ts";
import type { Privileges } from "../../engine/privileges/privileges.ts";
import type { Fix } from "../../engine/rule/finding.ts";
import { finish } from "../../engine/task.ts";
import { type MarkedFile, readMarked } from "../markers.ts";
import { moreOf, permitsLess } from "../policy/permits.ts";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";

/*
 * For each project: after the fixes that tighten what its functions may do, the evaluator still allows everything that they need, and the
 * policies allow strictly less than before.
 */

const folder = path.join(import.meta.dirname, "../fixtures/usage/tighten");
const mostRounds = 12;

const isTightening = ({ title }: Fix): boolean =>
  /^(?:Grant exactly|Remove what is not needed|Give each function)/.test(title);

/** Applies the first fix that tightens, again and again, until there is none. */
function tightened(files: readonly MarkedFile[]): {
  readonly files: readonly MarkedFile[];
  readonly titles: readonly string[];
} {
  let now = files;
  const titles: string[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const host = hostOf(now);
    const fix = findingsOf(host)
      .filter(({ rule }) => rule.startsWith("iam/"))
      .flatMap((finding) => curesOf(host, finding)[0] ?? [])
      .find(isTightening);
    if (!fix) return { files: now, titles };
    titles.push(fix.title);
    now = fixedFiles(now, fix);
  }
  assert.fail(`the fixes do not come to an end: ${titles.join("; ")}`);
}

const functionsOf = (files: readonly MarkedFile[]): readonly Privileges[] =>
  finish(hostOf(files).snapshot().functions());

function isAllowed({ action, targets }: Need, identity: readonly Statement[]): boolean {
  const resources = targets?.map(({ arn }) => arn) ?? ["*"];
  return resources.every((resource) => decide({ action, resource, context: new Map() }, { identity }) === "allowed");
}

/** What a function needs and may not do, leaving out what the framework puts into the role that it makes. */
const denied = ({ used, deployed: { grants } }: Privileges): readonly string[] =>
  used
    .filter(({ kind, by }) => kind === "required" && (by === undefined || !grants.isMade))
    .filter((need) => !isAllowed(need, grants.statements))
    .map(({ action }) => action);

for (const name of fs.readdirSync(folder).sort()) {
  test(`${name}: what is needed stays, what is not goes`, () => {
    const { files } = readMarked(fs.readFileSync(path.join(folder, name), "utf8"), "template.yaml");
    const before = functionsOf(files);
    assert.deepEqual(
      before.flatMap(({ unknown }) => unknown.map(({ why }) => why)),
      [],
    );
    assert.deepEqual(before.flatMap(denied), [], "it works before");
    const { files: then, titles } = tightened(files);
    assert.ok(titles.length > 0, "something is tightened");
    const after = functionsOf(then);
    assert.equal(after.length, before.length);
    assert.deepEqual(after.flatMap(denied), [], "it works afterwards");
    assert.deepEqual(
      after.flatMap(({ unused }) => unused.map(({ action }) => action)),
      [],
      "nothing is left over",
    );
    for (const [index, one] of after.entries()) {
      const [was, is] = [before[index]?.deployed.grants.statements ?? [], one.deployed.grants.statements];
      assert.equal(moreOf(is, was), undefined);
      assert.ok(permitsLess(is, was), `${one.deployed.resource.name} may do less`);
    }
  });
}
