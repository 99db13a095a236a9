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

const bucket = `
  Resources:
    Bucket:
      Type: AWS::S3::Bucket  # the data
      Properties:
        BucketName: data
        # no more

    # the next one
    Queue:
      Type: AWS::SQS::Queue
`;

describe("set in YAML", () => {
  becomes(
    "adds a key below the last one, before what follows",
    bucket,
    (edit, at) => edit.set(mapping(at("Resources", "Bucket", "Properties")), ["AccessControl"], "Private"),
    `
      Resources:
        Bucket:
          Type: AWS::S3::Bucket  # the data
          Properties:
            BucketName: data
            AccessControl: Private
            # no more

        # the next one
        Queue:
          Type: AWS::SQS::Queue
    `,
  );
  becomes(
    "makes the mappings on the way",
    bucket,
    (edit, at) =>
      edit.set(
        mapping(at("Resources", "Queue")),
        ["Properties", "Tags"],
        [
          { Key: "a", Value: "yes" },
          { Key: "b", Value: { Ref: "Stage" } },
        ],
      ),
    `
      Resources:
        Bucket:
          Type: AWS::S3::Bucket  # the data
          Properties:
            BucketName: data
            # no more

        # the next one
        Queue:
          Type: AWS::SQS::Queue
          Properties:
            Tags:
              - Key: a
                Value: "yes"
              - Key: b
                Value: !Ref Stage
    `,
  );
  becomes(
    "replaces a value and leaves its comment",
    bucket,
    (edit, at) => edit.set(mapping(at("Resources")), ["Bucket", "Type"], "AWS::S3::AccessPoint"),
    bucket.replace("S3::Bucket ", "S3::AccessPoint "),
  );
  becomes(
    "replaces a value by a mapping, the comment stays on the line of the key",
    bucket,
    (edit, at) => edit.set(mapping(at("Resources")), ["Bucket", "Type"], { a: 1, b: [] }),
    bucket.replace("Type: AWS::S3::Bucket  # the data", "Type:  # the data\n        a: 1\n        b: []"),
  );
  becomes(
    "follows indentation by 4, dashes not indented, single quotes",
    `
      Resources:
          Role:
              Type: 'AWS::IAM::Role'
              Properties:
                  Policies:
                  - PolicyName: 'p'
    `,
    (edit, at) =>
      edit.set(
        mapping(at("Resources", "Role")),
        ["Properties", "ManagedPolicyArns"],
        ["arn:aws:iam::aws:policy/A", { "Fn::Sub": "${A}: b" }],
      ),
    `
      Resources:
          Role:
              Type: 'AWS::IAM::Role'
              Properties:
                  Policies:
                  - PolicyName: 'p'
                  ManagedPolicyArns:
                  - arn:aws:iam::aws:policy/A
                  - !Sub '\${A}: b'
    `,
  );
  becomes(
    "writes into an empty value, whose comment stays",
    "Resources:\n  A:\n    Type: T\n    Properties:   # none yet\n  B:\n    Type: U\n",
    (edit, at) => edit.set(mapping(at("Resources", "A")), ["Properties", "V", "W"], 1),
    "Resources:\n  A:\n    Type: T\n    Properties:   # none yet\n      V:\n        W: 1\n  B:\n    Type: U\n",
  );
  becomes(
    "writes a scalar into an empty value",
    "a:\nb: # c\n",
    (edit, at) => edit.set(mapping(at()), ["b"], "x"),
    "a:\nb: x # c\n",
  );
  becomes(
    "writes into empty braces as a block",
    "a: {}\nb: 1\n",
    (edit, at) => edit.set(mapping(at("a")), ["x"], "z"),
    "a:\n  x: z\nb: 1\n",
  );
  becomes(
    "writes into braces",
    "a: {b: 1, c: {d: 2}} # e\n",
    (edit, at) => edit.set(mapping(at("a")), ["c", "f"], "g, h"),
    'a: {b: 1, c: {d: 2, f: "g, h"}} # e\n',
  );
  becomes(
    "writes into braces over several lines",
    "a: {\n  b: 1, # c\n  d: 2 # e\n}\n",
    (edit, at) => edit.set(mapping(at("a")), ["f"], [1, { Ref: "X" }]),
    "a: {\n  b: 1, # c\n  d: 2, # e\n  f: [1, !Ref X]\n}\n",
  );
  becomes(
    "writes braces as JSON where they are",
    'a: {"b": 1}\n',
    (edit, at) => edit.set(mapping(at("a")), ["c"], "x"),
    'a: {"b": 1, "c": "x"}\n',
  );
  becomes(
    "keeps CRLF and a missing line break at the end",
    "a:\r\n  b: 1",
    (edit, at) => edit.set(mapping(at("a")), ["c"], ["x"]),
    "a:\r\n  b: 1\r\n  c:\r\n    - x",
  );
  becomes(
    "keeps a byte order mark",
    "\uFEFFa: 1\n",
    (edit, at) => edit.set(mapping(at()), ["b"], 2),
    "\uFEFFa: 1\nb: 2\n",
  );
  becomes(
    "goes below a block scalar with the empty lines that it keeps, but before others",
    "a:\n  s: |+\n    x\n\n\nb:\n  s: |\n    x\n\nc: 1\n",
    (edit, at) => [...(edit.set(mapping(at("a")), ["t"], 1) ?? []), ...(edit.set(mapping(at("b")), ["t"], 2) ?? [])],
    "a:\n  s: |+\n    x\n\n\n  t: 1\nb:\n  s: |\n    x\n  t: 2\n\nc: 1\n",
  );
  becomes(
    "adds to a mapping in a list",
    "- - a: 1\n- b: 2\n",
    (edit, at) => edit.set(mapping(itemOf(itemOf(at(), 0), 0)), ["c"], 3),
    "- - a: 1\n    c: 3\n- b: 2\n",
  );
  becomes(
    "is not put off by an anchor before the key",
    "- &x a: 1\n- 2\n",
    (edit, at) => edit.set(mapping(itemOf(at(), 0)), ["c"], 3),
    "- &x a: 1\n  c: 3\n- 2\n",
  );
  becomes(
    "quotes a new key where all are quoted",
    "'a': 1\n'b': 2\n",
    (edit, at) => edit.set(mapping(at()), ["c"], 3),
    "'a': 1\n'b': 2\n'c': 3\n",
  );
  becomes("finds quoted keys", `"a": 1\nb: 2\n`, (edit, at) => edit.set(mapping(at()), ["a"], 3), `"a": 3\nb: 2\n`);
  becomes(
    "keeps the empty line between entries",
    "a: 1\n\nb:\n  c: 2\n",
    (edit, at) => edit.set(mapping(at()), ["d"], 3),
    "a: 1\n\nb:\n  c: 2\n\nd: 3\n",
  );
  becomes(
    "sets several keys at an empty path",
    "a: 1 # x\nb: 2\n",
    (edit, at) => edit.set(mapping(at()), [], { c: 3, a: 4, d: 5 }),
    "a: 4 # x\nb: 2\nc: 3\nd: 5\n",
  );
  becomes(
    "replaces a tagged block",
    "a: !If\n  - C\n  - x # y\nb: 1\n",
    (edit, at) => edit.set(mapping(at()), ["a"], "z"),
    "a: z # y\nb: 1\n",
  );
  becomes(
    "replaces a block by a list",
    "a:\n  # c\n  b: 1\nd: 1\n",
    (edit, at) => edit.set(mapping(at()), ["a"], ["z"]),
    "a:\n  # c\n  - z\nd: 1\n",
  );
  becomes(
    "replaces a block by a scalar",
    "a: # x\n  b: 1\nd: 1\n",
    (edit, at) => edit.set(mapping(at()), ["a"], "z"),
    "a: z # x\nd: 1\n",
  );
  becomes(
    "replaces braces by a block",
    "a: {b: 1} # x\nd: 1\n",
    (edit, at) => edit.set(mapping(at()), ["a"], { e: { f: 1 } }),
    "a: # x\n  e:\n    f: 1\nd: 1\n",
  );
  becomes(
    "writes a text of several lines as a block",
    "a: 1 # x\n",
    (edit, at) => edit.set(mapping(at()), ["a"], "b: c\n\n  d\n"),
    "a: | # x\n  b: c\n\n    d\n",
  );
  becomes(
    "cannot write where an anchor is",
    "a: &x 1\nb: *x\n",
    (edit, at) => edit.set(mapping(at()), ["a"], 2),
    undefined,
  );
  becomes(
    "cannot write over an anchor that is used",
    "a: {b: &x 1}\nc: *x\n",
    (edit, at) => edit.set(mapping(at()), ["a"], 2),
    undefined,
  );
  becomes(
    "cannot write through an alias",
    "a: &x {c: 1}\nb: *x\n",
    (edit, at) => edit.set(mapping(at()), ["b", "c"], 2),
    undefined,
  );
  becomes(
    "cannot add to an intrinsic",
    "a:\n  Fn::If: [A, b, c]\n",
    (edit, at) => edit.set(mapping(at()), ["a", "b"], 2),
    undefined,
  );
  becomes(
    "cannot add to braces that hold what has no plain key",
    "a: {? {b: 1} : c}\n",
    (edit, at) => edit.set(mapping(at("a")), ["d"], 2),
    undefined,
  );
  becomes("cannot go through a scalar", "a: b\n", (edit, at) => edit.set(mapping(at()), ["a", "b"], 2), undefined);
});

describe("intrinsics in YAML", () => {
  const written = (value: Parameters<Parameters<EditOf>[0]["set"]>[2], text: string) =>
    becomes(
      JSON.stringify(value),
      "z: 1\n",
      (edit, at) => edit.set(mapping(at()), ["a"], value),
      `z: 1\na:${text.startsWith("\n") ? "" : " "}${text}\n`,
    );
  written({ Ref: "X" }, "!Ref X");
  written({ "Fn::GetAtt": ["A", "Arn"] }, "!GetAtt A.Arn");
  written({ "Fn::GetAtt": "A.Arn" }, "!GetAtt A.Arn");
  written({ "Fn::Sub": "arn:aws:s3:::${B}/*" }, "!Sub arn:aws:s3:::${B}/*");
  written({ "Fn::Sub": "${A}: 'x'" }, `!Sub "\${A}: 'x'"`);
  written({ "Fn::Join": ["", ["a", { Ref: "B" }]] }, '!Join\n  - ""\n  - - a\n    - !Ref B');
  written({ "Fn::Base64": { "Fn::Sub": "x" } }, "\n  Fn::Base64: !Sub x");
  written({ "Fn::Sub": ["${x}", { x: { Ref: "W" } }] }, "!Sub\n  - ${x}\n  - x: !Ref W");
  written({ "Fn::If": ["C", { Ref: "A" }, { Ref: "AWS::NoValue" }] }, "!If\n  - C\n  - !Ref A\n  - !Ref AWS::NoValue");
  written({ "Fn::Sub": "a\nb" }, "!Sub |-\n  a\n  b");
  written([{ "Fn::Join": ["", ["a"]] }, [1], {}], '\n  - !Join\n    - ""\n    - - a\n  - - 1\n  - {}');
});

function itemOf(node: ReturnType<Parameters<EditOf>[1]>, index: number) {
  const at = followed(node);
  assert(at?.kind === "sequence");
  const item = at.items[index];
  assert(item);
  return item;
}
