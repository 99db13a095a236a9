import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Sizes } from "../../engine/syntax/blocks.ts";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import { startOf, type TreeDocument } from "../../engine/syntax/document.ts";
import { entryOf, type Mapping, valueOf } from "../../engine/syntax/node.ts";
import { continues, readDocument, readTree } from "../../engine/syntax/read.ts";
import { type Site, type SourceFile, textAt } from "../../engine/text/source.ts";
import { cutPaths } from "./tree-plain.ts";

const small: Sizes = { file: 0, outer: 40, inner: 80 };

const fileOf = (text: string, language = "yaml", version = 1): SourceFile => ({
  path: `/w/a.${language}`,
  version,
  text,
});
const yaml = (text: string, previous?: TreeDocument) => readTreeNow(fileOf(text), "yaml", previous, small);
const json = (text: string, previous?: TreeDocument) => readTreeNow(fileOf(text, "json"), "json", previous, small);
const texts = (document: TreeDocument) => [...document.blocks.keys()].map(({ text }) => text);
const told = (document: TreeDocument) => document.problems.map(({ message }) => message);

const template = `# about
Parameters:
  Stage:
    Type: String
Resources: # all
  # the first
  A:
    Type: AWS::S3::Bucket
  B:
    Type: AWS::SQS::Queue
    Properties: {}
Outputs:
  C: 1
`;

const jsonTemplate = JSON.stringify(
  {
    Parameters: { Stage: { Type: "String" } },
    Resources: { A: { Type: "AWS::S3::Bucket" }, B: { Type: "AWS::SQS::Queue", Properties: {} } },
    Outputs: { C: 1 },
  },
  undefined,
  2,
);

suite("a tree in blocks", () => {
  test("has a block for each top-level key, and for each entry of a long one", () => {
    assert.deepEqual(texts(yaml(template)), [
      "# about\nParameters:\n  Stage:\n    Type: String\n",
      "Resources: # all\n  # the first\n",
      "  A:\n    Type: AWS::S3::Bucket\n",
      "  B:\n    Type: AWS::SQS::Queue\n    Properties: {}\n",
      "Outputs:\n  C: 1\n",
    ]);
    assert.deepEqual(texts(json(jsonTemplate)), [
      '{\n  "Parameters": {\n    ',
      '"Stage": {\n      "Type": "String"\n    }\n  ',
      "},\n  ",
      '"Resources": {\n    ',
      '"A": {\n      "Type": "AWS::S3::Bucket"\n    },\n    ',
      '"B": {\n      "Type": "AWS::SQS::Queue",\n      "Properties": {}\n    }\n  ',
      "},\n  ",
      '"Outputs": {\n    "C": 1\n  }\n',
      "}",
    ]);
  });

  test("has a mapping that is cut in the block of its key, without extent, and its entries where they are", () => {
    for (const document of [yaml(template), json(jsonTemplate)]) {
      const [root] = document.roots;
      const resources = entryOf(root, "Resources");
      assert(root && resources?.value.kind === "mapping");
      assert.equal(root.block, [...document.blocks.keys()][0]);
      assert.equal(resources.block, resources.value.block);
      assert.match(textAt(resources), /^"?Resources"?: ?$/);
      assert.deepEqual([resources.value.start, resources.value.end], [resources.end, resources.end]);
      assert.deepEqual(
        resources.value.entries.map(({ key }) => key.value),
        ["A", "B"],
      );
      assert(resources.value.entries.every(({ block }) => block !== resources.block));
    }
  });

  for (const [read, text] of [
    [yaml, template],
    [json, jsonTemplate],
  ] as const) {
    test(`keeps all but the edited entry and the mappings around it: ${read.name}`, () => {
      const before = read(text);
      const after = read(text.replace("AWS::SQS::Queue", "AWS::SQS::Queues"), before);
      const [was, is] = [before.roots[0] as Mapping, after.roots[0] as Mapping];
      assert.notEqual(is, was);
      for (const kept of ["Parameters", "Outputs"]) assert.equal(entryOf(is, kept), entryOf(was, kept), kept);
      assert.notEqual(entryOf(is, "Resources"), entryOf(was, "Resources"));
      assert.equal(entryOf(valueOf(is, "Resources"), "A"), entryOf(valueOf(was, "Resources"), "A"));
      assert.notEqual(entryOf(valueOf(is, "Resources"), "B"), entryOf(valueOf(was, "Resources"), "B"));
      const kept = [...after.blocks.keys()].filter((block) => before.blocks.has(block));
      assert.equal(kept.length, after.blocks.size - 1);
      assert.equal(read(text, before).roots[0], was);
    });

    test(`keeps entries that move: ${read.name}`, () => {
      const before = read(text);
      const start = text.indexOf("AWS::S3");
      const after = read(`${text.slice(0, start)}More::${text.slice(start)}`, before);
      assert.equal(valueOf(after.roots[0], "Resources", "B"), valueOf(before.roots[0], "Resources", "B"));
      const a = valueOf(after.roots[0], "Resources", "A", "Type") as Site;
      assert.equal(startOf(after, a), start - (read === json ? 1 : 0));
    });
  }

  test("does not let a broken entry touch the others", () => {
    const before = yaml(template);
    for (const typed of [
      "    X: 'abc",
      "    X: [",
      "  Foo",
      "Foo",
      "    - a: {",
      "    X: |",
      "  @",
      '    "a',
      "      b",
    ]) {
      const after = yaml(template.replace("  B:", `${typed}\n  B:`), before);
      const resources = valueOf(after.roots[0], "Resources");
      assert.equal(entryOf(resources, "B"), entryOf(valueOf(before.roots[0], "Resources"), "B"), typed);
      assert.equal(entryOf(after.roots[0], "Outputs"), entryOf(before.roots[0], "Outputs"), typed);
    }
    const first = json(jsonTemplate);
    for (const typed of ['"X": "abc', '"X": {', '"X": ,', '"X"', '"X": [1, "a" ', "x"]) {
      const after = json(jsonTemplate.replace('"AWS::S3::Bucket"', `"AWS::S3::Bucket",\n      ${typed}`), first);
      const resources = valueOf(after.roots[0], "Resources");
      assert.equal(entryOf(resources, "B"), entryOf(valueOf(first.roots[0], "Resources"), "B"), typed);
      assert(after.problems.length > 0, typed);
    }
  });

  test("tells what lacks between blocks of JSON", () => {
    assert.deepEqual(told(json(jsonTemplate.replace('},\n    "B"', '}\n    "B"'))), ["a comma is missing"]);
    assert.deepEqual(told(json(jsonTemplate.slice(0, -1))), ["a closing brace is missing"]);
    assert.deepEqual(told(json(`${jsonTemplate}}`)), ["text follows the end of the JSON value"]);
  });

  test("lets aliases stand for anchors of other blocks, also when these change", () => {
    const text = `custom:\n  a: &x\n    b: one\n  c: &y {d: 1}\n  long: enough to be cut here\nother:\n  e: *x\n  f: {<<: *y, g: 2}\nlast: 1\n`;
    const before = yaml(text);
    assert(before.blocks.size > 5);
    const one = (document: TreeDocument) => valueOf(document.roots[0], "other", "e", "b");
    assert.equal(one(before), valueOf(before.roots[0], "custom", "a", "b"));
    assert.equal(valueOf(before.roots[0], "other", "f", "d")?.kind, "scalar");
    const after = yaml(text.replace("one", "two"), before);
    assert.equal(one(after), valueOf(after.roots[0], "custom", "a", "b"));
    const block = (document: TreeDocument) => entryOf(valueOf(document.roots[0], "other"), "e")?.block;
    assert.notEqual(block(after), block(before));
    assert.equal(entryOf(after.roots[0], "last"), entryOf(before.roots[0], "last"));
    assert(yaml(`${after.file.text}# end\n`, after).blocks.has(block(after) ?? assert.fail()));
  });

  test("is one block where it cannot be cut", () => {
    const long = "a: some text that is long enough\n";
    for (const text of [
      `${long}---\n${long}`,
      `${long}...\nfoo`,
      `%YAML 1.2\n---\n${long}`,
      `- ${long}  b: 1\n`,
      `{${long.trim()},\n b: 1}\n`,
      `--- !T\n${long}b: 1\n`,
      `  ${long}  b: 1\n`,
      "plain text\nthat is long enough to be cut\n",
      `--- |\n  ${long}`,
      "",
    ]) {
      const document = yaml(text);
      assert.equal(document.blocks.size, 1, text);
      assert.equal([...document.blocks.keys()][0]?.text, text);
    }
    for (const text of [
      '[{"a": "some text that is long enough"}, {"b": 1}]',
      '"some text that is long enough to be cut"',
      "{}",
      "{ // some text\n}",
    ])
      assert.equal(json(text).blocks.size, 1, text);
    assert.equal(readTreeNow(fileOf(template), "yaml").blocks.size, 1);
  });

  test("keeps what it knew over a version that could not be cut", () => {
    const before = yaml(template);
    const between = yaml(`${template}---\n`, before);
    assert.equal(between.blocks.size, 1);
    assert.equal(entryOf(yaml(template, between).roots[0], "Parameters"), entryOf(before.roots[0], "Parameters"));
  });

  test("cuts mappings inside of long ones, however deep", () => {
    const entries = Array.from({ length: 9 }, (_, index) => `      R${index}:\n        Type: AWS::S3::Bucket\n`).join(
      "",
    );
    const document = yaml(`service: a\nresources:\n  Resources:\n    Extra:\n${entries}`);
    assert.equal(document.blocks.size, 4 + 9);
    assert.equal(cutPaths(document).size, 4);
    const text = `{"resources":{"Resources":{"Extra":{${Array.from({ length: 9 }, (_, index) => `"R${index}":{"Type":"AWS::S3::Bucket"}`)}}}}}`;
    assert.equal(cutPaths(json(text)).size, 4);
  });

  test("tells what is nested too deeply wherever it is", () => {
    const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    const inside = (levels: number) => json(`{"a": {"b": "${"x".repeat(90)}", "c": ${deep(levels)}}}`);
    assert.deepEqual([told(inside(198)), told(inside(199))], [[], ["nested too deeply to be read"]]);
    const below = (levels: number) => yaml(`a:\n  b: ${"x".repeat(90)}\n  c: ${deep(levels)}\n`);
    assert.deepEqual([told(below(198)), told(below(199))], [[], ["nested too deeply to be read"]]);
  });
});

suite("reading a tree step by step", () => {
  const large = `Resources:\n${Array.from({ length: 4000 }, (_, index) => `  R${index}:\n    Type: AWS::S3::Bucket # ${index}\n`).join("")}`;

  test("pauses, and gives the same as reading at once", () => {
    const file = fileOf(large);
    const task = readTree(file);
    let pauses = 0;
    let step = task.next();
    for (; !step.done; step = task.next()) pauses++;
    assert(pauses > 2, String(pauses));
    assert.equal(step.value, readDocument(file));
  });

  test("agrees with a reading at once that comes between", () => {
    const file = fileOf(large);
    const task = readTree(file);
    task.next();
    const document = readDocument(file);
    let step = task.next();
    while (!step.done) step = task.next();
    assert.equal(step.value, document);
  });

  test("begins from what was read of the version before, or of one before that", () => {
    const [first, second, third] = ["0", "1", "2"].map((digit, index) =>
      fileOf(`${large}# ${digit}\n`, "yaml", index + 1),
    );
    assert(first && second && third);
    const before = readDocument(first) as TreeDocument;
    continues(second, first);
    continues(third, second);
    const after = readDocument(third) as TreeDocument;
    assert.equal(valueOf(after.roots[0], "Resources", "R7"), valueOf(before.roots[0], "Resources", "R7"));
  });
});
