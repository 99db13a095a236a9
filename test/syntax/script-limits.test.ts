import "../typescript.ts";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Expression } from "../../engine/program/ir.ts";
import type { ScriptDocument } from "../../engine/syntax/document.ts";
import { readScript } from "../../engine/syntax/script.ts";
import { textAt } from "../../engine/text/source.ts";
import { printStatements } from "./print-script.ts";

const read = (text: string, path = "/app.ts"): ScriptDocument => readScript({ path, version: 1, text });

/** That nothing was read, with one fatal problem of this message. */
function assertUnread(document: ScriptDocument, message: string): void {
  assert.deepEqual(document.statements, []);
  assert.deepEqual(
    document.problems.map((problem) => [problem.message, problem.fatal]),
    [[message, true]],
  );
}

suite("broken scripts", () => {
  const rows = [
    ["const a = ", "const a = <missing>"],
    ["foo(a, ; b()", "foo(a); b()"],
    ["event.", "event."],
    ["if (a", "if a { <missing> } else {}"],
    ["const { a, b: } = c", "const {a: a, b: <missing>} = c"],
    ["f(function () { a(); ", "f(function() { a() })"],
    ["`a${b", "`a${b}`"],
    ["'abc\nd()", `"abc"; d()`],
    ["a[]", "a[<missing>]"],
    ["for (const of b) {}", "loop (<missing> of b) {}"],
    ["f() = 1", "(<missing> = 1)"],
    ["} a()", "a()"],
    ["import { a from 'b'", "import [a as a] from b"],
    ["export default", "export default <missing>"],
    ["class A { m( { return 1 } }", undefined],
    ["function () {}", "function <missing> = function() {}"],
    ["a ? b", "(a ? b : <missing>)"],
    ["({ a: 1, b. })", undefined],
    ["new", "new <missing>()"],
    ["x = <div>", undefined],
    ["@", undefined],
    ["<<<<<<< a\nb()\n=======\nc()\n>>>>>>> d", undefined],
  ] as const;
  for (const [source, form] of rows) {
    test(JSON.stringify(source), () => {
      const document = read(source);
      assert.ok(document.problems.every((problem) => !problem.fatal && document.blocks.has(problem.at.block)));
      if (form !== undefined) assert.equal(printStatements(document.statements), form);
      else printStatements(document.statements);
    });
  }

  test("a problem stands in its statement, in the words of the parser", () => {
    const [problem] = read("a();\nlet b = ;\nc();").problems;
    assert.equal(problem?.message, "Expression expected");
    assert.equal(problem?.at.block.text, "let b = ;");
    assert.equal(textAt(problem.at), ";");
  });

  test("what is broken leaves the statements around it whole", () => {
    const document = read("a();\nconst b = c.;\nf(\nexport const d = 1;\n");
    assert.match(printStatements(document.statements), /^a\(\); const b = c\.; f\(\); const d = 1; export \[d as d\]$/);
  });

  test("an empty file has its block and nothing else", () => {
    const document = read("");
    assert.deepEqual([document.statements, document.problems, document.comments], [[], [], []]);
    assert.deepEqual([...document.blocks.values()], [0]);
  });
});

suite("scripts beyond the limits", () => {
  const nests = [
    "[",
    "(",
    "{",
    "f(",
    "a?",
    "if(a){",
    "a=>",
    "!",
    "`${",
    "<a>",
    "x={a:",
    "function f(){",
    "a.b",
    "let[",
    "type A=[",
    "new ",
  ];
  for (const nest of nests) {
    test(`10,000 levels of ${nest}`, () => assertUnread(read(nest.repeat(10_000)), "nested too deeply to be read"));
  }

  test("closed nesting below what the parser can do, but above what walks can", () => {
    assertUnread(read(`x = ${"[".repeat(600)}${"]".repeat(600)}`), "nested too deeply to be read");
    assert.equal(read(`x = ${"[".repeat(400)}${"]".repeat(400)}`).problems.length, 0);
  });

  test("texts that the parser would try both ways at each level", () => {
    for (const nest of ["({<a>[f<", "<[|class{", "async({(a[", "f<(({type A=", "x=)let x=(new "]) {
      const { statements, problems } = read(nest.repeat(40));
      assert.ok(problems.length > 0, nest);
      printStatements(statements);
    }
  });

  test("the file after one that was too deep is read as if nothing had been", () => {
    assertUnread(read("(".repeat(10_000)), "nested too deeply to be read");
    assert.equal(printStatements(read("((a, b) => (c) => d)").statements), "(a, b) => return (c) => return d");
  });

  test("5,000 terms of a sum", () => {
    const [statement] = read(`x = ${Array.from({ length: 5000 }, (_, index) => `'${index}'`).join(" + ")}`).statements;
    let at =
      statement?.kind === "expression" && statement.value.kind === "assignment" ? statement.value.value : undefined;
    const terms: Expression[] = [];
    for (; at?.kind === "binary"; at = at.left) terms.push(at.right);
    assert.equal(terms.length, 4999);
    assert.equal(at && textAt(at), "'0'");
  });

  test("a line of 5 MB is passed over in silence", () => {
    const document = read("var a=1;".repeat(640_000), "/bundle.min.js");
    assert.deepEqual([document.statements, document.problems, document.comments], [[], [], []]);
  });

  test("a big file of ordinary lines is read", () => {
    assert.equal(read("f(1);\n".repeat(2000) + "// filler\n".repeat(110_000)).statements.length, 2000);
  });

  test("binary content", () => assertUnread(read("\u007fELF\0\u0001 const a = 1"), "is not text"));
});
