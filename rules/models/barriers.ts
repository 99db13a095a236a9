import type { Models } from "../../engine/authoring.ts";

const text = ["*"];

/** What makes an outsider's text harmless. A validator counts by what its schema says: `Joi.string()` alone cleans nothing. */
export const barriers: Models["barriers"] = [
  {
    callees: [
      "Number",
      "parseInt",
      "parseFloat",
      "BigInt",
      "Boolean",
      "Number.parseInt",
      "Number.parseFloat",
      "Math.**",
    ],
    protects: text,
    as: "result",
  },
  {
    callees: [
      "isFinite",
      "Number.isInteger",
      "Number.isFinite",
      "Number.isSafeInteger",
      "validator.isUUID",
      "validator.isInt",
      "validator.isAlphanumeric",
      "validator.isNumeric",
      "uuid.validate",
    ],
    protects: text,
    as: "guard",
  },
  { callees: ["isNaN", "Number.isNaN"], protects: text, as: "refusal" },
  {
    callees: ["uuid", "guid", "number", "integer", "valid", "isoDate", "hex", "alphanum", "boolean", "date"].flatMap(
      (name) => ["validate", "validateAsync"].map((end) => `joi.**.${name}().**.${end}`),
    ),
    protects: text,
    as: "result",
  },
  {
    callees: [
      "uuid",
      "cuid",
      "cuid2",
      "ulid",
      "number",
      "int",
      "enum",
      "literal",
      "date",
      "datetime",
      "boolean",
      "nativeEnum",
    ].flatMap((name) =>
      ["parse", "safeParse", "parseAsync", "safeParseAsync"].flatMap((end) => [`zod.**.${name}().**.${end}`]),
    ),
    protects: text,
    as: "result",
  },
  // a validator whose schema says no more hands on what it is given; of an object, field by field
  {
    callees: [
      ...["validate", "validateAsync", "attempt", "assert"].map((end) => `joi.**.${end}`),
      ...["parse", "safeParse", "parseAsync", "safeParseAsync"].flatMap((end) => [`zod.**.${end}`, `valibot.${end}`]),
      ...["validate", "validateSync", "cast"].map((end) => `yup.**.${end}`),
      "superstruct.create",
      "superstruct.mask",
    ],
    protects: [],
    as: "result",
  },
  {
    callees: [
      ...["mysql", "mysql2", "mysql2/promise", "mariadb", "sqlstring"].flatMap((name) =>
        ["escape", "escapeId", "format"].map((method) => `${name}.**.${method}`),
      ),
      ...["pg", "pg-pool"].flatMap((name) => [`${name}.**.escapeLiteral`, `${name}.**.escapeIdentifier`]),
      "pg-format",
      "pg-format.**",
    ],
    protects: ["sql"],
    as: "result",
  },
  { callees: ["shell-quote.quote", "shescape.**.quote"], protects: ["command"], as: "result" },
  { callees: ["path.basename"], protects: ["path"], as: "result" },
  // it leaves quotes, brackets and stars alone
  { callees: ["encodeURIComponent"], protects: ["url", "html", "header"], as: "result" },
  {
    callees: [
      "crypto.createHash().**.digest",
      "crypto.createHmac().**.digest",
      "crypto.randomUUID",
      "crypto.randomBytes",
    ],
    protects: text,
    as: "result",
  },
];
