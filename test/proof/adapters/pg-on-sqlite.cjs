"use strict";
const { rows } = require("./sqlite.cjs");

/** SQLite behind the interface of pg: numbered placeholders, `{ rows }` as the answer. */
class Client {
  async query(sql, values = []) {
    const { text, values: own } = typeof sql === "string" ? { text: sql, values } : { values: [], ...sql };
    return { rows: await rows(text.replace(/\$(\d+)/g, "?$1"), own) };
  }
  async connect() {
    return this;
  }
  release() {}
  async end() {}
}

module.exports = { Client, Pool: Client };
