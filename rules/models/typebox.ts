import type { LibraryModel } from "../../engine/authoring.ts";

const types = (...names: readonly string[]): readonly string[] =>
  ["@sinclair/typebox", "typebox"].flatMap((from) => names.map((name) => `${from}.**.${name}`));
const values = (...names: readonly string[]): readonly string[] =>
  ["@sinclair/typebox/value", "typebox/value"].flatMap((from) => names.map((name) => `${from}.**.${name}`));
const compiler = (...names: readonly string[]): readonly string[] =>
  ["@sinclair/typebox/compiler", "typebox/compile"].flatMap((from) => names.map((name) => `${from}.**.${name}`));

/** What passes is what the type says. Fields that an object does not name stay, as in JSON schemas. */
export default {
  library: "TypeBox",
  source: "https://github.com/sinclairzx81/typebox (November 2026)",
  facts: [
    { schema: "text", callees: types("String") },
    { schema: "json", callees: types("String") },
    { schema: "harmless", callees: types("Number", "Integer", "Boolean", "BigInt") },
    { schema: "values", callees: types("Literal", "Enum"), argument: 0 },
    { schema: "fields", callees: types("Object"), keepsOthers: true },
    { schema: "list", callees: types("Array") },
    { schema: "either", callees: types("Union"), argument: 0 },
    { schema: "both", callees: [...types("Optional", "Partial", "Intersect", "Composite"), ...compiler("Compile")] },
    { check: "truth", callees: compiler("Check") },
    { check: "truth", callees: values("Check"), by: 0, argument: 1 },
    { check: "value", callees: values("Parse", "Decode"), by: 0, argument: 1 },
    { check: "nothing", callees: values("Assert"), by: 0, argument: 1 },
  ],
} satisfies LibraryModel;
