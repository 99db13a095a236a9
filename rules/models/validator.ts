import type { LibraryModel } from "../../engine/authoring.ts";
import { base64, hostNames, letters, lettersAndDigits, tokens, urlSafe, webAddresses } from "./_schemas.ts";

const callees = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [
    `validator.${name}`,
    `validator.default.${name}`,
    `validator/lib/${name}`,
    `validator/es/lib/${name}`,
  ]);

/** Tests of texts by what they admit. */
export default {
  library: "validator",
  source: "https://github.com/validatorjs/validator.js#validators (November 2026)",
  facts: [
    {
      barrier: "guard",
      callees: callees(
        ...[
          "isUUID",
          "isULID",
          "isInt",
          "isNumeric",
          "isFloat",
          "isDecimal",
          "isBoolean",
          "isMongoId",
          "isHexadecimal",
          "isHash",
        ],
        ...["isISO8601", "isRFC3339", "isDate", "isIP", "isPort", "isCreditCard", "isMACAddress"],
      ),
      protects: ["*"],
    },
    { barrier: "guard", callees: callees("isAlphanumeric"), protects: lettersAndDigits },
    { barrier: "guard", callees: callees("isAlpha"), protects: letters },
    { barrier: "guard", callees: callees("isSlug"), protects: urlSafe },
    { barrier: "guard", callees: callees("isBase64"), protects: base64 },
    { barrier: "guard", callees: callees("isJWT"), protects: tokens },
    { barrier: "guard", callees: callees("isFQDN"), protects: hostNames },
    // what stands in quotes before the `@` may be anything: `"<b>"@example.com`, a line end too
    { barrier: "guard", callees: callees("isEmail"), protects: ["nosql", "request-object", "mass-assignment"] },
    { barrier: "guard", callees: callees("isURL"), protects: webAddresses },
    { barrier: "guard", callees: callees("isIn"), protects: ["*"] },
  ],
} satisfies LibraryModel;
