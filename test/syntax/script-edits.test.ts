import "../typescript.ts";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ScriptDocument } from "../../engine/syntax/document.ts";
import { readScript } from "../../engine/syntax/script.ts";
import type { Block } from "../../engine/text/source.ts";

const read = (text: string, previous?: ScriptDocument, path = "/app.tsx"): ScriptDocument =>
  readScript({ path, version: 1, text }, previous);

const blocksOf = (document: ScriptDocument): Map<string, Block> =>
  new Map([...document.blocks.keys()].map((block) => [block.text, block]));

/** A document as JSON in which every site has its absolute offsets, so that documents of different blocks compare. */
function absolute(document: ScriptDocument): string {
  const { statements, problems, comments, blocks } = document;
  const placed = (_: string, node: unknown) => {
    if (typeof node !== "object" || node === null || !("block" in node)) return node;
    const { block, start, end, ...rest } = node as { block: Block; start: number; end: number };
    const base = blocks.get(block);
    assert.ok(base !== undefined, "a site's block is one of the document");
    return { start: base + start, end: base + end, ...rest };
  };
  return JSON.stringify({ statements, problems, comments, blocks: [...blocks] }, placed, 1);
}

suite("edits of scripts", () => {
  test("statements whose text is the same are the same objects, wherever they stand now", () => {
    const before = read("a();\nb();\nc();\nd();");
    const after = read("// new\nx();\na();\nc( );\nd();\nb();", before);
    const [old, now] = [blocksOf(before), blocksOf(after)];
    for (const text of ["a();", "b();", "d();"]) assert.equal(now.get(text), old.get(text), text);
    assert.equal(after.statements[1], before.statements[0]);
    assert.notEqual(now.get("c( );"), undefined);
  });

  test("of equal statements each has a block of its own", () => {
    const before = read("a();\na();\nb();");
    const after = read("a();\na();\na();\nb();", before);
    assert.equal([...after.blocks.keys()].filter((block) => block.text === "a();").length, 3);
    assert.equal(new Set(after.statements).size, 4);
    assert.deepEqual(after.statements.slice(0, 2), before.statements.slice(0, 2));
  });

  test("any number of next versions may be read from one", () => {
    const first = read("a(1);\nb(2);");
    const second = read("a(1);\nb(3);", first);
    for (const text of ["a(1);\nb(34);", "a(0);\nb(3);", "a(1);\nb(3);"]) {
      assert.equal(absolute(read(text, second)), absolute(read(text)), text);
    }
  });

  test("a version of another path, and one that could not be read, count for nothing", () => {
    const other = read("a();", undefined, "/other.ts");
    assert.notEqual(read("a();", other).statements[0], other.statements[0]);
    const unread = read("[".repeat(10_000));
    assert.equal(absolute(read("a();", unread)), absolute(read("a();")));
  });

  for (const path of ["/app.ts", "/app.tsx", "/app.js"]) {
    test(`reading from the version before gives what reading afresh gives: ${path}`, () => {
      const random = seeded(path.length * 7919);
      let text = sample;
      let document = read(text, undefined, path);
      for (let step = 0; step < 300; step++) {
        text = document.problems.length > 0 && random(3) > 0 ? sample : edited(text, random);
        document = read(text, document, path);
        assert.equal(absolute(document), absolute(read(text, undefined, path)), JSON.stringify(text));
      }
    });
  }
});

const sample = `#!/usr/bin/env node
import a, { type B, c as d } from "x"; // one
/* two */
export const handler = async (event: Event): Promise<void> => {
  const { id = 1, ...rest } = event.body ?? {};
  const rows = await db.query(\`select \${id} from \${rest.table} -- //\`); // three
  for (const row of rows) if (/[a-z/]+/.test(row)) f(row?.a!.b as string, <p>text {row /* four */}</p>);
  return rows.map((x) => x.n * 2).reduce((a, b) => a + b, 0);
};
class A<T> extends B { #x = 1; constructor(private y: number) { super(); } static { go(); } get z() { return this.#x } }
enum E { One, Two = "2" }
function f(a, b = (c, d) => ({ c, d })) { try { g(a < b, c > d) } catch { throw new Error("e") } }
await (go)(); label: while (true) { break label; }
a(); a(); a();
export default { ...d, "k": [1, , 2], async m() { yield; } };
`;

const pieces = [
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  "<",
  ">",
  "`",
  "${",
  "'",
  '"',
  "/",
  "/*",
  "*/",
  "//",
  "\n",
  "\r\n",
  ";",
  ",",
  ".",
  "?.",
  "=>",
  "=",
  ":",
]
  .concat([
    "?",
    "async ",
    "await ",
    "function ",
    "class A ",
    "export ",
    "import ",
    "type ",
    "declare ",
    "a",
    "a()",
    "let x = 1;",
    "@b ",
    "#c",
    "1",
    "😀",
  ])
  .concat([
    "a();\n",
    "x = (y) => y;\n",
    "<a>b</a>",
    "if (a) ",
    "yield ",
    "return ",
    "case 1:",
    "enum ",
    "abstract ",
    "\uFEFF",
    "<<<<<<<",
    "else ",
  ]);

/** The text after a typed piece, a deletion or a line that is moved. */
function edited(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const piece = pieces[random(pieces.length)] ?? "";
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(12));
    case 1: {
      const end = at + random(60);
      const to = random(text.length + 1);
      const rest = text.slice(0, at) + text.slice(end);
      return rest.slice(0, to) + text.slice(at, end) + rest.slice(to);
    }
    default:
      return text.slice(0, at) + piece + text.slice(at);
  }
}

/** The same whole numbers below a bound in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
