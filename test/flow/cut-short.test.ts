import assert from "node:assert/strict";
import { it } from "node:test";
import { checkAll, Host } from "../../engine/host.ts";
import { knowledge } from "../../rules/knowledge.ts";
import "../typescript.ts";

it("code that branches in more ways than are followed is told, and does not hold up other files", () => {
  const maze = Array.from({ length: 12_000 }, (_, at) => `  if (event.a${at}) x = event.b${at};`).join("\n");
  const host = new Host(knowledge, { root: "/w" });
  host.apply({
    files: [
      { path: "/w/maze.js", text: `exports.handler = async (event) => {\n  let x;\n${maze}\n  return x;\n};\n` },
      {
        path: "/w/plain.js",
        text: `const { exec } = require("child_process");\nexports.handler = async (event) => exec(event.body);\n`,
      },
    ],
  });
  assert.deepEqual(
    checkAll(host.snapshot()).map(({ rule, at, message }) => [at.path, rule, message]),
    [
      [
        "/w/maze.js",
        "handrail/unreadable",
        "this handler cannot be read here, so findings may be missing: it branches in more ways than are followed",
      ],
      [
        "/w/plain.js",
        "injection/command",
        "'exec' runs a shell command to which 'event.body' of the request can add others",
      ],
    ],
  );
});
