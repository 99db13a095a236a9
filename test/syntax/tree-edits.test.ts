import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Sizes } from "../../engine/syntax/blocks.ts";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { readYamlWithParser } from "../../engine/syntax/yaml.ts";
import type { Block, SourceFile } from "../../engine/text/source.ts";
import { cutPaths, plainTree } from "./tree-plain.ts";
import { Random, randomEdit, randomJson, randomYaml } from "./tree-random.ts";

/** A value without a key: the parser takes it wherever it is indented to. */
const hasNoKey = /^ *:(?:\s|$)/m;

/** Text that may mean something else though it is the same: an alias, the start of an object that is cut now, the end of one. */
const isElse = /\*|\{\s*$|^\}/;

const sizes: Sizes = { file: 0, outer: 30, inner: 60 };
/** For a longer run, TREE_ROUNDS and TREE_SEED. */
const rounds = Number(process.env["TREE_ROUNDS"] ?? 60);
const seed = Number(process.env["TREE_SEED"] ?? 1);

/** The file as a parser of all YAML has it. */
function parsedYaml(file: SourceFile): TreeDocument {
  const block: Block = { path: file.path, text: file.text };
  const { roots, problems, comments } = readYamlWithParser(block);
  return { file, language: "yaml", blocks: new Map([[block, 0]]), roots, problems, comments };
}

/** Blocks by their text and where they stand, counted from the start or the end. */
const placed = (document: TreeDocument, fromEnd: boolean) =>
  new Map(
    [...document.blocks].map(([block, start]) => [
      `${start - (fromEnd ? document.file.text.length : 0)} ${block.text}`,
      block,
    ]),
  );

/** How far two texts are the same, from the start and from the end. */
function same(a: string, b: string): readonly [start: number, end: number] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [start, end];
}

function assertKept(before: TreeDocument, after: TreeDocument) {
  const [start, end] = same(before.file.text, after.file.text);
  const first = placed(before, false);
  const last = placed(before, true);
  let kept = 0;
  const texts = [before, after].flatMap((document) => [...document.blocks.keys()].map(({ text }) => text)).sort();
  const several = new Set(texts.filter((text, index) => text === texts[index + 2]));
  for (const [block, at] of after.blocks) {
    if (after.blocks.size === 1 || several.has(block.text) || isElse.test(block.text)) continue;
    const fromEnd = at - after.file.text.length;
    const old =
      at + block.text.length <= start
        ? first.get(`${at} ${block.text}`)
        : -fromEnd <= end
          ? last.get(`${fromEnd} ${block.text}`)
          : undefined;
    if (old)
      assert.equal(
        block,
        old,
        `block ${JSON.stringify(block.text)} of ${JSON.stringify(after.file.text)} was there before: ${JSON.stringify(before.file.text)}`,
      );
    if (old) kept++;
  }
  return kept;
}

for (const language of ["yaml", "json"] as const) {
  const whole = language === "yaml" ? parsedYaml : readJson;
  const generated = language === "yaml" ? randomYaml : randomJson;
  suite(`${language} in blocks`, () => {
    test("reads after any edit as it does afresh, and as a whole where nothing is wrong, and keeps what is the same", () => {
      const counts = { versions: 0, cut: 0, right: 0, kept: 0 };
      for (let round = 0; round < rounds; round++) {
        const random = new Random(seed * 1_000_003 + round);
        let text = generated(random);
        let previous: TreeDocument | undefined;
        for (let edit = 0; edit < 8; edit++) {
          const file = { path: `/w/a.${language}`, version: edit + 1, text };
          const document = readTreeNow(file, language, previous, sizes);
          const fresh = readTreeNow(file, language, undefined, sizes);
          const said = `seed ${seed}, round ${round}, edit ${edit}: ${JSON.stringify(text)}\nafter ${JSON.stringify(previous?.file.text)}`;
          assert.deepEqual(
            [...document.blocks].map(([block, at]) => [at, block.text]),
            [...fresh.blocks].map(([block, at]) => [at, block.text]),
            said,
          );
          assert.deepEqual(plainTree(document), plainTree(fresh), said);
          const reading = whole(file);
          const cut = cutPaths(document);
          if (reading.problems.length === 0 && !hasNoKey.test(text))
            assert.deepEqual(plainTree(document, cut), plainTree(reading, cut), said);
          if (previous) counts.kept += assertKept(previous, document);
          counts.versions++;
          if (document.blocks.size > 1) counts.cut++;
          if (reading.problems.length === 0) counts.right++;
          previous = document;
          text = randomEdit(random, text);
        }
      }
      assert(counts.cut > counts.versions / 2 && counts.right > counts.versions / 5, JSON.stringify(counts));
    });
  });
}
