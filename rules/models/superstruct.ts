import type { LibraryModel } from "../../engine/authoring.ts";

const callees = (...ends: readonly string[]): readonly string[] => ends.map((end) => `superstruct.${end}`);

/** What passes is what the struct says. */
export default {
  library: "Superstruct",
  source: "https://docs.superstructjs.org/ (November 2026)",
  facts: [
    { schema: "any", callees: callees("any", "unknown") },
    { schema: "text", callees: callees("string") },
    { schema: "harmless", callees: callees("number", "integer", "bigint", "boolean", "date") },
    { schema: "values", callees: callees("enums", "literal") },
    {
      schema: "both",
      callees: callees(
        ...["pattern", "refine", "size", "min", "max", "nonempty", "trimmed"],
        ...["optional", "nullable", "defaulted", "partial", "intersection"],
      ),
      argument: 0,
    },
    { schema: "both", callees: callees("assign") },
    { schema: "pattern", callees: callees("pattern"), argument: 1 },
    { schema: "test", callees: callees("refine"), argument: 2 },
    { schema: "test", callees: callees("define"), argument: 1 },
    { schema: "fields", callees: callees("object") },
    { schema: "fields", callees: callees("type"), keepsOthers: true },
    { schema: "list", callees: callees("array", "set", "tuple") },
    { schema: "list", callees: callees("record"), argument: 1 },
    { schema: "either", callees: callees("union"), argument: 0 },
    { check: "value", callees: callees("create", "mask"), by: 1 },
    { check: "nothing", callees: callees("assert"), by: 1 },
    { check: "truth", callees: callees("is"), by: 1 },
    { check: "result", callees: callees("validate"), by: 1, holds: "1", fails: "0" },
  ],
} satisfies LibraryModel;
