import type { LibraryModel } from "../../engine/authoring.ts";

/** Middleware that checks the event before the handler runs, by the JSON schema in its `eventSchema`. */
export default {
  library: "@middy/validator",
  source: "https://middy.js.org/docs/middlewares/validator (November 2026)",
  facts: [
    { schema: "json", callees: ["@middy/validator/transpile.transpileSchema", "@middy/validator.transpileSchema"] },
    { schema: "fields", callees: ["@middy/validator", "@middy/validator.default"] },
  ],
} satisfies LibraryModel;
