import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { followed } from "../../engine/syntax/node.ts";
import { lines, mapping, yaml } from "./edited.ts";

type EditOf = Parameters<typeof yaml>[1];

function becomes(title: string, before: string, edit: EditOf, after: string | undefined) {
  it(title, () => {
    assert.equal(yaml(lines(before), edit), after === undefined ? undefined : lines(after));
  });
}

describe("append in YAML", () => {
  const actions =
    "Statement:\n  - Effect: Allow\n    Action:\n      - s3:GetObject # read\n      # more\n    Resource: !Sub x # y\n";
  const statement = (at: Parameters<EditOf>[1]) => mapping(itemOf(at("Statement"), 0));
  const valueIn = (at: Parameters<EditOf>[1], key: string) => {
    const found = statement(at).entries.find((entry) => entry.key.value === key)?.value;
    assert(found);
    return found;
  };
  becomes(
    "adds an item below the last",
    actions,
    (edit, at) => edit.append(valueIn(at, "Action"), "s3:*"),
    actions.replace("# read\n", "# read\n      - s3:*\n"),
  );
  becomes(
    "makes a list of a lone value",
    actions,
    (edit, at) => edit.append(valueIn(at, "Resource"), { "Fn::GetAtt": ["B", "Arn"] }),
    actions.replace("Resource: !Sub x # y\n", "Resource: # y\n      - !Sub x\n      - !GetAtt B.Arn\n"),
  );
  becomes("adds in brackets", "a: [b, c] # d\n", (edit, at) => edit.append(at("a"), "e"), "a: [b, c, e] # d\n");
  becomes(
    "adds in brackets with a comma at the end",
    "a: [\n  b,\n]\n",
    (edit, at) => edit.append(at("a"), "e"),
    "a: [\n  b,\n  e,\n]\n",
  );
  becomes("adds to empty brackets", "a: []\n", (edit, at) => edit.append(at("a"), "e"), "a:\n  - e\n");
  becomes("makes a list of a missing value", "a:\n", (edit, at) => edit.append(at("a"), "e"), "a:\n  - e\n");
  becomes(
    "moves the lines of a lone block into the list",
    "a:\n  Fn::Join:\n    - b\n    - - c\n\n      - d # e\nf: 1\n",
    (edit, at) => edit.append(at("a"), "x"),
    "a:\n  - Fn::Join:\n      - b\n      - - c\n\n        - d # e\n  - x\nf: 1\n",
  );
  becomes(
    "moves a tagged block",
    "a: !If\n- b\n- c\n",
    (edit, at) => edit.append(at("a"), "x"),
    "a:\n- !If\n  - b\n  - c\n- x\n",
  );
  becomes(
    "moves a block scalar",
    "a: !Sub |\n    b\n      c\nd: 1\n",
    (edit, at) => edit.append(at("a"), "x"),
    "a:\n  - !Sub |\n    b\n      c\n  - x\nd: 1\n",
  );
  becomes(
    "follows wide dashes",
    "a:\n  -   b: 1\n",
    (edit, at) => edit.append(at("a"), { c: 1, d: 2 }),
    "a:\n  -   b: 1\n  -   c: 1\n      d: 2\n",
  );
  becomes(
    "makes a list in brackets",
    "a: {b: !Ref c}\n",
    (edit, at) => edit.append(at("a", "b"), "x"),
    "a: {b: [!Ref c, x]}\n",
  );
});

describe("replace in YAML", () => {
  becomes(
    "replaces an item",
    "- a # b\n- c\n",
    (edit, at) => edit.replace(itemOf(at(), 0), { x: 1, z: 2 }),
    "- x: 1 # b\n  z: 2\n- c\n",
  );
  becomes(
    "replaces a mapping that is an item",
    "- a: 1\n  b: 2 # c\n- d\n",
    (edit, at) => edit.replace(itemOf(at(), 0), "x"),
    "- x # c\n- d\n",
  );
  becomes(
    "replaces a tagged item in brackets",
    "a: [!Ref b, c]\n",
    (edit, at) => edit.replace(itemOf(at("a"), 0), { Ref: "d" }),
    "a: [!Ref d, c]\n",
  );
  becomes("writes a missing item", "- a\n-\n", (edit, at) => edit.replace(itemOf(at(), 1), "x"), "- a\n- x\n");
  becomes("replaces a root", "a: 1\n", (edit, at) => edit.replace(at(), { b: ["c"] }), "b:\n  - c\n");
});

describe("remove in YAML", () => {
  const entry = (at: Parameters<EditOf>[1], key: string, ...path: string[]) => {
    const found = mapping(at(...path)).entries.find((one) => one.key.value === key);
    assert(found);
    return found;
  };
  becomes(
    "removes an entry with its comment",
    "a: 1\n# c\nb: 2 # d\nc:\n  - 1\n",
    (edit, at) => edit.remove(at(), entry(at, "b")),
    "a: 1\n# c\nc:\n  - 1\n",
  );
  becomes(
    "removes an entry of many lines",
    "a: 1\nb:\n  - 2 # d\n  - |\n    x\nc: 1\n",
    (edit, at) => edit.remove(at(), entry(at, "b")),
    "a: 1\nc: 1\n",
  );
  becomes(
    "removes the last entry of a file without line break",
    "a: 1\r\nb: 2",
    (edit, at) => edit.remove(at(), entry(at, "b")),
    "a: 1",
  );
  becomes(
    "removes the entry behind a dash",
    "- a: 1 # x\n  # y\n  b: 2\n",
    (edit, at) => edit.remove(itemOf(at(), 0), mapping(itemOf(at(), 0)).entries[0] ?? at()),
    "- # y\n  b: 2\n",
  );
  becomes(
    "removes an item",
    "a:\n- b # c\n- !Ref d\n- e\n",
    (edit, at) => edit.remove(at("a"), itemOf(at("a"), 1)),
    "a:\n- b # c\n- e\n",
  );
  becomes(
    "removes an item that begins with a dash",
    "- - a\n  - b\n- c\n",
    (edit, at) => edit.remove(itemOf(at(), 0), itemOf(itemOf(at(), 0), 0)),
    "- - b\n- c\n",
  );
  becomes(
    "cannot remove the last part of a block",
    "a:\n  b: 1\n",
    (edit, at) => edit.remove(at("a"), entry(at, "b", "a")),
    undefined,
  );
  becomes(
    "removes the last part in brackets",
    "a: [ b ]\n",
    (edit, at) => edit.remove(at("a"), itemOf(at("a"), 0)),
    "a: []\n",
  );
  becomes(
    "removes in brackets: first",
    "a: [!Ref b, c, d]\n",
    (edit, at) => edit.remove(at("a"), itemOf(at("a"), 0)),
    "a: [c, d]\n",
  );
  becomes(
    "removes in brackets: last",
    "a: [b, c, !Ref d]\n",
    (edit, at) => edit.remove(at("a"), itemOf(at("a"), 2)),
    "a: [b, c]\n",
  );
  becomes(
    "removes in braces over lines",
    "a: {\n  b: 1,\n  c: 2 # d\n}\n",
    (edit, at) => edit.remove(at("a"), entry(at, "c", "a")),
    "a: {\n  b: 1\n}\n",
  );
});

describe("removeComment in YAML", () => {
  const comment =
    (index: number): EditOf =>
    (edit, _at, document) => {
      const found = document.comments[index];
      assert(found);
      return edit.removeComment({ ...found, start: found.start + 2 });
    };
  becomes("removes a comment with its line", "a: 1\n  # x\nb: 2 # y\n", comment(0), "a: 1\nb: 2 # y\n");
  becomes("removes a comment behind a value", "a: 1\n  # x\nb: 2 # y\n", comment(1), "a: 1\n  # x\nb: 2\n");
  becomes(
    "removes an entry, and those around it that it alone held",
    "a: 1\ncustom:\n  handrail:\n    ignore:\n      x/y: z\nb: 1\n",
    (edit, at) => edit.removeComment(mapping(at("custom", "handrail", "ignore")).entries[0] ?? at()),
    "a: 1\nb: 1\n",
  );
});

function itemOf(node: ReturnType<Parameters<EditOf>[1]>, index: number) {
  const at = followed(node);
  assert(at?.kind === "sequence");
  const item = at.items[index];
  assert(item);
  return item;
}
