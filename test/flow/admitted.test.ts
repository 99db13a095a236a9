import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { admittedBy, soughtBy, textSoughtBy } from "../../engine/flow/admitted.ts";
import { harmlessFor, lacking, withMarks } from "../../engine/flow/harmless.ts";

const kindsOf = (pattern: RegExp): readonly string[] => {
  const admitted = admittedBy(String(pattern));
  return admitted ? harmlessFor(admitted) : [];
};

/** A pattern, kinds that texts which fit it are harmless for, and kinds that they are not. */
const patterns: readonly (readonly [RegExp, string, string])[] = [
  [/^[a-z]+$/, "sql command argument path url html header log regex", "method proto selector slow-pattern"],
  [/^[a-z]{1,20}$/, "sql slow-pattern", "selector"],
  [/^[\w.-]+$/, "sql command html header", "path url argument"],
  [/^[a-z0-9][\w.-]*$/, "path argument redirect", "url"],
  [/^[\w\s]+$/, "sql html", "command header log prompt"],
  [/^[\w ]+$/, "sql command header log", "prompt"],
  [/^[^'"\\]+$/, "", "sql command html"],
  [/^[^\r\n]*$/, "header log", "sql html"],
  [/^.*$/, "header log", "sql command path html url"],
  [/^[\s\S]*$/, "", "header log sql"],
  [/^https:\/\/api\.example\.com\/[\w/?=&-]*$/, "url redirect", "path command"],
  [/^https:\/\/api.example.com\/[\w/]*$/, "", "url redirect"],
  [/^\/[a-z][\w/-]*$/, "redirect", "path url"],
  [/^\/[\w/-]*$/, "", "redirect path"],
  [/^(?!.*\.\.)[\w./-]+$/, "path", "url"],
  [/^\p{L}[\p{L} .-]*$/u, "sql path html", "prompt"],
  [/^[\w:]+$/i, "sql", "url redirect dynamodb"],
];

describe("what texts that fit a pattern are harmless for", () => {
  for (const [pattern, harmless, harmful] of patterns)
    it(String(pattern), () => {
      const kinds = kindsOf(pattern);
      for (const kind of harmless.split(" ").filter(Boolean)) assert.ok(kinds.includes(kind), `harmless for ${kind}`);
      for (const kind of harmful.split(" ").filter(Boolean)) assert.ok(!kinds.includes(kind), `not for ${kind}`);
    });

  it("everything, where there are few of them, or only digits", () => {
    for (const pattern of [/^(?:asc|desc)$/i, /^v[12]$/, /^\d+$/, /^-?\d+(?:\.\d+)?$/, /^[0-9a-f-]{36}$/i, /^a$|^b$/])
      assert.deepEqual(kindsOf(pattern), ["*"], String(pattern));
  });

  it("nothing, where something may stand around", () => {
    for (const pattern of [/^asc|desc$/, /[a-z]+/, /^[a-z]+/, /[a-z]+$/, /^[a-z]+$/m, /^(?:[a-z]+$)?/, /(?:^a)?b$/])
      assert.deepEqual(kindsOf(pattern), [], String(pattern));
  });
});

describe("what a text lacks", () => {
  it("by a class that is looked for", () => {
    assert.ok(withMarks(lacking(soughtBy("/[\\r\\n]/"))).includes("header"));
    assert.ok(withMarks(lacking(soughtBy("/[^\\w-]/"))).includes("command"));
    assert.ok(!withMarks(lacking(soughtBy("/[;&|]/"))).includes("command"));
    assert.equal(soughtBy("/a[^\\w-]/"), 0n);
  });

  it("by one text", () => {
    assert.equal(textSoughtBy("/\\.\\./"), "..");
    assert.equal(textSoughtBy("/^\\.\\./"), undefined);
    assert.ok(withMarks(lacking(0n, "..")).includes("path"));
  });
});

describe("patterns that are none", () => {
  it("are not understood, and soon", () => {
    const odd = [
      "/(/",
      "/[/",
      "/^[a-/",
      "//",
      "/^(?<n>a$/",
      "/\\",
      `/^${"(".repeat(500)}a${")".repeat(500)}$/`,
      "x",
      "",
    ];
    for (const one of [...odd, `/^${"(a|".repeat(300)}/`, `/^${"[a-z]*".repeat(250)}$/`])
      assert.doesNotThrow(() => [admittedBy(one), soughtBy(one), textSoughtBy(one)], one);
  });
});
