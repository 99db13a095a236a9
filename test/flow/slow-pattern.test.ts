import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Slowness, slownessOf } from "../../engine/flow/slow-pattern.ts";

const slow: readonly (readonly [string, Slowness["growth"]])[] = [
  ["/^(a+)+$/", "exponential"],
  ["/(a*)*b/", "exponential"],
  ["/^(\\w+\\s?)*$/", "exponential"],
  ["/^(a|a)*$/", "exponential"],
  ["/^(\\d+|\\d+\\.\\d+)+$/", "exponential"],
  ["/^(([a-z])+.)+[A-Z]([a-z])+$/", "exponential"],
  ["/(x+x+)+y/", "exponential"],
  ["/^([a-z0-9]+\\s*,?\\s*)+$/", "exponential"],
  ["/^(?!x)([\\w.]+)+@/i", "exponential"],
  ["/^\\s*(.*?)\\s*$/", "cubic"],
  ["/^(.+)=(.+);(.+)$/", "cubic"],
];

const quick: readonly string[] = [
  "/^[a-z]+$/",
  "/\\s+$/",
  "/^(?:[\\w-]+\\.)*[\\w-]+$/",
  "/^[\\w.-]+@[\\w-]+(\\.[\\w-]+)+$/",
  "/^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/",
  "/^(\\/[^/]+)+$/",
  '/^"([^"\\\\]|\\\\.)*"$/',
  "/^[A-Z]+(-[A-Z]+)*$/i",
  "/^(a{1,3}){2}$/",
  "/^\\d{3}-\\d{4}$/",
  "/(\\w*)*\\1/",
  "/^(a+)+/",
  "/[/",
  "/(/",
  "/a**/",
  "",
];

describe("patterns that are slow on some text", () => {
  for (const [pattern, growth] of slow)
    it(pattern, () => {
      const found = slownessOf(pattern);
      assert.equal(found?.growth, growth);
      const end = pattern.lastIndexOf("/");
      const written = new RegExp(pattern.slice(1, end), pattern.slice(end + 1));
      const text = (turns: number) => (found?.before ?? "") + found?.pump.repeat(turns) + found?.after;
      assert.ok(!written.test(text(3)), "the pattern refuses the text");
    });
});

describe("patterns that are not", () => {
  for (const pattern of quick)
    it(pattern === "" ? "nothing" : pattern, () => assert.equal(slownessOf(pattern), undefined));
});

describe("a pattern of any size", () => {
  const large = [
    "(a?){40}a{40}",
    `${"(?:".repeat(19)}a+${")+".repeat(19)}`,
    "(a|b|c|d|e|f|g)*".repeat(20),
    "\\w*".repeat(100),
  ];
  for (const source of large)
    it(`is answered at once: ${source.slice(0, 20)}`, () => {
      const start = performance.now();
      slownessOf(`/^${source}$/`);
      assert.ok(performance.now() - start < 1000);
    });
});
