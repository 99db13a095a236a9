import type { LibraryModel } from "../../engine/authoring.ts";

const parse = ["@aws-lambda-powertools/parser.parse"];

/** Envelopes by where in the event what they take out of it stands; `isList`: they give back a list. */
const envelopes: readonly (readonly [string, string, true?])[] = [
  ["ApiGatewayEnvelope", "body"],
  ["ApiGatewayV2Envelope", "body"],
  ["LambdaFunctionUrlEnvelope", "body"],
  ["EventBridgeEnvelope", "detail"],
  ["SqsEnvelope", "Records.[].body", true],
  ["SnsEnvelope", "Records.[].Sns.Message", true],
  ["KinesisEnvelope", "Records.[].kinesis.data", true],
];

/** What passes is what the Zod schema says. */
export default {
  library: "Powertools for AWS Lambda: parser",
  source: "https://docs.aws.amazon.com/powertools/typescript/latest/features/parser/ (November 2026)",
  facts: [
    { schema: "both", callees: ["@aws-lambda-powertools/parser/helpers.JSONStringified"] },
    { schema: "fields", callees: ["@aws-lambda-powertools/parser/schemas.*.extend"], keepsOthers: true },
    { check: "value", callees: ["@aws-lambda-powertools/parser/schemas.**.parse"] },
    ...envelopes.map(([name, part, isList]) => ({
      check: "value" as const,
      callees: parse,
      by: 2,
      part,
      isList,
      given: { argument: 1, is: name },
    })),
    { check: "value", callees: parse, by: 2 },
  ],
} satisfies LibraryModel;
