import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, expressMakers, requestOrigins } from "./_requests.ts";

/** Query strings are parsed to objects in version 4, and cookies that begin with `j:` by cookie-parser. */
export default {
  library: "express",
  source: "https://expressjs.com/en/4x/api.html#req, https://expressjs.com/en/5x/api.html (November 2026)",
  facts: [
    ...requestOrigins(callbackOf(expressMakers), {
      text: ["path", "url", "originalUrl", "get()", "header()", "rawHeaders"],
      map: ["params", "headers"],
      data: ["body", "query", "cookies", "param()"],
    }),
    { ofParameters: 4, before: 1, callees: expressMakers.map((maker) => `${maker}.**.use`) },
    { type: ["express.Request"], is: "express().use.callback.0" },
  ],
} satisfies LibraryModel;
