"use strict";
const job = require("./job.cjs");

/** A table without a schema, as DynamoDB's are: it keeps whatever attributes an item has, and notes the item. */
class PutCommand {
  constructor(input) {
    this.input = input;
  }
}

class DynamoDBDocumentClient {
  static from() {
    return new DynamoDBDocumentClient();
  }
  async send({ input }) {
    job.note(input.Item);
    return {};
  }
}

module.exports = { DynamoDBClient: class {}, DynamoDBDocumentClient, PutCommand };
