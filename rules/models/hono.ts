import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, requestOrigins } from "./_requests.ts";

/** What a validator let through (`c.req.valid()`) is left to what the validator says. */
export default {
  library: "hono",
  source: "https://hono.dev/docs/api/request (November 2026)",
  facts: [
    ...requestOrigins(
      callbackOf([
        "hono.Hono.new()",
        "hono/tiny.Hono.new()",
        "hono/quick.Hono.new()",
        "@hono/zod-openapi.OpenAPIHono.new()",
      ]),
      {
        text: ["req.query()", "req.queries()", "req.param()", "req.header()", "req.text()", "req.url", "req.path"],
        map: ["req.parseBody()", "req.formData()"],
        data: ["req.json()"],
      },
    ),
    { type: ["hono.Context"], is: "hono.Hono.new().get.callback.0" },
  ],
} satisfies LibraryModel;
