import type { LibraryModel } from "../../engine/authoring.ts";
import { sdkOperation } from "./_callees.ts";

/** The document client takes values as they are, the plain one as `{ S: "…" }`. */
const plain = { placeholder: "?", option: "Parameters", values: "plain" };
const attributes = { ...plain, values: "attributes" };

const document = (operation: string): readonly string[] => [
  `@aws-sdk/lib-dynamodb.${operation}Command.new`,
  `@aws-sdk/lib-dynamodb.DynamoDBDocument.from().${operation.charAt(0).toLowerCase()}${operation.slice(1)}`,
];

export default {
  library: "DynamoDB (PartiQL)",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html (November 2026)",
  facts: [
    {
      sink: "statement",
      callees: sdkOperation("dynamodb", "ExecuteStatement"),
      properties: ["Statement"],
      facts: attributes,
    },
    {
      sink: "statement",
      callees: sdkOperation("dynamodb", "BatchExecuteStatement"),
      properties: ["Statements.*.Statement"],
      facts: attributes,
    },
    {
      sink: "statement",
      callees: sdkOperation("dynamodb", "ExecuteTransaction"),
      properties: ["TransactStatements.*.Statement"],
      facts: attributes,
    },
    { sink: "statement", callees: document("ExecuteStatement"), properties: ["Statement"], facts: plain },
    {
      sink: "statement",
      callees: document("BatchExecuteStatement"),
      properties: ["Statements.*.Statement"],
      facts: plain,
    },
    {
      sink: "statement",
      callees: document("ExecuteTransaction"),
      properties: ["TransactStatements.*.Statement"],
      facts: plain,
    },
  ],
} satisfies LibraryModel;
