import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { Rule } from "../engine/authoring.ts";
import { ownRules } from "../engine/rule/own.ts";
import { duties } from "../engine/rule/rule.ts";
import { readDocument } from "../engine/syntax/read.ts";
import { kindOf } from "../engine/template/identify.ts";
import { rules } from "../rules/index.ts";
import { usualNames } from "../tools/example.ts";
import { readMarked } from "./markers.ts";

const rulesFolder = path.join(__dirname, "..", "rules");

it("every rule is the only one of its name, and is where its name says", () => {
  const ids = rules.map(({ meta }) => meta.id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  const missing = ids.filter((id) => !fs.existsSync(path.join(rulesFolder, `${id}.ts`)));
  assert.deepEqual(missing, []);
});

for (const rule of [...rules, ...ownRules] as readonly Rule[]) {
  describe(rule.meta.id, () => {
    const { meta } = rule;
    const bad = meta.examples.flatMap((example) => ("bad" in example ? [example] : []));
    const good = meta.examples.flatMap((example) => ("good" in example ? [example] : []));

    it("says what it finds, why it matters and whose duty it is", () => {
      assert.match(meta.id, /^[a-z0-9-]+\/[a-z0-9-]+$/);
      assert.match(meta.summary, /^\S.{10,98}[^.\s]$/, "one line without a full stop");
      assert.ok(meta.why.length >= 80, "a paragraph of why");
      assert.ok(duties.includes(meta.duty));
    });

    it("names weaknesses, controls and sources that exist", () => {
      for (const number of meta.cwe) assert.ok(Number.isInteger(number) && number > 0, `CWE-${number}`);
      for (const control of meta.controls) {
        assert.match(control, /^(?:SAS-([1-9]|1[0-2])|A([1-9]|10)|[A-Z][A-Za-z0-9]+\.\d{1,2})$/);
      }
      for (const { title, url } of meta.references) {
        assert.ok(title.length > 3, url);
        assert.equal(new URL(url).protocol, "https:");
      }
      if (rule.kind !== "own") assert.ok(meta.references.length > 0, "a reference");
    });

    it("shows something bad and something good, each under its own title", () => {
      assert.ok(bad.length > 0 && good.length > 0);
      const titles = meta.examples.map(({ title }) => title);
      assert.deepEqual(titles, [...new Set(titles)]);
      for (const { title, bad: text } of bad) assert.match(text, /^\s*(?:\/\/|#)?\s*\^/m, `'${title}' marks nothing`);
    });

    it("shows a fix if it has one, and each dialect it reads", () => {
      assert.equal(
        bad.some(({ fixed }) => fixed !== undefined),
        rule.fix !== undefined,
      );
      if (rule.kind !== "template" && rule.kind !== "declaration" && rule.kind !== "policy") return;
      const dialects = new Set(bad.map((example) => dialectOf(rule, example.bad, example.file)));
      assert.ok(dialects.has("serverless"), "nothing bad in a serverless.yml");
      assert.ok(
        dialects.has("sam") || dialects.has("cloudformation"),
        "nothing bad in a SAM or CloudFormation template",
      );
    });
  });
}

function dialectOf(rule: Rule, text: string, file: string | undefined): string | undefined {
  const [first] = readMarked(text, file ?? usualNames[rule.kind]).files;
  const document = first && readDocument({ ...first, version: 1 });
  return document?.language === "yaml" || document?.language === "json" ? kindOf(document) : undefined;
}
