import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createEdit } from "../../engine/edit/create-edit.ts";
import { type CodeNode, childrenOf, nodesOf } from "../../engine/program/walk.ts";
import type { ScriptDocument } from "../../engine/syntax/document.ts";
import { readDocument } from "../../engine/syntax/read.ts";
import { type Site, textAt } from "../../engine/text/source.ts";
import { lines, scriptEdited } from "./edited.ts";

/** The smallest node whose text contains `mark`. */
function nodeWith(document: ScriptDocument, mark: string): Site {
  let found: CodeNode | undefined;
  for (const statement of document.statements) {
    for (const node of nodesOf(statement))
      if (textAt(node).includes(mark) && !childrenOf(node).some((one) => textAt(one).includes(mark))) found ??= node;
  }
  assert(found, `no node has '${mark}'`);
  return found;
}

describe("linesBefore", () => {
  const becomes = (title: string, before: string, after: string, added: readonly string[] = ["check(x);"]) =>
    it(title, () => {
      const result = scriptEdited("/w/a.ts", lines(before), (edit, document) =>
        edit.linesBefore(nodeWith(document, "HERE"), added),
      );
      assert.equal(result, lines(after));
    });
  becomes(
    "inserts before the innermost statement, with its indentation",
    `
      export const handler = async (event) => {
        const a = 1;
        if (a) {
          return run(HERE); // now
        }
      };
    `,
    `
      export const handler = async (event) => {
        const a = 1;
        if (a) {
          check(x);
          more();
          return run(HERE); // now
        }
      };
    `,
    ["check(x);", "more();"],
  );
  becomes(
    "stays out of a branch without braces",
    "function f() {\n\tif (a)\n\t\treturn run(HERE);\n}\n",
    "function f() {\n\tcheck(x);\n\tif (a)\n\t\treturn run(HERE);\n}\n",
  );
  becomes(
    "stays out of an else without braces",
    "if (a) b();\nelse run(HERE);\n",
    "check(x);\nif (a) b();\nelse run(HERE);\n",
  );
  becomes(
    "stays out of an arrow without braces",
    "const f = () => {\n  list.map((x) => run(HERE, x));\n};\n",
    "const f = () => {\n  check(x);\n  list.map((x) => run(HERE, x));\n};\n",
  );
  becomes(
    "stays out of the head of a loop",
    "for (let i = HERE; i < 2; i++) {\n  a();\n}\n",
    "check(x);\nfor (let i = HERE; i < 2; i++) {\n  a();\n}\n",
  );
  becomes(
    "goes before all declarations of one statement",
    "function f() {\n  const a = 1,\n    b = run(HERE);\n}\n",
    "function f() {\n  check(x);\n  const a = 1,\n    b = run(HERE);\n}\n",
  );
  becomes(
    "goes into a case",
    "switch (a) {\n  case 1:\n    run(HERE);\n}\n",
    "switch (a) {\n  case 1:\n    check(x);\n    run(HERE);\n}\n",
  );
  becomes(
    "goes behind a comment",
    "try {\n  // why\n  run(HERE);\n} catch {}\n",
    "try {\n  // why\n  check(x);\n  run(HERE);\n} catch {}\n",
  );
  becomes(
    "shares the line of a block of one line",
    "const f = () => { return run(HERE); };\n",
    "const f = () => { check(x); return run(HERE); };\n",
  );
  becomes(
    "works without semicolons",
    "async function f() {\n  const a = g()\n  await run(HERE)\n}\n",
    "async function f() {\n  const a = g()\n  check(x);\n  await run(HERE)\n}\n",
  );
  becomes(
    "goes before an exported declaration",
    "import a from 'a';\n\n// x\nexport const b = run(HERE);\n",
    "import a from 'a';\n\n// x\ncheck(x);\nexport const b = run(HERE);\n",
  );
  becomes(
    "keeps CRLF",
    "class A {\r\n  m() {\r\n    run(HERE);\r\n  }\r\n}\r\n",
    "class A {\r\n  m() {\r\n    check(x);\r\n    run(HERE);\r\n  }\r\n}\r\n",
  );
  becomes(
    "does not come between a label and its loop",
    "function f() {\n  g();\n  a: for (const b of HERE) h();\n}\n",
    "function f() {\n  g();\n  check(x);\n  a: for (const b of HERE) h();\n}\n",
  );
});

describe("importName", () => {
  const becomes = (title: string, before: string, after: string, path = "/w/a.js") =>
    it(title, () => {
      const result = scriptEdited(path, before, (edit, document) =>
        edit.importName({ block: [...document.blocks.keys()][0] ?? never(), start: 0, end: 0 }, "b", "m"),
      );
      assert.equal(result, after);
    });
  becomes(
    "adds below the last import",
    "import a from 'x'\nimport c from 'y'\n\nf()\n",
    "import a from 'x'\nimport c from 'y'\nimport { b } from 'm'\n\nf()\n",
  );
  becomes(
    "adds below the last require of the head",
    "'use strict';\nconst a = require('x');\nconst c = require('y').z;\n\nf(a);\nconst d = require('w');\n",
    "'use strict';\nconst a = require('x');\nconst c = require('y').z;\nconst { b } = require('m');\n\nf(a);\nconst d = require('w');\n",
  );
  becomes(
    "leaves a comment at its import",
    'import a from "x"; // why\nf();\n',
    'import { b } from "m";\nimport a from "x"; // why\nf();\n',
  );
  becomes("widens an import", 'import { a } from "m";\n', 'import { a, b } from "m";\n');
  becomes(
    "widens an import over lines",
    'import {\n  a,\n  c,\n} from "m";\n',
    'import {\n  a,\n  c,\n  b,\n} from "m";\n',
  );
  becomes(
    "widens an import with comments",
    'import {\n  a, // x\n  c // y\n} from "m";\n',
    'import {\n  b,\n  a, // x\n  c // y\n} from "m";\n',
  );
  becomes("widens a default import", 'import a from "m";\n', 'import a, { b } from "m";\n');
  becomes(
    "does not widen a whole import",
    'import * as a from "m";\n',
    'import * as a from "m";\nimport { b } from "m";\n',
  );
  becomes("is content with what is there", 'import a, { b } from "m";\n', 'import a, { b } from "m";\n');
  becomes("adds a name that is known by another", 'import { b as c } from "m";\n', 'import { b as c, b } from "m";\n');
  becomes("widens a require", 'const { a } = require("m");\n', 'const { a, b } = require("m");\n');
  becomes("is content with a require that is there", 'const { b } = require("m");\n', 'const { b } = require("m");\n');
  becomes(
    "does not widen a type import",
    'import type { A } from "m";\nf();\n',
    'import type { A } from "m";\nimport { b } from "m";\n\nf();\n',
    "/w/a.ts",
  );
  becomes(
    "begins a CommonJS file",
    '#!/usr/bin/env node\n"use strict";\n// about\nexports.handler = f;\n',
    '#!/usr/bin/env node\n"use strict";\n// about\nconst { b } = require("m");\n\nexports.handler = f;\n',
  );
  becomes(
    "begins a module above documentation",
    "/** Says. */\nexport function f() {}\n",
    'import { b } from "m";\n\n/** Says. */\nexport function f() {}\n',
  );
  becomes("begins a TypeScript file", "f();\r\n", 'import { b } from "m";\r\n\r\nf();\r\n', "/w/a.ts");
  becomes("begins an empty file", "", 'const { b } = require("m");\n');
});

describe("text, quote, create, removeComment", () => {
  const document = readDocument({ path: "/w/a.js", version: 1, text: "a('x', 'y', \"z\"); // why\n/* b */ c();\n" });
  assert(document?.language === "script");
  const edit = createEdit(() => document);
  const whole = [...document.blocks.keys()].at(-1) ?? never();

  it("answers the quote of the file", () => assert.equal(edit.quote({ block: whole, start: 0, end: 0 }), "'"));
  it("takes a text as it stands", () => {
    const at = { block: whole, start: 0, end: 1 };
    assert.deepEqual(edit.text(at, "b"), [{ at, text: "b" }]);
  });
  it("creates a file", () => {
    assert.deepEqual(edit.create("/w/new.yml", "a: 1\n"), [
      { at: { block: { path: "/w/new.yml", text: "" }, start: 0, end: 0 }, text: "a: 1\n" },
    ]);
  });
  it("removes comments", () => {
    const removed = (index: number) =>
      scriptEdited("/w/a.js", document.file.text, (one, read) => one.removeComment(read.comments[index] ?? never()));
    assert.equal(removed(0), "a('x', 'y', \"z\");\n/* b */ c();\n");
    assert.equal(removed(1), "a('x', 'y', \"z\"); // why\nc();\n");
  });
});

function never(): never {
  throw new Error("nothing there");
}
