import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { traceIn } from "./marked.ts";

describe("the way of an injection is told", () => {
  it("from where the text is first read, through the names that hold it, to the call", () => {
    assert.deepEqual(
      traceIn(`const { exec } = require("node:child_process");
exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const { name } = body.user;
  let command = "ls ";
  command += name;
  exec(command);
};`),
      [
        "event.body | 'event.body.user.name' comes from the request",
        "body | 'body' holds it",
        "name | 'name' holds it",
        "command += name | 'command' grows by it",
        "exec(command) | 'exec' gets it",
      ],
    );
  });

  it("through functions of other modules and methods", () => {
    assert.deepEqual(
      traceIn(`import { Repo } from "./repo.js";
const repo = new Repo();
export const handler = async (event) => repo.find(event.pathParameters.id);
//- repo.js
import mysql from "mysql2/promise";
const pool = mysql.createPool({});
const run = (sql) => pool.query(sql);
export class Repo {
  find(id) {
    return run("SELECT * FROM t WHERE id = " + id);
  }
}`),
      [
        "event.pathParameters.id | 'event.pathParameters.id' comes from the request",
        "event.pathParameters.id | passed to 'repo.find'",
        `"SELECT * FROM t WHERE id = " + id | passed to 'run'`,
        "pool.query(sql) | 'pool.query' gets it",
      ],
    );
  });

  it("through parts of objects and lists", () => {
    assert.deepEqual(
      traceIn(`const { exec } = require("node:child_process");
exports.handler = async (event) => {
  const words = ["ls"];
  const options = {};
  options.folder = event.queryStringParameters.folder;
  words.push(options.folder);
  exec(words.join(" "));
};`),
      [
        "event.queryStringParameters.folder | 'event.queryStringParameters.folder' comes from the request",
        "options.folder | 'options.folder' holds it",
        "words.push(options.folder) | 'words' holds it",
        "exec(words.join(\" \")) | 'exec' gets it",
      ],
    );
  });

  it("once for each call, whichever handlers and texts lead there", () => {
    assert.deepEqual(
      traceIn(`const { exec } = require("node:child_process");
const list = (folder) => exec("ls " + folder);
exports.a = async (event) => list(event.body + event.path);
exports.b = async (event) => list(event.path);`),
      [
        "event.body | 'event.body' comes from the request",
        "event.body + event.path | passed to 'list'",
        "exec(\"ls \" + folder) | 'exec' gets it",
      ],
    );
  });

  it("without the callback that stands behind the text", () => {
    assert.deepEqual(
      traceIn(`const { exec } = require("node:child_process");
exports.handler = (event, context, callback) => {
  exec("ls " + event.body, (error, out) => {
    callback(error, { statusCode: 200, body: out });
  });
};`).at(-1),
      `exec("ls " + event.body | 'exec' gets it`,
    );
  });
});

it("of what was stored and what a request brings, the request is told", () => {
  const trace = traceIn(`const express = require("express");
const { Pool } = require("pg");
const { exec } = require("node:child_process");
const pool = new Pool();
const app = express();
app.get("/", async (req) => {
  const { rows } = await pool.query("SELECT name FROM photos");
  exec(\`convert \${rows[0].name} \${req.query.to}\`);
});
`);
  assert.equal(trace[0], "req.query.to | 'req.query.to' comes from the request");
});
