import type { LibraryModel } from "../../engine/authoring.ts";
import { addresses, webAddresses } from "./_schemas.ts";

const callees = (...ends: readonly string[]): readonly string[] => ends.map((end) => `yup.**.${end}`);

/** What passes is what the schema says: `yup.string()` alone says only that it is a text. Fields that an object does not name stay. */
export default {
  library: "Yup",
  source: "https://github.com/jquense/yup#api (November 2026)",
  facts: [
    { schema: "any", callees: callees("mixed") },
    { schema: "text", callees: callees("string") },
    { schema: "harmless", callees: callees("number", "boolean", "bool", "uuid", "datetime") },
    { schema: "harmless", callees: callees("date"), converts: true },
    { schema: "harmless", callees: callees("email"), protects: addresses },
    { schema: "harmless", callees: callees("url"), protects: webAddresses },
    { schema: "values", callees: callees("oneOf"), argument: 0 },
    { schema: "pattern", callees: callees("matches") },
    { schema: "fields", callees: callees("object", "shape"), keepsOthers: true },
    { schema: "closed", callees: callees("noUnknown", "exact") },
    { schema: "list", callees: callees("array", "of", "tuple") },
    { schema: "both", callees: callees("concat") },
    { schema: "test", callees: callees("test"), argument: 2 },
    { check: "value", callees: callees("validate", "validateSync") },
    { check: "truth", callees: callees("isValid", "isValidSync") },
  ],
} satisfies LibraryModel;
