import type { LibraryModel } from "../../engine/authoring.ts";
import { addresses, base64, hostNames, plainAddresses, urlSafe } from "./_schemas.ts";

const callees = (...ends: readonly string[]): readonly string[] => ends.map((end) => `valibot.${end}`);

/** What passes is what the schema says; a pipe is its schema and all of its actions. */
export default {
  library: "Valibot",
  source: "https://valibot.dev/api/ (November 2026)",
  facts: [
    { schema: "any", callees: callees("any", "unknown") },
    // what `new URL` reads is an address: quotes, line ends and `<` may stand in it as they are
    { schema: "text", callees: callees("string", "url") },
    {
      schema: "harmless",
      callees: callees(
        ...[
          "number",
          "integer",
          "bigint",
          "boolean",
          "date",
          "uuid",
          "ulid",
          "hexadecimal",
          "hexColor",
          "digits",
          "decimal",
        ],
        ...["isoDate", "isoDateTime", "isoTime", "isoTimestamp", "isoTimeSecond", "isoWeek"],
        ...["ip", "ipv4", "ipv6", "mac", "mac48", "mac64", "creditCard", "imei", "bic", "octal"],
      ),
    },
    { schema: "harmless", callees: callees("cuid2", "nanoid", "slug"), protects: urlSafe },
    { schema: "harmless", callees: callees("base64"), protects: base64 },
    { schema: "harmless", callees: callees("email"), protects: plainAddresses },
    { schema: "harmless", callees: callees("rfcEmail"), protects: addresses },
    { schema: "harmless", callees: callees("domain"), protects: hostNames },
    { schema: "values", callees: callees("picklist", "enum", "enum_", "literal") },
    { schema: "pattern", callees: callees("regex") },
    { schema: "fields", callees: callees("object", "strictObject") },
    { schema: "fields", callees: callees("looseObject"), keepsOthers: true },
    { schema: "list", callees: callees("array", "set", "tuple") },
    { schema: "either", callees: callees("union"), argument: 0 },
    { schema: "either", callees: callees("variant"), argument: 1 },
    {
      schema: "both",
      callees: callees("pipe", "pipeAsync", "intersect", "optional", "nullable", "nullish", "partial"),
    },
    { schema: "test", callees: callees("check", "custom") },
    { schema: "made", callees: callees("transform") },
    { check: "value", callees: callees("parse", "parseAsync"), by: 0, argument: 1 },
    {
      check: "result",
      callees: callees("safeParse", "safeParseAsync"),
      by: 0,
      argument: 1,
      holds: "output",
      holdsAnyway: true,
      passes: "success",
      fails: "issues",
    },
    { check: "truth", callees: callees("is"), by: 0, argument: 1 },
    { check: "nothing", callees: callees("assert"), by: 0, argument: 1 },
  ],
} satisfies LibraryModel;
