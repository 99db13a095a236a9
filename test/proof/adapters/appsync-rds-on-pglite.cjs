"use strict";
const { Client } = require("./pglite.cjs");

/**
 * AppSync's module for statements over PostgreSQL. AppSync runs what a resolver answers; here the statements are run as they are made, and
 * the answer is their rows. `sql` hands values on beside the statement, as AppSync does by the variable map of the Data API.
 */
const client = new Client();

const sql = (texts, ...values) => ({
  text: texts.reduce((all, text, index) => `${all}$${index}${text}`),
  values,
});

const createPgStatement = async (...statements) => {
  let rows = [];
  for (const statement of statements) ({ rows } = await client.query(statement));
  return rows;
};

module.exports = { sql, createPgStatement };
