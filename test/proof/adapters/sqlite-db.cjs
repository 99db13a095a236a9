"use strict";
const { rows } = require("./sqlite.cjs");

/** SQLite behind the `db` that handlers use without saying where it is from: rows are the answer. */
module.exports = { query: rows, execute: rows };
