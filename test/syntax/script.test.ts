import "../typescript.ts";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readScript } from "../../engine/syntax/script.ts";
import { printStatements } from "./print-script.ts";

/** The lowered form of a source that must have no syntax problem. */
function lowered(text: string, path = "/app.tsx"): string {
  const document = readScript({ path, version: 1, text });
  assert.deepEqual(document.problems, [], text);
  return printStatements(document.statements);
}

/** Each line of a table is `source  ->  lowered form`. */
function table(name: string, rows: readonly (readonly [source: string, form: string])[], path?: string): void {
  test(name, () => {
    for (const [source, form] of rows) assert.equal(lowered(source, path), form, source);
  });
}

suite("expressions", () => {
  table("literals keep their value; a template without expressions is one", [
    [`'a\\n'`, `"a\\n"`],
    ["0x10; 1_000; 1e3", "16; 1000; 1000"],
    ["true; false; null; undefined", "true; false; null; undefined"],
    ["/a\\/[/]b/gi", "/a\\/[/]b/gi"],
    ["`plain`", `"plain"`],
    ["10n", "other()"],
  ]);
  table("templates", [
    ["`a${b}c${d}`", "`a${b}c${d}`"],
    ["sql`select ${id}`", "sql`select ${id}`"],
    ["gql`query`", "gql`query`"],
    ["`a${`b${c}`}`", "`a${`b${c}`}`"],
  ]);
  table("types and parentheses are gone", [
    ["((a))", "a"],
    ["(a as any as B)!.c", "a.c"],
    ["a satisfies B", "a"],
    ["f<string>(x)", "f(x)"],
    ["const g = f<string>", "const g = f"],
    ["(a as B) = c", "(a = c)"],
  ]);
  table("an angle bracket assertion", [["<B>a", "a"]], "/app.ts");
  table("members and calls", [
    ["a.b['c'][d][0]", "a.b.c[d].0"],
    ["a?.b?.[c]?.()", "a?.b?.[c]?.()"],
    ["a?.['b'].c", "a?.b.c"],
    ["this.x(super.y, ...z)", "this.x(super.y, ...z)"],
    ["new X; new a.B(c)", "new X(); new a.B(c)"],
    ["import('x'); require('y')", `import("x"); require("y")`],
    ["import.meta.url", "other().url"],
  ]);
  table("operators", [
    ["a + b + c", "((a + b) + c)"],
    ["a && (b || c) ?? d", "((a && (b || c)) ?? d)"],
    ["'k' in o; o instanceof P; a, b", `("k" in o); (o instanceof P); (a , b)`],
    [
      "!a; -1; typeof b; void 0; delete c.d; i++; --j",
      "(! a); (- 1); (typeof b); (void 0); (delete c.d); (++ i); (-- j)",
    ],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a = b += c.d ??= 1", "(a = (b += (c.d ??= 1)))"],
  ]);
  table("functions", [
    ["(a) => a", "(a) => return a"],
    ["async a => { await a; }", "async (a) => { (await a) }"],
    ["(function f({ a, b: [c] = [] }, ...d) {})", "function f({a: a, b: [c] = []}, ...d) {}"],
    ["(a?: string, b: B<C> = 1): void => {}", "(a: string, b: B<C> = 1) => {}"],
    ["function f(this: Window, a) {}", "function f = function f(a) {}"],
    ["function* g() { yield a; yield; }", "function g = function g() { other(a); other() }"],
  ]);
  table("objects and arrays", [
    ["({ a, b: 1, 'c-d': 2, 3: 4, [e]: 5, ['f']: 6, ...g })", "{a, b: 1, c-d: 2, 3: 4, [e]: 5, f: 6, ...g}"],
    [
      "({ m() { return 1; }, async n() {}, get x() { return 2 }, set x(v) {} })",
      "{m: function() { return 1 }, n: async function() {}, x: function() { return 2 }, x: function(v) {}}",
    ],
    ["[a, , ...b]", "[a, other(), ...b]"],
  ]);
  table("JSX is other, with what it evaluates", [
    ["<div id={a} title='t' {...b}>text {c} {/* none */}<Row of={d} /></div>", `other(a, "t", b, c, other(Row, d))`],
    ["<><ui.Box /></>", "other(other(ui.Box))"],
  ]);
});

suite("classes", () => {
  table("members", [
    [
      "class A extends B<C> { static x = 1; #y; z = 2; constructor() { super(); } m() {} static async n() {} get p() { return this.#y } }",
      "class A = class A extends B { static x = 1; #y; z = 2; constructor = function() { super() }; m = function() {}; " +
        "static n = async function() {}; p = function() { return this.#y } }",
    ],
    ["class A { static { init(); } }", "class A = class A { static  = function() { init() } }"],
    ["const C = class {}", "const C = class {  }"],
    ["class A { f(o) { return #k in o } }", "class A = class A { f = function(o) { return (#k in o) } }"],
  ]);
  table("types, decorators and overloads are gone", [
    [
      "@Injectable() abstract class A { @Input() a = 1; declare b: B; [k: string]: any; f(x: string): void; f(x: any) {} abstract g(): void }",
      "class A = class A { a = 1; f = function(x: any) {} }",
    ],
  ]);
  table("a parameter property is assigned", [
    [
      "class A { constructor(private db: Db, readonly n = 1, other: C) {} }",
      "class A = class A { constructor = function(db: Db, n = 1, other: C) { (this.db = db); (this.n = n) } }",
    ],
  ]);
});

suite("statements", () => {
  table("variables", [
    ["const a = 1, b: B = 2; let c; var d", "const a = 1; const b: B = 2; let c; var d"],
    ["const { a, b: { c = 1 } = {}, [k]: d, ...e } = f", "const {a: a, b: {c: c = 1} = {}, [k]: d, ...e} = f"],
    ["const [a, , b = 1, ...c] = d", "const [a, , b = 1, ...c] = d"],
    ["using a = b; await using c = d", "const a = b; const c = d"],
    ["({ a, b: c.d, e = 1, f: [g = 2], ...h } = x)", "({a: a, b: c.d, e: e = 1, f: [g = 2], ...h} = x)"],
    ["[a, b.c, ...d] = x", "([a, b.c, ...d] = x)"],
  ]);
  table("branches and loops", [
    ["if (a) b(); else if (c) { d() }", "if a { b() } else { if c { d() } else {} }"],
    ["for (let i = 0, n = 1; i < n; i++) f(i)", "loop (let i = 0; let n = 1; (i < n); (++ i)) { f(i) }"],
    ["for (;;) {}", "loop (; ; ) {}"],
    ["for (const [k, v] of m) {} for (a.b in o) {}", "loop ([k, v] of m) {}; loop (a.b in o) {}"],
    ["for await (const x of s()) { break; }", "loop (x of s()) { break }"],
    ["while (a) continue; do { b() } while (c)", "loop (while a) { continue }; loop (do c) { b() }"],
    ["outer: for (const a of b) break outer;", "loop (a of b) { break }"],
    ["switch (a) { case 1: b(); break; default: }", "switch a { 1 { b(); break }, default {} }"],
  ]);
  table("try, throw and blocks", [
    ["try { a() } catch (e) { b(e) } finally { c() }", "try { a() } catch e { b(e) } finally { c() }"],
    ["try { a() } catch { }", "try { a() } catch {} finally {}"],
    [
      "try { a() } catch ({ message }) { throw message }",
      "try { a() } catch {message: message} { throw message } finally {}",
    ],
    ["{ a(); } ; debugger", "{ a() }"],
  ]);
  table("with", [["with (a) b()", "{ a; b() }"]], "/app.js");
  table("TypeScript's own", [
    ["declare function f(): void; declare module 'x' {} declare class D {}", ""],
    ["interface A extends B { c: D } type E<F> = G<F>", "type [A as A] = { c: D }; type [E as E] = G<F>"],
    ["declare const db: { q(s: string): void }", "const db: { q(s: string): void }"],
    ["enum E { A, B = 5, C, D = 'd', F = g(), H }", `const E = {A: 0, B: 5, C: 6, D: "d", F: g(), H: other()}`],
    ["namespace N.M { export const a = 1; interface B {} } namespace T { type A = 1 }", "{ { const a = 1 } }"],
    ["function f(a: string): void; function f(a: any) {}", "function f = function f(a: any) {}"],
  ]);
});

suite("modules", () => {
  table("imports", [
    ["import 'x'", "import [] from x"],
    ["import a, { b, c as d, type T } from 'x'", "import [default as a, b as b, c as d] from x; type [T as T] from x"],
    ["import a, * as ns from 'x'", "import [default as a, * as ns] from x"],
    ["import type { A } from 'x'; import type B from 'y'", "type [A as A] from x; type [default as B] from y"],
    ["import type * as C from 'z'", "type [* as C] from z"],
    ["import fs = require('fs'); import a = b.c.d", "import [* as fs] from fs; const a = b.c.d"],
  ]);
  table("exports", [
    ["export const handler = a, { b } = c", "const handler = a; const {b: b} = c; export [handler as handler, b as b]"],
    ["export async function f() {}", "function f = async function f() {}; export [f as f]"],
    ["export class A {} export enum E {}", "class A = class A {  }; export [A as A]; const E = {}; export [E as E]"],
    ["export { a, b as c, type T }; export type { U }", "export [a as a, b as c]"],
    ["export { default as a } from 'x'", "export [default as a] from x"],
    ["export * from 'x'; export * as n from 'y'", "export [* as *] from x; export [* as n] from y"],
    ["export default a.b", "export default a.b"],
    ["export default function () {}", "export default function() {}"],
    ["export default async function f() {}", "function f = async function f() {}; export default f"],
    ["export default class A {}", "class A = class A {  }; export default A"],
    ["export = a", "export default a"],
    ["export interface A {} export default interface B {}", "type [A as A] = {}; type [B as B] = {}"],
  ]);
  table("CommonJS is ordinary code", [
    ["exports.handler = async (e) => e", "(exports.handler = async (e) => return e)"],
    ["module.exports = { a }", "(module.exports = {a})"],
  ]);
});
