"use strict";
const { PGlite } = require("@electric-sql/pglite");
const job = require("./job.cjs");

/** PostgreSQL in this process with the proof's tables, behind the interface of pg. Like pg, it runs several statements if no values are given. */
const opened = PGlite.create().then(async (database) => {
  if (job.data) await database.exec(job.data);
  return database;
});

class Client {
  async query(sql, values) {
    const database = await opened;
    const { text, values: own } = typeof sql === "string" ? { text: sql, values } : sql;
    job.note(text);
    if (own && own.length > 0) return database.query(text, own);
    return (await database.exec(text)).at(-1) ?? { rows: [] };
  }
  async connect() {
    return this;
  }
  release() {}
  async end() {}
}

const escapeIdentifier = (name) => `"${name.replace(/"/g, '""')}"`;

module.exports = { Client, Pool: Client, escapeIdentifier };
