import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readTreeNow } from "../../engine/syntax/blocks-document.ts";
import { readYamlWithParser } from "../../engine/syntax/yaml.ts";
import { quickYaml } from "../../engine/syntax/yaml-quick.ts";
import type { Block } from "../../engine/text/source.ts";
import { Random, randomEdit, randomYaml } from "./tree-random.ts";

const blockOf = (text: string): Block => ({ path: "/w/a.yaml", text });

/** Whether the quick reader took a text; what it says then is what the parser says. */
function isAlike(text: string): boolean {
  const block = blockOf(text);
  const quick = quickYaml(block);
  if (!quick) return false;
  const { roots, problems, comments } = readYamlWithParser(block);
  assert.deepEqual(
    { roots: [quick.root], problems: [], comments: quick.comments },
    { roots, problems, comments },
    JSON.stringify(text),
  );
  return true;
}

suite("the quick reader of YAML", () => {
  const everyday = [
    "a: 1\nb:\n  c: !Ref d\n  e:\n  - f\n  - g: h # i\n    j: 'k''l'\n",
    '---\n# a\nA:   \n\n  B::C: "d\\n\\"" # e\n  <<: f\n',
    "  A:\n    B: [c, 'd', {e: 1.50, \"f\": !Sub g}, []]\n    C: { }\n",
    "a: |\n  b\n   c\n\n  # d\n\ne: >-\n  f\n  g\nh: !Sub |-\n    i\n",
    "a:\r\n  - |+\r\n    b\r\n\r\n  -\r\n    - c\r\n  - - d\r\n    - e: f\r\n",
    "a: !If\n  - b\n  - !Foo\n  - !Bar c: d\n".replace(" c: d", " 012"),
    "a: b #c\nd: e#f\ng: http://h/i?j=k\nl: ~\nm: null\nn: -5\no: 2012-10-17\n",
    "a:",
    "a: b",
  ];
  for (const text of everyday) test(`reads ${JSON.stringify(text)} as the parser does`, () => assert(isAlike(text)));

  const left = [
    "a: &b c\n",
    "a: *b\n",
    "? a\n: b\n",
    "a: b\n  c\n",
    "a: 'b\n  c'\n",
    "a: [b,\n  c]\n",
    "a\n",
    "- a\n",
    "a:\tb\n",
    "a: b: c\n",
    "a: b:\n",
    "a: b\n   c: d\n",
    "- a: b\n    c\n",
    "a: |\n    b\n  c: d\n",
    "a: !!str 1\n",
    "a: b\n c: d\n",
    "a:\n  b\n",
    "%YAML 1.2\n---\na: b\n",
    "a: b\n---\nc: d\n",
    "a: |2\n   b\n",
    "a: >\n  b\n\n  c\n",
    "a: |\n  b",
    'a: "\\x41"\n',
    "\uFEFFa: b\n",
    "a: @b\n",
    "a: 'b'c\n",
    "a: [b c: d]\n",
    "a: - b\n",
    "a: b\rc: d\n",
    "a: [b, ]\n",
    "'a''b': c\n",
    "a: b # c\n    d\n",
  ];
  for (const text of left)
    test(`leaves ${JSON.stringify(text)} to the parser`, () => assert.equal(quickYaml(blockOf(text)), undefined));

  test("says what the parser says of anything it takes", () => {
    const counts = { taken: 0, left: 0 };
    const seen = new Set<string>();
    for (let round = 0; round < 150; round++) {
      const random = new Random(round);
      let text = randomYaml(random);
      for (let edit = 0; edit < 5; edit++, text = randomEdit(random, text)) {
        const document = readTreeNow({ path: "/w/a.yaml", version: 1, text }, "yaml", undefined, {
          file: 0,
          outer: 30,
          inner: 60,
        });
        for (const { text } of document.blocks.keys()) {
          if (seen.has(text)) continue;
          seen.add(text);
          counts[isAlike(text) ? "taken" : "left"]++;
        }
      }
    }
    assert(counts.taken > 1000, JSON.stringify(counts));
  });
});
