import "../typescript.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkWorkspace } from "../../tools/fuzz/check.ts";
import { readPaths } from "../../tools/fuzz/read-paths.ts";
import { wrongPlaces, wrongTemplates } from "../../tools/fuzz/wrong-templates.ts";
import { oddTexts, wrongIntrinsics, wrongTypes } from "../../tools/fuzz/wrong-values.ts";

describe("every property that a rule asks for", () => {
  const paths = readPaths();
  const places = wrongPlaces(paths);

  it("is known by the rules' questions", () => {
    assert.ok(paths.get("AWS::Lambda::Function")?.has("Timeout"));
    assert.ok(places.length > paths.size);
  });

  for (const value of [...wrongTypes, ...wrongIntrinsics.filter(isSome(5)), ...oddTexts.filter(isSome(5))]) {
    it(`may be ${value.slice(0, 60)}`, () => {
      for (const file of wrongTemplates(places, value)) checkWorkspace([file]);
    });
  }
});

/** Some of many; `npm run fuzz` tries them all. */
function isSome(one: number) {
  return (_: string, index: number) => index % one === 0;
}
