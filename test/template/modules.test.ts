import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dependencyRange } from "../../engine/project/dependencies.ts";
import { modulesAmong } from "../../engine/project/modules.ts";
import { projectFiles } from "../../engine/project/project-files.ts";
import { finish } from "../../engine/task.ts";
import type { SourceFile } from "../../engine/text/source.ts";
import { hostOf, root } from "../workspace-of.ts";
import "../typescript.ts";

type Texts = Readonly<Record<string, string>>;

const momentOf = (texts: Texts) => {
  const files = new Map<string, SourceFile>();
  for (const [path, text] of Object.entries(texts)) files.set(`/w/${path}`, { path: `/w/${path}`, version: 1, text });
  return { files, layout: {}, trees: {} };
};

/** Where a specifier leads, relative to the workspace; "nowhere" if it leads out. */
function from(importer: string, specifier: string, texts: Texts): string {
  const moment = momentOf({ ...texts, [importer]: "" });
  const modules = modulesAmong(new Set(moment.files.keys()), projectFiles()(moment));
  return modules.imported(`/w/${importer}`, specifier)?.slice("/w/".length) ?? "nowhere";
}

const handlerIn = (module: string, texts: Texts): string => {
  const moment = momentOf(texts);
  const modules = modulesAmong(new Set(moment.files.keys()), projectFiles()(moment));
  return modules.handler(`/w/${module}`)?.slice("/w/".length) ?? "nowhere";
};

const json = (value: unknown): string => JSON.stringify(value);

describe("imports by path", () => {
  it("finds files with and without their extension, and indexes", () => {
    assert.equal(from("src/a.ts", "./b", { "src/b.ts": "" }), "src/b.ts");
    assert.equal(from("src/a.ts", "./b.js", { "src/b.ts": "" }), "src/b.ts");
    assert.equal(from("src/a.ts", "./b.js", { "src/b.ts": "", "src/b.js": "" }), "src/b.js");
    assert.equal(from("src/a.mts", "./b.mjs", { "src/b.mts": "" }), "src/b.mts");
    assert.equal(from("src/a.ts", "..", { "index.ts": "" }), "index.ts");
    assert.equal(from("src/a.ts", "./lib", { "src/lib/index.js": "" }), "src/lib/index.js");
    assert.equal(from("src/a.ts", "./.hidden", { "src/.hidden.ts": "" }), "src/.hidden.ts");
  });

  it("follows a folder's package.json, and leaves data alone", () => {
    const folder = { "lib/package.json": json({ main: "./built/main" }), "lib/built/main.js": "" };
    assert.equal(from("a.js", "./lib", folder), "lib/built/main.js");
    assert.equal(from("a.js", "./data.json", { "data.json": "{}" }), "nowhere");
  });
});

describe("imports by tsconfig.json", () => {
  const paths = (compilerOptions: unknown) => json({ compilerOptions });

  it("reads `paths`, those with the longest text in front of the star first", () => {
    const texts = {
      "tsconfig.json": `{ // of the service
        "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/db/*": ["./database/*"], "conf": ["./src/conf.ts"], }, } }`,
      "src/a/b.ts": "",
      "database/pool.ts": "",
      "src/conf.ts": "",
    };
    assert.equal(from("src/x.ts", "@/a/b", texts), "src/a/b.ts");
    assert.equal(from("src/x.ts", "@/db/pool.js", texts), "database/pool.ts");
    assert.equal(from("src/x.ts", "conf", texts), "src/conf.ts");
    assert.equal(from("src/x.ts", "@/none", texts), "nowhere");
  });

  it("counts from `baseUrl`, and tries targets in order", () => {
    const texts = {
      "tsconfig.json": paths({ baseUrl: "src", paths: { "~*": ["gen/*", "own/*"] } }),
      "src/own/a.ts": "",
      "src/lib/b.ts": "",
    };
    assert.equal(from("src/x.ts", "~a", texts), "src/own/a.ts");
    assert.equal(from("src/x.ts", "lib/b", texts), "src/lib/b.ts");
  });

  it("follows `extends`, each file's paths from its own folder, and ends in circles", () => {
    const texts = {
      "tsconfig.base.json": paths({ paths: { "#lib/*": ["./packages/lib/*"] } }),
      "services/a/tsconfig.json": json({ extends: "../../tsconfig.base.json" }),
      "services/b/tsconfig.json": json({ extends: ["./none.json", "./tsconfig.json"] }),
      "packages/lib/x.ts": "",
    };
    assert.equal(from("services/a/h.ts", "#lib/x", texts), "packages/lib/x.ts");
    assert.equal(from("services/b/h.ts", "#lib/x", texts), "nowhere");
  });

  it("asks the nearest file, and goes before packages", () => {
    const texts = {
      "tsconfig.json": paths({ paths: { "@app/*": ["./a/*"] } }),
      "sub/tsconfig.json": paths({}),
      "a/x.ts": "",
      "p/package.json": json({ name: "@app/x" }),
      "p/index.ts": "",
    };
    assert.equal(from("h.ts", "@app/x", texts), "a/x.ts");
    assert.equal(from("sub/h.ts", "@app/x", texts), "p/index.ts");
  });
});

describe("imports of packages of the workspace", () => {
  const packed = (manifest: object, files: readonly string[]) => ({
    "packages/db/package.json": json({ name: "@acme/db", ...manifest }),
    ...Object.fromEntries(files.map((path) => [`packages/db/${path}`, ""])),
  });

  it("reads `main`, `module`, and what is built from `src`", () => {
    const at = (manifest: object, files: readonly string[]) =>
      from("services/a.ts", "@acme/db", packed(manifest, files));
    assert.equal(at({ main: "lib/main.js" }, ["lib/main.js"]), "packages/db/lib/main.js");
    assert.equal(at({ main: "dist/index.js" }, ["src/index.ts"]), "packages/db/src/index.ts");
    assert.equal(
      at({ module: "./dist/esm/index.js", main: "./dist/cjs/index.js" }, ["src/index.ts"]),
      "packages/db/src/index.ts",
    );
    assert.equal(at({}, ["index.ts"]), "packages/db/index.ts");
    assert.equal(at({}, ["src/index.ts"]), "packages/db/src/index.ts");
    assert.equal(at({ types: "src/main.ts" }, ["src/main.ts"]), "packages/db/src/main.ts");
  });

  it("reads `exports`: conditions, subpaths, patterns, and what is closed", () => {
    const exports = {
      ".": { types: "./dist/index.d.ts", import: "./dist/index.mjs", require: "./dist/index.cjs" },
      "./client": "./src/client.ts",
      "./features/*": "./src/features/*.ts",
      "./features/private/*": null,
    };
    const texts = packed({ exports }, [
      "src/index.ts",
      "src/client.ts",
      "src/features/a.ts",
      "src/features/private/b.ts",
    ]);
    const at = (specifier: string) => from("services/a.ts", specifier, texts);
    assert.equal(at("@acme/db"), "packages/db/src/index.ts");
    assert.equal(at("@acme/db/client"), "packages/db/src/client.ts");
    assert.equal(at("@acme/db/features/a"), "packages/db/src/features/a.ts");
    assert.equal(at("@acme/db/features/private/b"), "nowhere");
    assert.equal(at("@acme/db/src/client"), "nowhere");
  });

  it("takes a subpath as a path where there are no `exports`", () => {
    assert.equal(from("a.ts", "@acme/db/src/x", packed({}, ["src/x.ts"])), "packages/db/src/x.ts");
    assert.equal(from("a.ts", "@acme/db/x", packed({}, ["src/x.ts"])), "nowhere");
  });

  it("reads `imports` of the nearest package.json", () => {
    const texts = {
      "package.json": json({
        name: "me",
        imports: { "#db": "./src/db.js", "#lib/*": { node: "./lib/*.js" }, "#x": "@acme/x" },
      }),
      "src/db.ts": "",
      "lib/y.js": "",
      "x/package.json": json({ name: "@acme/x" }),
      "x/index.js": "",
    };
    assert.equal(from("src/h.ts", "#db", texts), "src/db.ts");
    assert.equal(from("src/h.ts", "#lib/y", texts), "lib/y.js");
    assert.equal(from("src/h.ts", "#x", texts), "x/index.js");
    assert.equal(from("src/h.ts", "#none", texts), "nowhere");
  });

  it("leaves packages of a registry outside", () => {
    assert.equal(from("a.ts", "mysql2/promise", packed({}, ["index.ts"])), "nowhere");
    assert.equal(from("a.ts", "db", { "db.ts": "" }), "nowhere");
  });
});

describe("imports of layers", () => {
  it("finds what stands below /opt/nodejs, and packages of a layer", () => {
    const texts = {
      "layers/shared/nodejs/db.js": "",
      "layers/built/log.js": "",
      "layers/shared/nodejs/node_modules/own-lib/index.js": "",
    };
    assert.equal(from("src/h.js", "/opt/nodejs/db", texts), "layers/shared/nodejs/db.js");
    assert.equal(from("src/h.js", "/opt/nodejs/db.js", texts), "layers/shared/nodejs/db.js");
    assert.equal(from("src/h.js", "/opt/nodejs/log", texts), "layers/built/log.js");
    assert.equal(from("src/h.js", "own-lib", texts), "layers/shared/nodejs/node_modules/own-lib/index.js");
    assert.equal(from("src/h.js", "/opt/nodejs/none", texts), "nowhere");
  });

  it("says nothing where two layers are as near", () => {
    const texts = { "layers/a/nodejs/db.js": "", "layers/b/nodejs/db.js": "" };
    assert.equal(from("src/h.js", "/opt/nodejs/db", texts), "nowhere");
    const near = { "api/layer/nodejs/db.js": "", "jobs/layer/nodejs/db.js": "" };
    assert.equal(from("jobs/src/h.js", "/opt/nodejs/db", near), "jobs/layer/nodejs/db.js");
  });
});

describe("handlers that a build makes", () => {
  it("follows `outDir` and `rootDir`", () => {
    const texts = {
      "tsconfig.json": json({ compilerOptions: { outDir: "./target", rootDir: "./code" } }),
      "code/api/get.ts": "",
    };
    assert.equal(handlerIn("target/api/get", texts), "code/api/get.ts");
  });

  it("takes `dist/x` for `src/x`, or `x`, where only that is there", () => {
    assert.equal(handlerIn("dist/get", { "src/get.ts": "" }), "src/get.ts");
    assert.equal(handlerIn("dist/src/get", { "src/get.ts": "" }), "src/get.ts");
    assert.equal(handlerIn("build/get", { "get.ts": "" }), "get.ts");
    assert.equal(handlerIn("dist/get", { "dist/get.js": "", "src/get.ts": "" }), "dist/get.js");
    assert.equal(handlerIn("dist/get", { "src/put.ts": "" }), "nowhere");
  });
});

describe("declared ranges", () => {
  const texts = {
    "package.json": json({ dependencies: { pg: "^8.0.0", zod: "3.22.0" }, devDependencies: { mysql2: "^3.1.0" } }),
    "services/a/package.json": json({ dependencies: { pg: "^7.0.0" }, peerDependencies: { joi: "*" } }),
  };
  const { files } = momentOf(texts);
  const project = projectFiles()({ files, layout: {}, trees: {} });
  const range = (name: string, path: string) => dependencyRange(name, `/w/${path}`, project.at);

  it("are those of the nearest package.json that has one", () => {
    assert.equal(range("pg", "services/a/h.ts"), "^7.0.0");
    assert.equal(range("pg", "services/b/h.ts"), "^8.0.0");
    assert.equal(range("mysql2", "services/a/h.ts"), "^3.1.0");
    assert.equal(range("joi", "services/a/h.ts"), "*");
    assert.equal(range("none", "services/a/h.ts"), undefined);
  });
});

describe("project files that change", () => {
  const code = `import { find } from "@/db";
export const handler = async (event) => find(event.body);
`;
  const lib = `import { exec } from "node:child_process";
export const find = (text) => exec("ls " + text);
`;
  const aliased = (target: string) => json({ compilerOptions: { paths: { "@/*": [`./${target}/*`] } } });

  it("lead imports elsewhere", () => {
    const host = hostOf([
      { path: "handler.ts", text: code },
      { path: "src/db.ts", text: lib },
      { path: "tsconfig.json", text: aliased("none") },
    ]);
    const found = () =>
      finish(host.snapshot().check(`${root}/src/db.ts`)).filter(({ rule }) => rule === "injection/command").length;
    const apply = (path: string, text: string | undefined) =>
      host.apply({ files: [{ path: `${root}/${path}`, text }] });
    assert.equal(found(), 0);
    apply("tsconfig.json", aliased("src"));
    assert.equal(found(), 1);
    apply("tsconfig.json", `${aliased("src")}\n`);
    assert.equal(found(), 1);
    apply("tsconfig.json", undefined);
    assert.equal(found(), 0);
    apply("package.json", json({ name: "@/db", main: "src/db.ts" }));
    assert.equal(found(), 0);
  });

  it("are the same object as long as nothing that was asked for changes", () => {
    const of = projectFiles();
    const first = momentOf({ "package.json": "{}", "a.yaml": "a: 1" });
    const project = of(first);
    project.at("/w/package.json");
    project.packages();
    const second = {
      ...first,
      trees: {},
      files: new Map(first.files).set("/w/a.yaml", { path: "/w/a.yaml", version: 2, text: "a: 2" }),
    };
    assert.equal(of(second), project);
    const third = {
      ...second,
      layout: {},
      trees: {},
      files: new Map(second.files).set("/w/b/package.json", { path: "/w/b/package.json", version: 1, text: "{}" }),
    };
    assert.notEqual(of(third), project);
  });
});
