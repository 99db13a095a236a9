import { type Resource, templateRule } from "../../engine/authoring.ts";
import { isNamedForPassing } from "./_passing.ts";

export default templateRule<Resource>({
  meta: {
    id: "compliance/ttl",
    severity: "hint",
    confidence: "low",
    summary: "A table for what passes, from which nothing is ever removed",
    why: "Sessions, tokens, one-time codes and idempotency records are needed for minutes or days. Without a time to live they stay for ever: the table grows and costs, and personal data is kept longer than its purpose, which data protection law forbids. DynamoDB removes items by itself, at no cost, once the time in an attribute of yours has passed; the code has to write that attribute.",
    duty: "configuration",
    cwe: [459],
    controls: [],
    references: [
      {
        title: "DynamoDB: time to live",
        url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html",
      },
    ],
    examples: [
      {
        title: "Sessions that stay",
        bad: `Resources:
  SessionTable:
  ^^^^^^^^^^^^ 'SessionTable' keeps its items for ever: no attribute says when they expire
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST`,
        fixed: `Resources:
  SessionTable:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      TimeToLiveSpecification:
        AttributeName: expiresAt
        Enabled: true`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "TokenTable": {
    ^^^^^^^^^^^^ 'TokenTable' keeps its items for ever
      "Type": "AWS::DynamoDB::Table"
    }
  }
}`,
        fixed: `{
  "Resources": {
    "TokenTable": {
      "Type": "AWS::DynamoDB::Table",
      "Properties": {
        "TimeToLiveSpecification": {
          "AttributeName": "expiresAt",
          "Enabled": true
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    Store:
    ^^^^^ 'Store' keeps its items for ever
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: idempotency-records`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Store:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: idempotency-records
        TimeToLiveSpecification:
          AttributeName: expiresAt
          Enabled: true`,
      },
      {
        title: "With a time to live; a table for what stays; one that SAM can give none",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  SessionTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TimeToLiveSpecification:
        AttributeName: expires
        Enabled: true
  Photos:
    Type: AWS::DynamoDB::Table
  Connections:
    Type: AWS::Serverless::SimpleTable`,
      },
    ],
  },
  at: "AWS::DynamoDB::Table/TimeToLiveSpecification",
  *check(property, table) {
    if (property || table.writtenAs === "AWS::Serverless::SimpleTable" || !isNamedForPassing(table)) return;
    yield { at: table.key, data: table };
  },
  message: ({ name }) => `'${name}' keeps its items for ever: no attribute says when they expire`,
  fix: (table, edit) => {
    const edits = edit.setProperty(table, "TimeToLiveSpecification", { AttributeName: "expiresAt", Enabled: true });
    return edits && { title: "Let items expire by 'expiresAt', which the code has to write", safety: "unsafe", edits };
  },
});
