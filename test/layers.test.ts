import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "node:test";
import { textOf, violationsIn } from "../tools/layers.ts";

const ROOT = path.join(__dirname, "..");

describe("layers", () => {
  it("hold in the whole project", () => {
    assert.deepEqual(violationsIn(ROOT).map(textOf), []);
  });

  it("forbid each kind of reaching out, at its line", () => {
    const planted = {
      "engine/up.ts": 'import { check } from "../rules/one.ts";\nexport const c = check;\n',
      "engine/circle-a.ts": 'import { b } from "./circle-b.ts";\nexport const a: number = b;\n',
      "engine/circle-b.ts": 'import { a } from "./circle-a.ts";\nexport const b: number = a;\n',
      "engine/clock.ts": "export const now = () => Date.now();\nexport const chance = () => Math.random();\n",
      "engine/parser.ts": 'import ts from "typescript";\nexport const version = ts.version;\n',
      "engine/promise.ts": "export async function later(p: Promise<void>) {\n  await p;\n}\n",
      "rules/one.ts":
        'import { memo } from "../engine/memo.ts";\nimport { readFileSync } from "node:fs";\nexport const check = [memo, readFileSync, process.cwd()];\n',
      "client/two.ts": 'import { check } from "../rules/one.ts";\nexport const c = check;\n',
      "server/three.ts": 'import { run } from "../cli/main.ts";\nexport const r = run;\n',
    };
    assert.deepEqual(withFiles(planted, violationsIn).map(textOf).sort(), [
      "client/two.ts:1 imports '../rules/one.ts': client may import only from client",
      "engine/circle-a.ts:1 is in a circle of imports: engine/circle-a.ts, engine/circle-b.ts",
      "engine/clock.ts:1 uses 'Date.now': this layer is a pure function of the workspace",
      "engine/clock.ts:2 uses 'Math.random': this layer is a pure function of the workspace",
      "engine/parser.ts:1 imports 'typescript': 'typescript' is loaded when the first script is seen, so only types may be imported",
      "engine/promise.ts:1 uses 'Promise': this layer is a pure function of the workspace",
      "engine/promise.ts:1 uses 'async': this layer is a pure function of the workspace",
      "engine/promise.ts:2 uses 'await': this layer is a pure function of the workspace",
      "engine/up.ts:1 imports '../rules/one.ts': engine may import only from engine",
      "rules/one.ts:1 imports '../engine/memo.ts': rules may import only from rules, engine/authoring.ts",
      "rules/one.ts:2 imports 'node:fs': below the server there is neither Node nor an editor",
      "rules/one.ts:3 uses 'process': this layer is a pure function of the workspace",
      "server/three.ts:1 imports '../cli/main.ts': server may import only from server, engine, rules, disk",
    ]);
  });

  it("leave alone what only looks like reaching out", () => {
    const planted = {
      "engine/fine.ts":
        'import type ts from "typescript";\nimport type { Other } from "./other.ts";\n' +
        "export interface Fine { process: string; fetch(): void; node: ts.Node; other?: Other }\n" +
        'export const fine = (process: string) => ({ process, performance: "x".length });\n',
      "engine/other.ts": 'import { fine } from "./fine.ts";\nexport type Other = ReturnType<typeof fine>;\n',
    };
    assert.deepEqual(withFiles(planted, violationsIn).map(textOf), []);
  });
});

describe("the compiler refuses, in a copy of the project,", () => {
  let copy = "";
  let said = "";
  before(() => {
    copy = copyOfProject();
    plant(
      copy,
      "engine/planted-up.ts",
      'import { planted } from "../server/planted.ts";\nexport const up = planted;\n',
    );
    plant(copy, "server/planted.ts", "export const planted = 1;\n");
    plant(
      copy,
      "engine/planted-node.ts",
      'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    );
    plant(
      copy,
      "engine/planted-global.ts",
      "export const cwd = process.cwd();\nexport const got = fetch;\nsetTimeout(() => {}, 1);\n",
    );
    said = compile(copy, "engine");
  });
  after(() => fs.rmSync(copy, { recursive: true, force: true }));

  it("an upward import", () => {
    assert.match(said, /engine\/planted-up\.ts\(1,25\): error TS6(059|307): File '.*server\/planted\.ts'/);
  });

  it("a Node module below the server", () => {
    assert.match(said, /engine\/planted-node\.ts\(1,30\): error TS\d+: Cannot find .*'node:fs'/);
  });

  for (const [index, name] of ["process", "fetch", "setTimeout"].entries()) {
    it(`the global '${name}' below the server`, () => {
      const place = `engine/planted-global\\.ts\\(${index + 1},\\d+\\)`;
      assert.match(said, new RegExp(`${place}: error TS\\d+: Cannot find name '${name}'`));
    });
  }
});

function withFiles<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "handrail-layers-"));
  try {
    for (const [file, text] of Object.entries(files)) plant(root, file, text);
    return use(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

function plant(root: string, file: string, text: string): void {
  const full = path.join(root, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text);
}

/** The engine alone is compiled there, so it is enough. */
function copyOfProject(): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "handrail-layers-"));
  for (const name of ["engine", "tsconfig.base.json"])
    fs.cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"), "junction");
  return root;
}

function compile(root: string, project: string): string {
  const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", project, "--pretty", "false"], {
    cwd: root,
    encoding: "utf8",
  });
  assert.notEqual(status, 0);
  return stdout;
}
