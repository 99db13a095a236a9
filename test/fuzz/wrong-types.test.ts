import "../typescript.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkFindings } from "../../tools/fuzz/check.ts";
import { readPaths } from "../../tools/fuzz/read-paths.ts";
import { wrongPlaces, wrongTemplates } from "../../tools/fuzz/wrong-templates.ts";

// `npm run fuzz -- --types` tries more, and the fixes too.
const values = [
  '"text"',
  "7",
  "null",
  "[]",
  '[{ "a": null }, "text"]',
  '{ "a": [1] }',
  '{ "Fn::If": ["IsProd", [], {}] }',
];

describe("every property that a rule asks for", () => {
  const paths = readPaths();
  const places = wrongPlaces(paths);

  it("is known by the rules' questions", () => {
    assert.ok(paths.get("AWS::Lambda::Function")?.has("Timeout"));
    assert.ok(places.length > paths.size);
  });

  for (const value of values) {
    it(`may be ${value}`, () => {
      for (const file of wrongTemplates(places, value)) checkFindings(file);
    });
  }
});
