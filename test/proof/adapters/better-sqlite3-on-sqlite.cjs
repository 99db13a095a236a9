"use strict";
const { rows } = require("./sqlite.cjs");

/** SQLite behind the interface of better-sqlite3, but for answers that are promises: each value is an argument of its own. */
class Database {
  prepare(sql) {
    return {
      all: (...values) => rows(sql, values),
      get: async (...values) => (await rows(sql, values))[0],
    };
  }
}

module.exports = Database;
