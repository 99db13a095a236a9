import type { LibraryModel } from "../../engine/authoring.ts";
import { callbackOf, requestOrigins } from "./_requests.ts";

export default {
  library: "fastify",
  source: "https://fastify.dev/docs/latest/Reference/Request/ (November 2026)",
  facts: [
    ...requestOrigins(callbackOf(["fastify()", "fastify.fastify()", "fastify.default()"]), {
      text: ["url", "originalUrl", "raw.url"],
      map: ["params", "headers", "query", "cookies"],
      data: ["body"],
    }),
    { type: ["fastify.FastifyRequest"], is: "fastify().get.callback.0" },
  ],
} satisfies LibraryModel;
