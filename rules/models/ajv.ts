import type { LibraryModel } from "../../engine/authoring.ts";

const callees = (...ends: readonly string[]): readonly string[] =>
  ["ajv", "ajv/dist/2019", "ajv/dist/2020"].flatMap((from) => ends.map((end) => `${from}.**.${end}`));

/** What passes is what the JSON schema says. */
export default {
  library: "Ajv",
  source: "https://ajv.js.org/api.html (November 2026)",
  facts: [
    { schema: "json", callees: callees("compile", "compileAsync") },
    { check: "truth", callees: callees("compile()", "compileAsync()"), failsIn: "errors" },
    { check: "truth", callees: callees("validate"), by: 0, argument: 1, isJson: true, failsIn: "errors" },
  ],
} satisfies LibraryModel;
