"use strict";
const { Client } = require("./pglite.cjs");

/** PostgreSQL behind the RDS Data API: one statement a call, values by name, each with its type. Rows are in `formattedRecords`. */
class ExecuteStatementCommand {
  constructor(input) {
    this.input = input;
  }
}

class RDSDataClient {
  async send({ input: { sql, parameters = [] } }) {
    const names = [];
    const text = sql.replace(/(?<![:\w]):(\w+)/g, (_, name) => `$${names.push(name)}`);
    const values = names.map((name) => Object.values(parameters.find((one) => one.name === name).value)[0]);
    const { rows } = await new Client().query(text, values);
    return { formattedRecords: JSON.stringify(rows) };
  }
}

module.exports = { RDSDataClient, ExecuteStatementCommand };
