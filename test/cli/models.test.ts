import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sinkKinds } from "../../engine/flow/kinds.ts";
import { loadConfig } from "../../engine/project/config.ts";
import { rules } from "../../rules/index.ts";
import { Folder } from "../workspace.ts";
import { handrail } from "./cli.ts";

const models = [
  {
    library: "@acme/db",
    facts: [
      { sink: "sql", callees: ["@acme/db.**.perform"] },
      { barrier: "result", callees: ["@acme/text.quoted"], protects: ["sql"] },
    ],
  },
];

const handlerWith = (sql: string): string => `const { connect } = require("@acme/db");
const { quoted } = require("@acme/text");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  return connect().perform(${sql});
};
`;

const check = (folder: Folder) => handrail(folder, ["check", "--rule", "injection/sql"]);

describe("models of handrail.json", () => {
  it("name calls that do harm, and calls that make text harmless", (t) => {
    const folder = new Folder(t, {
      "bad.js": handlerWith('"SELECT * FROM users WHERE name = " + name'),
      "good.js": handlerWith('"SELECT * FROM users WHERE name = " + quoted(name)'),
      "handrail.json": JSON.stringify({ models }),
    });
    const { out, code } = check(folder);
    assert.equal(code, 1);
    assert.match(out, /bad\.js/);
    assert.doesNotMatch(out, /good\.js/);
  });

  it("count in the folder of their file only", (t) => {
    const bad = handlerWith('"SELECT * FROM users WHERE name = " + name');
    const folder = new Folder(t, { "a/bad.js": bad, "b/bad.js": bad, "a/handrail.json": JSON.stringify({ models }) });
    const { out } = handrail(folder, ["check", "a", "b", "--rule", "injection/sql"]);
    assert.match(out, /a\/bad\.js/);
    assert.doesNotMatch(out, /b\/bad\.js/);
  });

  it("are refused with a sentence for each thing that is wrong", (t) => {
    const wrong = [
      { library: "x", facts: [{ sink: "sequel", callees: ["x.y"] }, { callees: ["x.y"] }, 7] },
      { facts: [] },
      { library: "y", facts: [{ sink: "sql" }, { barrier: "result", callees: [], protects: ["sql"], when: 1 }] },
    ];
    const { problems } = loadConfig(JSON.stringify({ models: wrong }));
    assert.deepEqual(problems, [
      `'sink' of 'models[0].facts[0]' is not one of ${sinkKinds.join(", ")}`,
      "'models[0].facts[1]' is no fact: it has none of 'sink', 'barrier', 'pass' and 'origin'",
      "'models[0].facts[2]' is no fact: it has none of 'sink', 'barrier', 'pass' and 'origin'",
      "'models[1]' has no 'library'",
      "'models[2].facts[0]' has to have either 'callees' or 'methods'",
      "'callees' of 'models[2].facts[1]' is not a list of paths such as '@acme/db.connect().**.run'",
      "'when' of 'models[2].facts[1]' is not a setting",
    ]);
    const folder = new Folder(t, { "handrail.json": JSON.stringify({ models: {} }) });
    const { err, code } = check(folder);
    assert.equal(code, 2);
    assert.match(err, /'models' is not a list/);
  });

  it("may say all that our own say", () => {
    const facts = [
      { sink: "command", methods: ["sh"], looksLike: ["select", "insert into"], argument: "1+", takes: "whole" },
      { sink: "sql", callees: ["a.b"], argument: "this", given: { argument: 1, property: "raw", equals: true } },
      { pass: "list", callees: ["a.c"], from: "all", into: "this" },
      { origin: "text", paths: ["a.on.callback.0"], event: "the message" },
    ];
    const { config, problems } = loadConfig(JSON.stringify({ models: [{ library: "a", facts }] }));
    assert.deepEqual(problems, []);
    assert.deepEqual(config.models[0]?.facts, [
      { sink: "command", methods: ["sh"], looksLike: /\b(?:select|insert into)\b/i, argument: "1+", takes: "whole" },
      { sink: "sql", callees: ["a.b"], argument: "this", given: { argument: 1, property: "raw", fits: /^true$/ } },
      { pass: "list", callees: ["a.c"], from: "all", into: "this" },
      { origin: "text", paths: ["a.on.callback.0"], event: "the message", by: "outsider" },
    ]);
  });
});

describe("the kinds of harm", () => {
  it("are those that the rules speak of", () => {
    const known: readonly string[] = sinkKinds;
    for (const rule of rules) if (rule.kind === "taint") assert.ok(known.includes(rule.to), `'${rule.to}'`);
  });
});
