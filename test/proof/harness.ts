import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { rules } from "../../rules/index.ts";
import { type MarkedFile, readMarked } from "../markers.ts";
import { curesOf, findingsOf, fixedFiles, hostOf } from "../workspace-of.ts";
import { outcomesOf } from "./child.ts";
import type { Outcome, Proof } from "./proof.ts";

/** Runs a proof: attack and honest request on the text as it is, Handrail's own fix, then both again. */
export async function prove(proof: Proof): Promise<void> {
  const bad = filesOf(proof);
  const before = await outcomesIn(bad, proof);
  assert.ok(
    proof.honest.isAnswered(before.honest),
    told("before the fix an honest request is answered", before.honest),
  );
  assert.ok(proof.attack.succeeds(before.attack), told("before the fix the attack succeeds", before.attack));
  const fixed = cured(bad, proof);
  const after = await outcomesIn(fixed, proof);
  assert.ok(proof.honest.isAnswered(after.honest), told("an honest request is answered", after.honest, fixed));
  assert.ok(!proof.attack.succeeds(after.attack), told("the attack fails", after.attack, fixed));
}

function filesOf({ rule, code }: Proof): readonly MarkedFile[] {
  if (typeof code !== "string") return Object.entries(code).map(([path, text]) => ({ path, text }));
  const examples = rules.find(({ meta }) => meta.id === rule)?.meta.examples;
  const example = examples?.find(({ title }) => title === code);
  assert.ok(example && "bad" in example, `'${rule}' has no bad example '${code}'`);
  return readMarked(example.bad, example.file ?? "handler.js").files;
}

/** The files after the cures of the rule's findings, which leave none of them. */
function cured(files: readonly MarkedFile[], { rule, cure }: Proof): readonly MarkedFile[] {
  let now = files;
  for (let round = 0; ; round++) {
    const host = hostOf(now);
    const finding = findingsOf(host).find((one) => one.rule === rule);
    if (!finding && round > 0) return now;
    assert.ok(finding, `'${rule}' reports the handler`);
    assert.ok(round < 8, `the fixes leave a finding of '${rule}':\n${textOf(now)}`);
    const cures = curesOf(host, finding);
    const fix = cure === undefined ? cures[0] : cures.find(({ title }) => title === cure);
    assert.ok(fix, `there is a fix for: ${finding.message}`);
    now = fixedFiles(now, fix);
  }
}

async function outcomesIn(files: readonly MarkedFile[], proof: Proof): Promise<{ honest: Outcome; attack: Outcome }> {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "handrail-proof-"));
  try {
    const [honest, attack] = await outcomesOf(proof, files, folder);
    assert.ok(honest && attack);
    return { honest, attack };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const told = (claim: string, outcome: Outcome, files: readonly MarkedFile[] = []): string =>
  `${claim}:\n${JSON.stringify(outcome, null, 2)}\n${textOf(files)}`;

const textOf = (files: readonly MarkedFile[]): string =>
  files.map(({ path, text }) => `//- ${path}\n${text}`).join("\n");
