import "../typescript.ts";
import { it } from "node:test";
import fc from "fast-check";
import { checkAsked, checkWorkspace } from "../../tools/fuzz/check.ts";
import { checkReading } from "../../tools/fuzz/check-reading.ts";
import { codeInputsOf, inputsOf } from "../../tools/fuzz/inputs.ts";
import { functionSeeds, seeds } from "../../tools/fuzz/seeds.ts";

// `npm run fuzz` tries others, and more of them.
const runs = { seed: 20261124, endOnFailure: true, includeErrorInReport: true };
const inputs = inputsOf(seeds());

it("a tree is the same read whole or in blocks, and after an edit", () => {
  const check = fc.property(inputs, ({ files, edited }) => {
    for (const file of files) if (file.path === edited.path) checkReading(file, edited);
  });
  fc.assert(check, { ...runs, numRuns: 150 });
});

it("whatever is done to code, it is checked to its end, and an edit of it gives what a fresh start does", () => {
  const check = fc.property(codeInputsOf(seeds()), ({ files, edited }) => checkWorkspace(files, edited));
  fc.assert(check, { ...runs, numRuns: 80 });
});

it("whatever is done to a template, it is checked to its end, and an edit of it gives what a fresh start does", () => {
  const check = fc.property(inputs, ({ files, edited }) => checkWorkspace(files, edited));
  fc.assert(check, { ...runs, numRuns: 60 });
});

it("whatever is done to functions and their policies, all that is asked of them is answered, and an edit gives what a fresh start does", () => {
  const both = fc.oneof(inputsOf(functionSeeds()), codeInputsOf(functionSeeds()));
  const check = fc.property(both, ({ files, edited }) => checkAsked(files, edited));
  fc.assert(check, { ...runs, numRuns: 60 });
});
