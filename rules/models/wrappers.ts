import type { LibraryModel } from "../../engine/authoring.ts";

/** Functions that give back the function they are given, with something around it. */
export default {
  library: "wrappers of functions",
  source:
    "https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/ and https://docs.sentry.io/platforms/javascript/guides/aws-lambda/ (November 2026)",
  facts: [
    { pass: "same", callees: ["@aws-lambda-powertools/idempotency.makeIdempotent"] },
    {
      pass: "same",
      callees: [
        "@sentry/serverless.AWSLambda.wrapHandler",
        "@sentry/aws-serverless.wrapHandler",
        "datadog-lambda-js.datadog",
        "@lumigo/tracer.*.trace",
        "@lumigo/tracer().trace",
      ],
    },
  ],
} satisfies LibraryModel;
