import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const packages = ["redis", "@redis/client", "@upstash/redis", "@valkey/valkey-glide"];

export default {
  library: "redis",
  source:
    "https://redis.io/docs/latest/commands/eval/, https://github.com/redis/node-redis, https://github.com/valkey-io/valkey-glide (November 2026)",
  facts: [
    { sink: "redis", callees: methodsOf(packages, ["eval", "evalRo", "scriptLoad"]) },
    { sink: "redis", callees: ["@valkey/valkey-glide.Script.new"] },
    { sink: "redis", callees: methodsOf(packages, ["sendCommand", "customCommand"]), properties: ["0"] },
  ],
} satisfies LibraryModel;
