import type { LibraryModel } from "../../engine/authoring.ts";
import { addresses, base64, hostNames, tokens, urlSafe } from "./_schemas.ts";

const names = ["zod", "zod/v3", "zod/v4", "zod/mini", "zod/v4-mini", "@hono/zod-openapi"];
const callees = (...ends: readonly string[]): readonly string[] =>
  names.flatMap((from) => ends.map((end) => `${from}.**.${end}`));

/** What passes is what the schema says: `z.string()` alone says only that it is a text. */
export default {
  library: "Zod",
  source: "https://zod.dev/api (November 2026)",
  facts: [
    { schema: "any", callees: callees("any", "unknown", "custom", "instanceof") },
    // what `new URL` reads is an address: quotes, line ends and `<` may stand in it as they are
    { schema: "text", callees: callees("string", "url", "httpUrl") },
    {
      schema: "harmless",
      callees: callees(
        ...["uuid", "guid", "uuidv4", "uuidv6", "uuidv7", "ulid", "xid", "ksuid", "hex", "e164", "mac"],
        ...[
          "number",
          "int",
          "int32",
          "uint32",
          "float32",
          "float64",
          "bigint",
          "boolean",
          "stringbool",
          "null",
          "undefined",
        ],
        ...["date", "datetime", "time", "duration", "ipv4", "ipv6", "ip", "cidrv4", "cidrv6"],
      ),
    },
    { schema: "harmless", callees: callees("coerce.*"), protects: [], converts: true },
    { schema: "harmless", callees: callees("nanoid", "base64url", "cuid2"), protects: urlSafe },
    { schema: "harmless", callees: callees("base64"), protects: base64 },
    { schema: "harmless", callees: callees("jwt"), protects: tokens },
    { schema: "harmless", callees: callees("hostname"), protects: hostNames },
    { schema: "harmless", callees: callees("email"), protects: addresses },
    { schema: "values", callees: callees("enum", "nativeEnum", "literal", "keyof") },
    { schema: "pattern", callees: callees("regex") },
    { schema: "fields", callees: callees("object", "strictObject", "extend", "safeExtend", "augment", "merge") },
    { schema: "fields", callees: callees("looseObject"), keepsOthers: true },
    { schema: "open", callees: callees("passthrough", "loose", "catchall") },
    { schema: "closed", callees: callees("strict", "strip") },
    { schema: "list", callees: callees("array", "set", "tuple") },
    { schema: "list", callees: callees("record"), argument: 1 },
    { schema: "either", callees: callees("union", "or") },
    { schema: "either", callees: callees("discriminatedUnion"), argument: 1 },
    { schema: "both", callees: callees("intersection", "and", "pipe", "optional", "nullable", "nullish") },
    { schema: "both", callees: callees("preprocess"), argument: 1 },
    { schema: "test", callees: callees("refine") },
    { schema: "made", callees: callees("transform") },
    { check: "value", callees: callees("parse", "parseAsync", "decode", "decodeAsync") },
    {
      check: "result",
      callees: callees("safeParse", "safeParseAsync", "spa", "safeDecode", "safeDecodeAsync"),
      holds: "data",
      passes: "success",
      fails: "error",
    },
  ],
} satisfies LibraryModel;
