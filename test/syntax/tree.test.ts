import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TreeDocument } from "../../engine/syntax/document.ts";
import { readJson } from "../../engine/syntax/json.ts";
import { followed, type Node, type Scalar, valueOf } from "../../engine/syntax/node.ts";
import { readYaml } from "../../engine/syntax/yaml.ts";
import { type Site, textAt } from "../../engine/text/source.ts";

const yaml = (text: string) => readYaml({ path: "/w/a.yaml", version: 1, text });
const json = (text: string) => readJson({ path: "/w/a.json", version: 1, text });

/** The tree as plain values; a tag is the only key around its argument. */
function plain(node: Node | undefined): unknown {
  if (!node) return undefined;
  const tagged = (value: unknown) => (node.tag ? { [node.tag]: value } : value);
  if (node.kind === "alias") return `*${node.name}`;
  if (node.kind === "scalar") return tagged(node.value);
  if (node.kind === "sequence") return tagged(node.items.map(plain));
  return tagged(Object.fromEntries(node.entries.map(({ key, value }) => [String(key.value), plain(value)])));
}

const scalar = (document: TreeDocument, ...path: string[]): Scalar => {
  const node = valueOf(document.roots[0], ...path);
  assert(node?.kind === "scalar");
  return node;
};

const told = (document: TreeDocument) =>
  document.problems.map(({ at, message, fatal }) => [textAt(at), message, fatal]);

describe("readYaml", () => {
  it("reads scalars as CloudFormation does", () => {
    const text =
      "[2012-10-17, 012345678901, 1.10, 1.5, -3, 0o17, 0x1F, 1e3, yes, on, true, False, ~, null, '', \"1\", 1_000, .inf, 12:30]";
    assert.deepEqual(plain(yaml(text).roots[0]), [
      "2012-10-17",
      "012345678901",
      "1.10",
      1.5,
      -3,
      "0o17",
      "0x1F",
      "1e3",
      "yes",
      "on",
      true,
      false,
      null,
      null,
      "",
      "1",
      "1_000",
      ".inf",
      "12:30",
    ]);
  });

  it("keeps local tags on all kinds of node, and takes their arguments as text", () => {
    const document = yaml(
      "a: !Ref 12\nb: !If [c, !Sub 'd', !Own {e: 1}]\nf: !Join\n- ''\ng: !!str 1\nh: !Foo\ni: !!binary aGk=\n",
    );
    assert.deepEqual(plain(document.roots[0]), {
      a: { "!Ref": "12" },
      b: { "!If": ["c", { "!Sub": "d" }, { "!Own": { e: 1 } }] },
      f: { "!Join": [""] },
      g: "1",
      h: { "!Foo": null },
      i: "aGk=",
    });
    assert.deepEqual(document.problems, []);
  });

  it("gives spans without tags, anchors, comments and indentation", () => {
    const document = yaml(
      "a: !Sub &x 'b' # c\nd:\n  - e\n  - f: |+ # g\n      h\n        i \n\nj: >-\n  k\n\nl:   # m\nn: [o , {p: }]\nq\n",
    );
    const spans = (node: Node): string[] =>
      node.kind === "mapping"
        ? [textAt(node), ...node.entries.flatMap((entry) => [textAt(entry), textAt(entry.key), ...spans(entry.value)])]
        : node.kind === "sequence"
          ? [textAt(node), ...node.items.flatMap(spans)]
          : [textAt(node)];
    const [, ...inner] = spans(document.roots[0] ?? assert.fail());
    assert.deepEqual(inner, [
      "a: !Sub &x 'b'",
      "a",
      "'b'",
      "d:\n  - e\n  - f: |+ # g\n      h\n        i ",
      "d",
      "- e\n  - f: |+ # g\n      h\n        i ",
      "e",
      "f: |+ # g\n      h\n        i ",
      "f: |+ # g\n      h\n        i ",
      "f",
      "|+ # g\n      h\n        i ",
      "j: >-\n  k",
      "j",
      ">-\n  k",
      "l:",
      "l",
      "",
      "n: [o , {p: }]",
      "n",
      "[o , {p: }]",
      "o",
      "{p: }",
      "p:",
      "p",
      "",
      "q",
      "q",
      "",
    ]);
    const empty = scalar(document, "l");
    assert.equal(document.file.text.slice(0, empty.start).endsWith("l:"), true);
    assert.deepEqual(document.comments.map(textAt), ["# c", "# g", "# m"]);
  });

  it("keeps offsets with a byte order mark, CRLF and tabs", () => {
    const document = yaml("\uFEFF# a\r\nb:\t'c'\t# d\r\ne: |\r\n  f\r\n  g\r\n");
    assert.deepEqual(document.comments.map(textAt), ["# a", "# d"]);
    assert.equal(textAt(scalar(document, "b")), "'c'");
    assert.deepEqual(scalar(document, "e").value, "f\ng\n");
    assert.deepEqual(document.problems, []);
  });

  it("does not take text in block and quoted scalars for comments", () => {
    assert.deepEqual(yaml("a: |\n  # b\nc: 'd # e'\nf: g#h # i\n").comments.map(textAt), ["# i"]);
  });

  it("reads each document of a stream, and none of an empty one", () => {
    assert.deepEqual(yaml("---\na: 1\n---\nb: 2\n...\n").roots.map(plain), [{ a: 1 }, { b: 2 }]);
    for (const text of ["", " \n", "# a\n"]) assert.deepEqual([yaml(text).roots, yaml(text).problems], [[], []]);
  });

  it("leaves aliases as they are, with what they stand for, and merge keys as entries", () => {
    const document = yaml("a: &x {b: 1}\nc: *x\nd: *y\n<<: *x\ne: &e [*e]\nf: &x 2\ng: *x\n");
    assert.deepEqual(plain(document.roots[0]), { a: { b: 1 }, c: "*x", d: "*y", "<<": "*x", e: ["*e"], f: 2, g: "*x" });
    assert.deepEqual(plain(valueOf(document.roots[0], "c")), { b: 1 });
    assert.equal(valueOf(document.roots[0], "d"), undefined);
    assert.equal(valueOf(document.roots[0], "b")?.kind, "scalar");
    assert.deepEqual(plain(valueOf(document.roots[0], "g")), 2);
  });

  it("costs nothing for aliases that would multiply", () => {
    const levels = Array.from(
      { length: 60 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const document = yaml(`l0: &l0 x\n${levels.join("\n")}\n`);
    assert.deepEqual(document.problems, []);
    assert.equal(followed(valueOf(document.roots[0], "l60"))?.kind, "sequence");
  });

  it("keeps duplicate keys and keys that are no text, and passes over keys that are collections", () => {
    const [root] = yaml("200: a\n200: b\ntrue: c\n? [d]\n: e\n? f\n: g\n{{ h }}: i\n").roots;
    assert(root?.kind === "mapping");
    assert.deepEqual(
      root.entries.map(({ key, value }) => [key.value, plain(value)]),
      [
        [200, "a"],
        [200, "b"],
        [true, "c"],
        ["f", "g"],
      ],
    );
  });
});

describe("readYaml of text that is being typed", () => {
  const around = (middle: string) => yaml(`Resources:\n  A:\n    Type: T\n${middle}\n  B:\n    Type: U\n`);
  const cases: readonly (readonly [middle: string, a: unknown])[] = [
    ["    Prop", { Type: "T", Prop: null }],
    ["    Prop:", { Type: "T", Prop: null }],
    ["    Prop\n    X: 1", { Type: "T", Prop: null, X: 1 }],
    ["    P: !", { Type: "T", P: null }],
    ["    P: !GetAtt", { Type: "T", P: { "!GetAtt": null } }],
    ['    P: "abc', { Type: "T", P: "abc" }],
    ["    P: 'abc: d\n    X: 'e'", { Type: "T", P: "abc: d", X: "e" }],
    ["    P: {a: 1, b", { Type: "T", P: { a: 1, b: null } }],
    ["    P: [a, b", { Type: "T", P: ["a", "b"] }],
    ["    P: a: b", { Type: "T", P: { a: "b" } }],
    ["    P:\n      -", { Type: "T", P: [null] }],
    ["    P: *", { Type: "T", P: "*" }],
    ["    P: @a", { Type: "T", P: "@a" }],
    ["    P: &", { Type: "T", P: null }],
    ["    P: [\n    X: 1", { Type: "T", P: null, X: 1 }],
    ["    P: [a,\n    X: 1", { Type: "T", P: null, X: 1 }],
    ["    P: {\n    X: {c: 1}", { Type: "T", P: {}, X: { c: 1 } }],
  ];
  for (const [middle, a] of cases) {
    it(`reads what is before and after ${JSON.stringify(middle)}`, () => {
      assert.deepEqual(plain(around(middle).roots[0]), { Resources: { A: a, B: { Type: "U" } } });
    });
  }

  it("points at what is wrong, and says that the rest was read", () => {
    assert.deepEqual(told(yaml("a: 1\nb")), [["b", "Implicit map keys need to be followed by map values", false]]);
    assert.deepEqual(told(yaml('a: "b\nc: 1\n')), [['"b', "the string does not end", false]]);
    assert.deepEqual(told(yaml("a:\n  b: [c,\n  d: 1\n  e: 1\nf:\n  g: 1\n")), [["[c,", "'[' is not closed", false]]);
    assert.deepEqual(told(yaml("a: {b: 1\nc: 1\n")), [["c", "a closing '}' is missing", false]]);
  });

  it("takes lines in quotes and brackets that are indented too little, as others do", () => {
    const text =
      "a:\n  b: !Sub '{\n  \"c\": \"d ''e\" # f\n  }'\n  g: [ h, # i\n  'j' ] # k\n  l:\n    m: 1\nn: {\n}\n";
    const document = yaml(text);
    assert.deepEqual(document.problems, []);
    assert.deepEqual(plain(document.roots[0]), {
      a: { b: { "!Sub": '{   "c": "d \'e" # f   }' }, g: ["h", "j"], l: { m: 1 } },
      n: {},
    });
    assert.deepEqual(document.comments.map(textAt), ["# i", "# k"]);
    assert.equal(textAt(valueOf(document.roots[0], "a", "g") as Site), "[ h, # i\n  'j' ]");
  });

  it("does not take a string over several lines for one without end", () => {
    const document = yaml('a: "b\n  c"\nd: 1\n');
    assert.deepEqual([plain(document.roots[0]), document.problems], [{ a: "b c", d: 1 }, []]);
  });
});

describe("readJson", () => {
  it("reads values with spans of their text, comments and commas at the end", () => {
    const document = json('{ // a\n  "b\\n": [1, -2.50, true, null, "c\\u0041",], /* d */\n}');
    assert.deepEqual(plain(document.roots[0]), { "b\n": [1, -2.5, true, null, "cA"] });
    const root = document.roots[0];
    assert(root?.kind === "mapping");
    assert.deepEqual(
      root.entries.map(({ key }) => textAt(key)),
      ['"b\\n"'],
    );
    assert.deepEqual(root.entries.map(textAt), ['"b\\n": [1, -2.50, true, null, "c\\u0041",]']);
    assert.deepEqual(document.comments.map(textAt), ["// a", "/* d */"]);
    assert.deepEqual(document.problems, []);
  });

  it("keeps a number that is too long as text, and offsets with a byte order mark", () => {
    const document = json('\uFEFF{"a": 12345678901234567890}');
    assert.equal(scalar(document, "a").value, "12345678901234567890");
    assert.deepEqual(document.problems, []);
  });

  const cases: readonly (readonly [text: string, value: unknown, ...problems: string[]])[] = [
    ['{"a": {"b": 1, "c"}, "d": 2}', { a: { b: 1, c: null }, d: 2 }, "a colon is missing"],
    ['{"a": {"b": 1, "c":}, "d": 2}', { a: { b: 1, c: null }, d: 2 }, "a value is missing"],
    ['{"a": {"b": 1, c}, "d": 2}', { a: { b: 1 }, d: 2 }, "this is not a JSON value"],
    ['{"a": 1 "d": 2}', { a: 1, d: 2 }, "a comma is missing"],
    ['{"a": "b\n, "d": 2}', { a: "b", d: 2 }, "the string does not end"],
    ['{"a": {"b": [1', { a: { b: [1] } }, "a closing bracket is missing"],
    ['{"a": 1}}', { a: 1 }, "text follows the end of the JSON value"],
  ];
  for (const [text, value, ...problems] of cases) {
    it(`reads what there is in ${JSON.stringify(text)}`, () => {
      const document = json(text);
      assert.deepEqual(plain(document.roots[0]), value);
      assert.deepEqual(
        document.problems.map(({ message, fatal }) => [message, fatal]),
        problems.map((message) => [message, false]),
      );
    });
  }

  it("says that nothing could be read", () =>
    assert.deepEqual(told(json("nothing")), [["nothing", "this is not a JSON value", true]]));

  it("reads nothing of an empty file", () => {
    for (const text of ["", " \n", "// a\n"]) assert.deepEqual([json(text).roots, json(text).problems], [[], []]);
  });
});
