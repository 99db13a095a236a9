import "../typescript.ts";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Expression, Statement } from "../../engine/program/ir.ts";
import type { ScriptDocument } from "../../engine/syntax/document.ts";
import { readScript } from "../../engine/syntax/script.ts";
import { type Site, textAt } from "../../engine/text/source.ts";

const read = (text: string, path = "/app.tsx"): ScriptDocument => readScript({ path, version: 1, text });

type Of<N, K> = Extract<N, { kind: K }>;

/** The only top-level statement of a text, which must be of the kind. */
function statement<K extends Statement["kind"]>(kind: K, text: string): Of<Statement, K> {
  const [first] = read(text).statements;
  assert.equal(first?.kind, kind);
  return first as Of<Statement, K>;
}

/** The only expression of a text, which must be of the kind. */
function expression<K extends Expression["kind"]>(kind: K, text: string): Of<Expression, K> {
  const { value } = statement("expression", text);
  assert.equal(value.kind, kind);
  return value as Of<Expression, K>;
}

suite("sites of scripts", () => {
  test("count from the block of the top-level statement, which begins behind its comments", () => {
    const { blocks, statements } = read("// one\nimport 'a';\n\n/* two */ const b = c.d;\n");
    assert.deepEqual(
      [...blocks].map(([block, start]) => [start, block.text]),
      [
        [7, "import 'a';"],
        [30, "const b = c.d;"],
        [0, "// one\nimport 'a';\n\n/* two */ const b = c.d;\n"],
      ],
    );
    const variable = statements[1] as Of<Statement, "variable">;
    assert.equal(variable.initial?.start, 10);
    assert.equal(textAt(variable), "const b = c.d;");
  });

  test("a lone declaration is the whole statement, one of several its own text; an export shares the block", () => {
    const texts = (text: string) => read(text).statements.map(textAt);
    assert.deepEqual(texts("export const a = 1;"), ["export const a = 1;", "export const a = 1;"]);
    assert.deepEqual(texts("let a = 1, b;"), ["a = 1", "b"]);
    assert.deepEqual(texts("export default function f() {}"), Array(2).fill("export default function f() {}"));
  });

  test("members and calls", () => {
    const member = expression("member", "a.b?.[ 'c' ]");
    assert.deepEqual([member, member.object, member.propertyAt].map(textAt), ["a.b?.[ 'c' ]", "a.b", "'c'"]);
    const list = (text: string) => textAt(expression("call", text).argsAt);
    assert.equal(list("f( a, b , )"), " a, b , ");
    assert.equal(list("new X"), "");
    assert.equal(list("f(a, b"), "a, b");
    assert.equal(list("f<A>(/* none */)"), "/* none */");
  });

  test("what stands for a dropped wrapper is the expression inside", () => {
    assert.equal(textAt(expression("member", "((a.b) as any)!;")), "a.b");
  });

  test("template texts are what is between the marks", () => {
    const { texts } = expression("template", "`a\\n${ b /* } */ }c${d}`");
    assert.deepEqual(
      texts.map((text) => [textAt(text), text.value]),
      [
        ["a\\n", "a\n"],
        ["c", "c"],
        ["", ""],
      ],
    );
    assert.deepEqual(expression("template", "sql`x`").texts.map(textAt), ["x"]);
    assert.deepEqual(expression("template", "`a${b}c").texts.map(textAt), ["a", "c"]);
  });

  test("functions, their bodies and parameters", () => {
    const arrow = expression("function", "async ({ a }, b: B = 1) => ({ a })");
    assert.deepEqual([arrow, arrow.bodyAt, ...arrow.params].map(textAt), [
      "async ({ a }, b: B = 1) => ({ a })",
      "({ a })",
      "{ a }",
      "b: B = 1",
    ]);
    assert.equal(textAt(expression("function", "(function () { a() })").bodyAt), "{ a() }");
  });

  test("object properties and their keys", () => {
    const { properties } = expression("object", "({ 'a': 1, [b.c]: 2, d, ...e, f() {} })");
    assert.deepEqual(
      properties.map((property) => [property, property.keyAt, property.value].map(textAt)),
      [
        ["'a': 1", "'a'", "1"],
        ["[b.c]: 2", "b.c", "2"],
        ["d", "d", "d"],
        ["...e", "", "e"],
        ["f() {}", "f", "f() {}"],
      ],
    );
  });

  test("imports and catch clauses", () => {
    const { fromAt, names } = statement("import", "import a, { b as c } from 'x'");
    assert.deepEqual([fromAt, ...names.map((name) => name.at)].map(textAt), ["'x'", "a", "c"]);
    const handlerAt = statement("try", "try {} catch (e) { f() }").handlerAt;
    assert.equal(handlerAt && textAt(handlerAt), "{ f() }");
  });

  test("a byte order mark, CRLF, a hashbang and letters beyond ASCII move nothing", () => {
    for (const before of ["\uFEFF", "#!/usr/bin/env node\r\n", "/* ü€😀 */\r\n", "\uFEFF// a\r\n"]) {
      const text = `${before}const a =\r\n  'ü😀';\r\nb()`;
      const { blocks, statements, problems } = read(text);
      assert.deepEqual(problems, []);
      const call = statements[1] as Of<Statement, "expression">;
      assert.equal((blocks.get(call.block) ?? 0) + call.start, text.indexOf("b()"));
      assert.equal(textAt((statements[0] as Of<Statement, "variable">).initial as Site), "'ü😀'");
    }
  });
});

suite("comments of scripts", () => {
  const comments = (text: string, path?: string) => read(text, path).comments.map(textAt);

  test("stand in the block of their statement, or in the whole file between statements, in order", () => {
    const text = "#!/bin/sh // no\n// a\nf(/* b */); // c\ng(\n  // d\n  1,\n);\n/** e */";
    const { blocks, comments: found } = read(text);
    assert.deepEqual(found.map(textAt), ["// a", "/* b */", "// c", "// d", "/** e */"]);
    assert.deepEqual(
      found.map((one) => one.block.text.slice(0, 2)),
      ["#!", "f(", "#!", "g(", "#!"],
    );
    for (const one of found) assert.equal(text.slice((blocks.get(one.block) ?? 0) + one.start).indexOf(textAt(one)), 0);
  });

  test("are not what looks like one in strings, templates, regular expressions and JSX text", () => {
    assert.deepEqual(comments("f('//a', \"/*b*/\", `//c${ d /* 1 */ }//e`, /[/*]/g / 2, /\\//g) // 2"), [
      "/* 1 */",
      "// 2",
    ]);
    assert.deepEqual(comments("x = <a href='//b'>// text {/* 1 */} http://c</a>"), ["/* 1 */"]);
    assert.deepEqual(comments("type A = '//b' | `/*${string}*/` // 1"), ["// 1"]);
    assert.deepEqual(comments("a = b / c / d // 1\n/ 2"), ["// 1"]);
  });

  test("may be open at the end", () => {
    assert.deepEqual(comments("a; /* b"), ["/* b"]);
    assert.deepEqual(comments("f( // b"), ["// b"]);
    assert.deepEqual(comments("} // a"), ["// a"]);
  });
});
