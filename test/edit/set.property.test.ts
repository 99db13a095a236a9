import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import type { Plain } from "../../engine/edit/edit.ts";
import { valueOf } from "../../engine/syntax/node.ts";
import { textAt } from "../../engine/text/source.ts";
import { json, mapping, yaml } from "./edited.ts";

type Model = { [key: string]: Plain };

const word = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9]{0,7}$/)
  .filter((text) => !/^(?:ref|e\d+|y|n|yes|no|on|off|null|true|false)$/i.test(text));
const hard = fc.constantFrom(
  ..."yes|off|~|2012-10-17|0123|1e3|1.0|0x1f|12:30|=|<<|-|- a|? a|a: b|a #b|a:|:a|#a|!a|&a|*a|{a}|[a]|a,b|'|\"|'\"|\\|%a|@a|`a|arn:aws:s3:::b/*|s3:*|AWS::S3::Bucket|${a} b| a|a ||é€|😀|a\tb|x\ny|x\ny\n|x\n\n  y|\nx|x\n |a\u0000b|\u2028|---|... |null|True|.5|+1|//x|/* x".split(
    "|",
  ),
);
const scalar: fc.Arbitrary<Plain> = fc.oneof(
  word,
  hard,
  fc.integer({ min: -999, max: 9999 }),
  fc.boolean(),
  fc.constant(null),
);
const value: fc.Arbitrary<Plain> = fc.letrec<{ any: Plain; list: Plain; map: Plain }>((tie) => ({
  any: fc.oneof({ maxDepth: 3, depthSize: "small" }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("any"), { maxLength: 3 }),
  map: fc.dictionary(word, tie("any"), { maxKeys: 3, noNullPrototype: true }),
})).any;
const model: fc.Arbitrary<Model> = fc.dictionary(word, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** A random document, a way through its mappings, and where the way ends or what is asked for instead: a model, a path, a value. */
const change = fc.tuple(model, fc.array(fc.nat(), { maxLength: 3 }), word, fc.boolean(), value);

function pathIn(root: Model, choices: readonly number[], fresh: string, isNew: boolean): string[] {
  const path: string[] = [];
  let at: Model = root;
  for (const choice of choices) {
    const keys = Object.keys(at);
    const key = keys[choice % Math.max(1, keys.length)];
    if (key === undefined) break;
    path.push(key);
    const next = at[key];
    if (typeof next !== "object" || next === null || Array.isArray(next)) break;
    at = next as Model;
  }
  if (path.length > 0 && !isNew) return path;
  const last = path.at(-1);
  const isMap = last === undefined || isObject(get(root, path));
  return isMap ? [...path, fresh] : [...path.slice(0, -1), fresh];
}

const isObject = (plain: Plain | undefined): boolean =>
  typeof plain === "object" && plain !== null && !Array.isArray(plain);
const get = (root: Plain, path: readonly string[]): Plain | undefined =>
  path.reduce<Plain | undefined>((at, key) => (isObject(at) ? (at as Model)[key] : undefined), root);

function changed(root: Model, path: readonly string[], put: Plain): Model {
  const [key = "", ...rest] = path;
  return { ...root, [key]: rest.length === 0 ? put : changed((root[key] ?? {}) as Model, rest, put) };
}

/** All but one stretch is as it was. */
function assertOneStretch(before: string, after: string, replaced: string) {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail))
    tail++;
  const lost = before.slice(head, before.length - tail);
  const isEmpty = ["", "{}", "null"].includes(lost.trim());
  assert(isEmpty || lost.trim().length <= replaced.length, `lost '${lost}', of which only '${replaced}' was to go`);
}

const runs = { numRuns: 400, seed: 20240611, includeErrorInReport: true };

for (const [indent, indentSeq, lineBreak] of [
  [2, true, "\n"],
  [4, true, "\n"],
  [2, false, "\r\n"],
  [3, false, "\n"],
] as const) {
  it(`writes any value into YAML: indentation ${indent}, sequences ${indentSeq ? "" : "not "}indented, ${JSON.stringify(lineBreak)}`, () => {
    fc.assert(
      fc.property(change, fc.boolean(), ([root, choices, fresh, isNew, put], isOpen) => {
        const written = stringify(root, {
          version: "1.1",
          compat: "core",
          indent,
          indentSeq,
          lineWidth: 0,
          aliasDuplicateObjects: false,
        }).replaceAll("\n", lineBreak);
        const before = isOpen ? written.trimEnd() : written;
        const path = pathIn(parse(before), choices, fresh, isNew);
        const result = yaml(before, (edit, at) => edit.set(mapping(at()), path, put));
        assert(result !== undefined, `no edit for ${path.join("/")} in\n${before}`);
        assert.deepEqual(
          parse(result),
          changed(parse(before), path, put),
          `${before}\n---- ${path.join("/")}\n${result}`,
        );
        assert.deepEqual(
          parse(result, { version: "1.1" }),
          changed(parse(before), path, put),
          `as YAML 1.1: ${result}`,
        );
        assertOneStretch(before, result, yamlText(before, path));
      }),
      runs,
    );
  });
}

for (const indent of [undefined, 2, 4, "\t"]) {
  it(`writes any value into JSON: indentation ${JSON.stringify(indent)}`, () => {
    fc.assert(
      fc.property(change, ([root, choices, fresh, isNew, put]) => {
        const before = JSON.stringify(root, null, indent);
        const path = pathIn(root, choices, fresh, isNew);
        const result = json(before, (edit, at) => edit.set(mapping(at()), path, put));
        assert(result !== undefined);
        const expected = changed(root, path, put);
        assert.deepEqual(JSON.parse(result), expected);
        const isInLine = (text: string) => /\[[^\n[\]{}]+\]/.test(text);
        if (!isInLine(result)) assert.equal(result, JSON.stringify(expected, null, indent));
      }),
      runs,
    );
  });
}

function yamlText(text: string, path: readonly string[]): string {
  let found = "";
  yaml(text, (_edit, _at, document) => {
    const node = document.roots[0] && valueOf(document.roots[0], ...path);
    if (node && document.blocks.size === 1) found = textAt(node);
    return undefined;
  });
  return found;
}
