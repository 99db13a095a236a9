import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, requestOrigins } from "./_requests.ts";

export default {
  library: "lambda-api",
  source: "https://www.npmjs.com/package/lambda-api (November 2026)",
  facts: requestOrigins(callbackOf(["lambda-api()", "lambda-api.default()"]), {
    text: ["path", "rawBody", "userAgent"],
    map: ["params", "query", "headers", "rawHeaders", "multiValueQuery", "multiValueHeaders", "pathParameters"],
    data: ["body", "cookies"],
  }),
} satisfies LibraryModel;
