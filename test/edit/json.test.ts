import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json, mapping } from "./edited.ts";

type EditOf = Parameters<typeof json>[1];

function becomes(title: string, before: string, edit: EditOf, after: string | undefined) {
  it(title, () => assert.equal(json(before, edit), after));
}

const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: "*" }] };

describe("set in JSON", () => {
  for (const indent of [2, 4, "\t"]) {
    becomes(
      `adds at the end, indentation ${JSON.stringify(indent)}`,
      JSON.stringify(policy, null, indent),
      (edit, at) => edit.set(mapping(at()), ["Id"], { "Fn::GetAtt": ["A", "Arn"] }),
      JSON.stringify({ ...policy, Id: { "Fn::GetAtt": ["A", "Arn"] } }, null, indent),
    );
  }
  becomes(
    "keeps short lists on one line where the file does",
    '{\n  "a": ["b", "c"],\n  "d": 1\n}\n',
    (edit, at) => edit.set(mapping(at()), ["e"], ["f", "g"]),
    '{\n  "a": ["b", "c"],\n  "d": 1,\n  "e": ["f", "g"]\n}\n',
  );
  becomes(
    "but not long ones",
    '{\n  "a": ["b", "c"]\n}\n',
    (edit, at) => edit.set(mapping(at()), ["e"], ["f".repeat(50), "g".repeat(50)]),
    `{\n  "a": ["b", "c"],\n  "e": [\n    "${"f".repeat(50)}",\n    "${"g".repeat(50)}"\n  ]\n}\n`,
  );
  becomes(
    "adds on one line",
    '{ "a": 1 }',
    (edit, at) => edit.set(mapping(at()), ["b", "c"], [1]),
    '{ "a": 1, "b": { "c": [1] } }',
  );
  becomes(
    "adds densely",
    '{"a":1,"b":2}',
    (edit, at) => edit.set(mapping(at()), ["c"], { d: [1, 2] }),
    '{"a":1,"b":2,"c":{"d":[1,2]}}',
  );
  becomes(
    "fills empty braces",
    '{\n  "a": {}\n}\n',
    (edit, at) => edit.set(mapping(at("a")), ["b"], 1),
    '{\n  "a": {\n    "b": 1\n  }\n}\n',
  );
  becomes("fills an empty file of one line", "{}", (edit, at) => edit.set(mapping(at()), ["b"], 1), '{ "b": 1 }');
  becomes(
    "keeps CRLF",
    '{\r\n  "a": 1\r\n}',
    (edit, at) => edit.set(mapping(at()), ["b"], { c: 1 }),
    '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 1\r\n  }\r\n}',
  );
  becomes(
    "puts the comma before a comment",
    '{\n  "a": 1 // x\n}',
    (edit, at) => edit.set(mapping(at()), ["b"], 2),
    '{\n  "a": 1, // x\n  "b": 2\n}',
  );
  becomes(
    "keeps a comma at the end",
    '{\n  "a": 1, // x\n}',
    (edit, at) => edit.set(mapping(at()), ["b"], 2),
    '{\n  "a": 1, // x\n  "b": 2,\n}',
  );
  becomes(
    "goes below comments in empty braces",
    "{\n  // x\n}",
    (edit, at) => edit.set(mapping(at()), ["b"], 2),
    '{\n  // x\n  "b": 2\n}',
  );
  becomes(
    "adds where the brace is on the line of the last entry",
    '{ "a": 1,\n  "b": 2 }',
    (edit, at) => edit.set(mapping(at()), ["c"], 3),
    '{ "a": 1,\n  "b": 2,\n  "c": 3 }',
  );
  becomes(
    "replaces",
    '{\n  "a": [1, 2], /* x */\n  "b": 2\n}',
    (edit, at) => edit.set(mapping(at()), ["a"], "c"),
    '{\n  "a": "c", /* x */\n  "b": 2\n}',
  );
  becomes(
    "writes a missing value",
    '{\n  "a":\n}',
    (edit, at) => edit.set(mapping(at()), ["a"], "c"),
    '{\n  "a": "c"\n}',
  );
  becomes(
    "sets several keys at an empty path",
    '{\n  "a": 1\n}',
    (edit, at) => edit.set(mapping(at()), [], { b: 2, a: 3, c: 4 }),
    '{\n  "a": 3,\n  "b": 2,\n  "c": 4\n}',
  );
  becomes(
    "cannot add to an intrinsic",
    '{"a": {"Ref": "b"}}',
    (edit, at) => edit.set(mapping(at()), ["a", "c"], 1),
    undefined,
  );
  becomes(
    "cannot add where the brace is missing",
    '{"a": 1',
    (edit, at) => edit.set(mapping(at()), ["c"], 1),
    undefined,
  );
});

describe("append in JSON", () => {
  becomes(
    "adds below the last",
    '{\n  "a": [\n    "b"\n  ]\n}',
    (edit, at) => edit.append(at("a"), { c: 1 }),
    '{\n  "a": [\n    "b",\n    {\n      "c": 1\n    }\n  ]\n}',
  );
  becomes("adds on one line", '["a", "b"]', (edit, at) => edit.append(at(), "c"), '["a", "b", "c"]');
  becomes(
    "adds to an empty list",
    '{\n  "a": []\n}',
    (edit, at) => edit.append(at("a"), "c"),
    '{\n  "a": [\n    "c"\n  ]\n}',
  );
  becomes(
    "makes a list",
    '{\n  "Action": "s3:Get*"\n}',
    (edit, at) => edit.append(at("Action"), "s3:Put*"),
    '{\n  "Action": ["s3:Get*", "s3:Put*"]\n}',
  );
});

describe("remove in JSON", () => {
  const three = '{\n  "a": 1, // x\n  // y\n  "b": [\n    2\n  ],\n  "c": 3 // z\n}';
  const entry = (at: Parameters<EditOf>[1], index: number) => mapping(at()).entries[index] ?? at();
  becomes(
    "removes the first",
    three,
    (edit, at) => edit.remove(at(), entry(at, 0)),
    '{\n  // y\n  "b": [\n    2\n  ],\n  "c": 3 // z\n}',
  );
  becomes(
    "removes one between",
    three,
    (edit, at) => edit.remove(at(), entry(at, 1)),
    '{\n  "a": 1, // x\n  // y\n  "c": 3 // z\n}',
  );
  becomes(
    "removes the last and the comma before it",
    three,
    (edit, at) => edit.remove(at(), entry(at, 2)),
    '{\n  "a": 1, // x\n  // y\n  "b": [\n    2\n  ]\n}',
  );
  becomes("removes the only one", '{\n  "a": 1\n}', (edit, at) => edit.remove(at(), entry(at, 0)), "{}");
  becomes(
    "removes the first on one line",
    '{"a": 1, "b": 2}',
    (edit, at) => edit.remove(at(), entry(at, 0)),
    '{"b": 2}',
  );
  becomes(
    "removes the last on one line",
    '{ "a": 1, "b": 2 }',
    (edit, at) => edit.remove(at(), entry(at, 1)),
    '{ "a": 1 }',
  );
  becomes("knows no part of another", '{"a": 1}', (edit, at) => edit.remove(at(), at()), undefined);
  becomes(
    "removes an entry as a suppression, with what it alone filled",
    '{\n  "Type": "T",\n  "Metadata": {\n    "handrail": {\n      "ignore": {\n        "a/b": "c"\n      }\n    }\n  }\n}',
    (edit, at) => edit.removeComment(mapping(at("Metadata", "handrail", "ignore")).entries[0] ?? at()),
    '{\n  "Type": "T"\n}',
  );
});

describe("replace in JSON", () => {
  becomes(
    "replaces an item",
    '[\n  "*"\n]',
    (edit, at) => edit.replace(firstItem(at()), { Ref: "A" }),
    '[\n  {\n    "Ref": "A"\n  }\n]',
  );
  becomes("replaces the root", ' {"a": 1}\n', (edit, at) => edit.replace(at(), [1]), " [\n  1\n]\n");
});

function firstItem(node: ReturnType<Parameters<EditOf>[1]>) {
  assert(node.kind === "sequence" && node.items[0]);
  return node.items[0];
}
