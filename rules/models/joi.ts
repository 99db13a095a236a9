import type { LibraryModel } from "../../engine/authoring.ts";
import { addresses, base64, hostNames, hosts, lettersAndDigits, webAddresses, wordCharacters } from "./_schemas.ts";

const callees = (...names: readonly string[]): readonly string[] =>
  ["joi", "@hapi/joi", "celebrate.Joi"].flatMap((from) => names.map((name) => `${from}.**.${name}`));

/** What passes is what the schema says: `Joi.string()` alone says only that it is a text. */
export default {
  library: "Joi",
  source: "https://joi.dev/api/, https://github.com/hapijs/address/blob/master/lib/uri.js (November 2026)",
  facts: [
    { schema: "any", callees: callees("any") },
    { schema: "text", callees: callees("string") },
    {
      schema: "harmless",
      callees: callees(
        "uuid",
        "guid",
        "number",
        "integer",
        "port",
        "boolean",
        "bool",
        "hex",
        "isoDate",
        "isoDuration",
        "creditCard",
      ),
    },
    { schema: "harmless", callees: callees("date"), converts: true },
    { schema: "harmless", callees: callees("alphanum"), protects: lettersAndDigits },
    { schema: "harmless", callees: callees("token"), protects: wordCharacters },
    { schema: "harmless", callees: callees("base64"), protects: base64 },
    { schema: "harmless", callees: callees("domain"), protects: hostNames },
    { schema: "harmless", callees: callees("hostname", "ip"), protects: hosts },
    { schema: "harmless", callees: callees("ip"), given: { argument: 0, property: "version", fits: /^ipv[46]$/i } },
    { schema: "harmless", callees: callees("ip"), given: { argument: 0, property: "version.0", fits: /^ipv[46]$/i } },
    { schema: "harmless", callees: callees("email"), protects: addresses },
    { schema: "harmless", callees: callees("uri"), protects: webAddresses },
    { schema: "values", callees: callees("valid", "equal") },
    { schema: "pattern", callees: callees("pattern", "regex") },
    { schema: "fields", callees: callees("object", "keys", "append") },
    { schema: "open", callees: callees("unknown") },
    { schema: "list", callees: callees("items"), argument: "0+" },
    { schema: "either", callees: callees("alternatives", "alt", "try") },
    { schema: "both", callees: callees("concat") },
    { schema: "made", callees: callees("custom") },
    { check: "result", callees: callees("validate"), holds: "value", holdsAnyway: true, fails: "error" },
    { check: "value", callees: callees("validateAsync") },
    { check: "value", callees: callees("attempt"), by: 1 },
    { check: "nothing", callees: callees("assert"), by: 1 },
  ],
} satisfies LibraryModel;
