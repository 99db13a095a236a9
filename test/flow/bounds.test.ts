import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filesOf, injectionsIn } from "./marked.ts";

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join("\n");
const nested = (depth: number, inner: string, around: (inner: string, index: number) => string): string =>
  Array.from({ length: depth }).reduce<string>((text, _, index) => around(text, index), inner);

const exec = `const { exec } = require("node:child_process");\n`;
const inHandler = (body: string): string => `${exec}exports.handler = async (event) => {\n${body}\n};`;

/** Programs whose ways grow with a power of their size: all that counts is that they come to an end. */
const programs: Readonly<Record<string, string>> = {
  "closures that call one another ten times": inHandler(
    `const f0 = (x) => exec(x);\n${times(29, (i) => `const f${i + 1} = (x) => { ${`f${i}(x);`.repeat(10)} };`)}\nf29(event.body);`,
  ),
  "methods that call one another ten times": `${exec}class A {\nm0(x) { exec(x); }\n${times(29, (i) => `m${i + 1}(x) { ${`this.m${i}(x);`.repeat(10)} }`)}\n}
exports.handler = async (event) => new A().m29(event.body);`,
  "functions that hand functions on": `${exec}function h0(f) { f(); }\n${times(29, (i) => `function h${i + 1}(f) { h${i}(() => f()); h${i}(f); }`)}
exports.handler = async (event) => h29(() => exec(event.body));`,
  "functions that all call all": `${exec}${times(60, (i) => `function f${i}(x) { ${times(60, (j) => `f${j}(x);`)} exec(x); }`)}
exports.handler = async (event) => f0(event.body);`,
  "callbacks in callbacks": inHandler(
    nested(40, "exec(x + event.body);", (inner, i) => `a${i}.map((x) => { ${inner} });`),
  ),
  "chains of promises in chains": inHandler(
    nested(25, "x", (inner) => `Promise.resolve(x).then((x) => ${inner}).catch((x) => 0)`),
  ),
  "loops in loops": inHandler(nested(30, "exec(a0);", (inner, i) => `for (const a${i} of event.list) { ${inner} }`)),
  "conditions in conditions": inHandler(
    `if (${nested(60, "event.a", (inner) => `((${inner}) === 1 ? 1 : 2)`)} === 1) exec("x");`,
  ),
  "long conditions": inHandler(`if (${times(2000, (i) => `event.a${i} === ${i} &&`)} true) exec("x");`),
  "objects of themselves": inHandler(
    `let o = { x: event.body };\n${times(60, (i) => `if (event.q${i}) o = { l: o, r: o, k${i}: event.k${i} };`)}\nexec(JSON.stringify(o));`,
  ),
  "thousands of members": `const o = {};\n${times(8000, (i) => `o.k${i} = ${i};`)}\nexports.handler = async (event) => o[event.body];`,
  combinators: `const Y = (f) => ((x) => x(x))((x) => f((y) => x(x)(y)));
const walk = Y((again) => (n) => again(n.next) + again(n.previous));
exports.handler = async (event) => walk(event.body);`,
};

describe("code that can be followed in ever more ways", () => {
  for (const [title, text] of Object.entries(programs)) {
    it(title, { timeout: 20_000 }, () => assert.ok(injectionsIn(filesOf(text))));
  }

  it("does not keep a long chain of functions from being followed", () => {
    const chain = times(1000, (i) => `function f${i}(x) { return f${i + 1}(x); }`);
    const text = `${exec}${chain}\nfunction f1000(x) { return exec(x); }\nexports.handler = async (event) => f0(event.body);`;
    assert.deepEqual(injectionsIn(filesOf(text)), ["handler.js:1002 command"]);
  });
});
