import assert from "node:assert/strict";
import { test } from "node:test";
import { manifestOf } from "../../engine/project/read-manifest.ts";
import { documentOf } from "./reading.ts";

const manifest = (text: string, path?: string) =>
  manifestOf(
    documentOf(text, path),
    (name) => name === "package-lock.json",
    () => false,
  );

test("package.json: dependencies of every group", () => {
  const text =
    '{ "dependencies": { "a": "^1.0.0", "b": 2 }, "devDependencies": { "c": "*" }, "optionalDependencies": [] }';
  const found = manifest(text, "/app/package.json");
  assert.ok(found?.kind === "package.json");
  assert.deepEqual(
    found.dependencies.map(({ name, range, group }) => [name, range, group]),
    [
      ["a", "^1.0.0", "dependencies"],
      ["b", undefined, "dependencies"],
      ["c", "*", "devDependencies"],
    ],
  );
  assert.ok(found.exists("package-lock.json"));
});

test("a workflow: jobs and steps", () => {
  const found = manifest(`on: [push]
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - text
  broken: text
`);
  assert.ok(found?.kind === "workflow");
  const steps = found.jobs.map((job) => [job.name, job.steps.map((step) => step.uses?.text ?? step.run?.text)]);
  assert.deepEqual(steps, [
    ["build", ["actions/checkout@v4", "npm ci", undefined]],
    ["broken", []],
  ]);
});

test("other files are no manifests", () => {
  assert.equal(manifest("Resources: {}\n"), undefined);
  assert.equal(manifest("", "/app/package.json"), undefined);
});
