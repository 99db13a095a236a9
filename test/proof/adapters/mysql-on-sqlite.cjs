"use strict";
const { rows } = require("./sqlite.cjs");

/** SQLite behind the interface of mysql2/promise: `[rows, fields]` as the answer. */
const connection = {
  query: async (sql, values) => [await rows(typeof sql === "string" ? sql : sql.sql, values ?? sql.values), []],
  execute: (sql, values) => connection.query(sql, values),
  getConnection: async () => connection,
  // SQLite takes names in backticks as MySQL does
  escapeId: (name) => `\`${String(name).replace(/`/g, "``").replace(/\./g, "`.`")}\``,
  release() {},
  async end() {},
};

module.exports = { createPool: () => connection, createConnection: async () => connection };
