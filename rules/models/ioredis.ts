import type { LibraryModel } from "../../engine/authoring.ts";
import { methodsOf } from "./_callees.ts";

const packages = ["ioredis", "iovalkey"];

export default {
  library: "ioredis",
  source: "https://github.com/redis/ioredis (November 2026)",
  facts: [
    // values: behind the number of keys, one argument each
    { sink: "redis", callees: methodsOf(packages, ["eval", "eval_ro"]), facts: { values: "arguments" } },
    { sink: "redis", callees: methodsOf(packages, ["call"]) },
    { sink: "redis", callees: methodsOf(packages, ["script"]), argument: "1+" },
    { sink: "redis", callees: methodsOf(packages, ["defineCommand"]), argument: 1, properties: ["lua"] },
  ],
} satisfies LibraryModel;
