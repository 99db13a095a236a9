import type { LibraryModel } from "../../engine/authoring.ts";

const of = (values: readonly string[], ...parts: readonly string[]): readonly string[] =>
  values.flatMap((value) => parts.map((part) => `${value}.${part}`));

/** What was stored before: whoever could write it decides what is in it. Low in confidence, so it is not shown by default. */
export default {
  library: "what was stored before",
  source:
    "https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/, https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, https://node-postgres.com/apis/result (November 2026)",
  facts: [
    {
      origin: "data",
      paths: of(
        ["@aws-sdk/lib-dynamodb.*.from().send()", "@aws-sdk/client-dynamodb.*.new().send()"],
        "Item",
        "Items",
        "Attributes",
      ),
      event: "the table",
      by: "storage",
    },
    {
      origin: "data",
      paths: of(
        ["get", "query", "scan"].flatMap((method) => [
          `aws-sdk.DynamoDB.DocumentClient.new().${method}()`,
          `@aws-sdk/lib-dynamodb.DynamoDBDocument.from().${method}()`,
        ]),
        "Item",
        "Items",
      ),
      event: "the table",
      by: "storage",
    },
    {
      origin: "data",
      paths: [
        "@aws-sdk/client-s3.*.new().send().Body.transformToString()",
        "@aws-sdk/client-s3.*.new().send().Body.transformToByteArray()",
        "aws-sdk.S3.new().getObject().Body",
      ],
      event: "the object",
      by: "storage",
    },
    { origin: "data", paths: ["pg.**.query().rows", "pg-pool.**.query().rows"], event: "the database", by: "storage" },
    {
      origin: "data",
      paths: ["mysql2/promise.**.query().0", "mysql2/promise.**.execute().0"],
      event: "the database",
      by: "storage",
    },
  ],
} satisfies LibraryModel;
