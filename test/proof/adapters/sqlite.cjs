"use strict";
const initSqlJs = require("sql.js");
const job = require("./job.cjs");

/** SQLite in memory with the proof's tables. `rows` runs one statement, `?` or `?1` standing for the values. */
const opened = initSqlJs().then(({ Database }) => {
  const database = new Database();
  if (job.data) database.run(job.data);
  return database;
});

exports.rows = async (sql, values = []) => {
  const database = await opened;
  job.note(sql);
  const statement = database.prepare(sql);
  statement.bind([...values]);
  const rows = [];
  while (statement.step()) rows.push(statement.getAsObject());
  statement.free();
  return rows;
};
