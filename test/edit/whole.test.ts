import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wholeOf } from "../../engine/edit/whole.ts";
import { endIn, partsOver } from "../../engine/project/parts.ts";
import { suppressionsOf } from "../../engine/project/suppress.ts";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { valueOf } from "../../engine/syntax/node.ts";
import { languageOf } from "../../engine/syntax/read.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import { seedTrees } from "../../tools/fuzz/seeds.ts";
import { cutDocument } from "./cut.ts";
import { mapping } from "./edited.ts";

const documents = seedTrees().map(({ path, text }) => {
  const file = { path, version: 1, text };
  return languageOf(path, text) === "json" ? readJson(file) : readYaml(file);
});

const told = ({ roots, comments, problems }: TreeDocument): unknown =>
  JSON.parse(JSON.stringify({ roots, comments, problems }, (key, inner) => (key === "block" ? undefined : inner)));

describe("a file that was read in many blocks", () => {
  it("is the same tree as one that was read in one", () => {
    for (const document of documents) {
      assert.deepEqual(told(wholeOf(cutDocument(document)).document), told(document));
    }
  });

  it("has the same suppressions, and the same parts for them", () => {
    for (const document of documents) {
      const cut = cutDocument(document);
      const covers = (one: TreeDocument) =>
        suppressionsOf(one).map(({ rule, reason, covers }) => ({ rule, reason, covers }));
      assert.deepEqual(covers(cut), covers(document));
      const all = { start: 0, end: document.file.text.length };
      if (document.language === "yaml") assert.deepEqual(partsOver(cut, all), partsOver(document, all));
      for (const root of cut.roots) assert.ok(endIn(cut, root) <= all.end);
    }
  });

  it("knows the parts that are as they were in the version before, and no others", () => {
    const text = "Resources:\n  A:\n    Type: T\n  B:\n    Type: U\n";
    const sizes = { file: 0, outer: 1, inner: 1 };
    const before = readTreeNow({ path: "/t.yaml", version: 1, text }, "yaml", undefined, sizes);
    const next = { path: "/t.yaml", version: 2, text: text.replace("Type: T", "Type: Long") };
    const after = readTreeNow(next, "yaml", before, sizes);
    const entriesIn = (document: TreeDocument) =>
      mapping(valueOf(document.roots[0], "Resources") ?? assert.fail()).entries;
    const [changed, kept] = entriesIn(before);
    assert(changed && kept && before.roots[0]);
    const whole = wholeOf(after);
    assert.equal(whole.of(changed), undefined);
    assert.equal(whole.of(before.roots[0]), undefined);
    const found = whole.of(kept);
    assert.equal(next.text.slice(found?.start, found?.end), "B:\n    Type: U");
    assert.equal(found, entriesIn(whole.document)[1]);
  });
});
