import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { maxDepth, tooDeep } from "../../engine/syntax/limits.ts";
import { type Node, type Scalar, valueOf } from "../../engine/syntax/node.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import type { Site } from "../../engine/text/source.ts";

const yaml = (text: string) => readYaml({ path: "/w/a.yaml", version: 1, text });
const json = (text: string) => readJson({ path: "/w/a.json", version: 1, text });

const scalar = (document: TreeDocument, ...path: string[]): Scalar => {
  const node = valueOf(document.roots[0], ...path);
  assert(node?.kind === "scalar");
  return node;
};

describe("text that is no use", () => {
  it("is told where it is binary", () => {
    for (const document of [yaml("a: \0"), json('{"a": "\0"}')]) {
      assert.deepEqual(document.roots, []);
      assert.deepEqual(
        document.problems.map(({ message, fatal }) => [message, fatal]),
        [["is not text", true]],
      );
    }
  });

  it("is cut where it is nested too deeply, and the rest is read", () => {
    const deep = (levels: number, open: string, close: string, middle: string) =>
      open.repeat(levels) + middle + close.repeat(levels);
    for (const [read, open, close] of [
      [yaml, "[", "]"],
      [yaml, "{a: ", "}"],
      [yaml, "- ", ""],
      [json, "[", "]"],
      [json, '{"a":', "}"],
    ] as const) {
      const fits = read(deep(maxDepth, open, close, "1"));
      assert.deepEqual(fits.problems, []);
      const tooMuch = read(deep(maxDepth + 1, open, close, "1"));
      assert.deepEqual(
        tooMuch.problems.map(({ message, fatal }) => [message, fatal]),
        [[tooDeep, true]],
      );
      assert.equal(tooMuch.roots.length, 1);
    }
    const beside = yaml(`a: ${deep(300, "[", "]", "1")}\nb: 2\n`);
    assert.equal(scalar(beside, "b").value, 2);
  });

  it("does not hang or fail where it is nested 10,000 levels deep", () => {
    const texts = ["[", "{", '{"a":', "{a: ", "- ", "? ", "a: ", "- [", "!a ", "&a ", "[\n", "{{", "- - ", '["'].map(
      (open) => open.repeat(10_000),
    );
    for (const text of texts)
      for (const read of [yaml, json]) assert(read(text).problems.length > 0 || text.startsWith("? "));
    for (const open of ["[", "{a: ", '{"a":', "- "])
      assert(yaml(open.repeat(10_000)).problems.some(({ message, fatal }) => message === tooDeep && fatal));
    for (const open of ["[", '{"a":'])
      assert(json(open.repeat(10_000)).problems.some(({ message, fatal }) => message === tooDeep && fatal));
  });

  it("has all its sites in the text, in order, whatever it is", () => {
    const pieces = [
      "a",
      ":",
      " ",
      "\n",
      "  ",
      "-",
      "[",
      "]",
      "{",
      "}",
      ",",
      '"',
      "'",
      "#",
      "|",
      ">",
      "&x",
      "*x",
      "!T",
      "\t",
      "\r\n",
      "1",
      "---\n",
      "? ",
      "%",
      "\\",
      "é",
    ];
    let state = 12345;
    const next = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state % below;
    };
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join("");
      for (const document of [yaml(text), json(text)]) {
        for (const site of [...document.comments, ...document.problems.map(({ at }) => at)])
          assertInside(site, 0, text.length, text);
        for (const root of document.roots) assertNested(root, 0, text.length, text);
      }
    }
  });
});

function assertInside(site: Site, start: number, end: number, text: string) {
  assert(
    start <= site.start && site.start <= site.end && site.end <= end,
    `${JSON.stringify(text)}: ${site.start}-${site.end} is not in ${start}-${end}`,
  );
}

function assertNested(node: Node, start: number, end: number, text: string) {
  assertInside(node, start, end, text);
  if (node.kind === "sequence") for (const item of node.items) assertNested(item, node.start, node.end, text);
  if (node.kind !== "mapping") return;
  for (const entry of node.entries) {
    assertInside(entry, node.start, node.end, text);
    assertInside(entry.key, entry.start, entry.end, text);
    assertNested(entry.value, entry.start, entry.end, text);
  }
}
