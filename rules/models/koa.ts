import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, requestOrigins } from "./_requests.ts";

/** The context of middleware and routes: its own names for parts of the request, and the request. */
export default {
  library: "koa",
  source: "https://github.com/koajs/koa/blob/master/docs/api/request.md (November 2026)",
  facts: [
    ...requestOrigins(
      callbackOf([
        "koa.new()",
        "@koa/router.new()",
        "koa-router.new()",
        "@koa/router.Router.new()",
        "@koa/router()",
        "koa-router()",
      ]),
      {
        text: ["path", "url", "originalUrl", "querystring", "request.path", "request.url", "get()", "request.get()"],
        map: ["params", "headers", "header", "query", "request.headers", "request.query", "request.params"],
        data: ["request.body"],
      },
    ),
    { type: ["koa.Context", "koa.ParameterizedContext"], is: "koa.new().use.callback.0" },
  ],
} satisfies LibraryModel;
