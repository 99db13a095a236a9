import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import type { Plain } from "../../engine/edit/edit.ts";
import type { Entry, Node } from "../../engine/syntax/node.ts";
import { json, yaml } from "./edited.ts";

const word = fc.stringMatching(/^[b-d][a-z]{0,3}$/);
const leaf: fc.Arbitrary<Plain> = fc.oneof(
  word,
  fc.constantFrom("x: y", "# z", "a\nb\n", "- c", ""),
  fc.integer({ min: 0, max: 99 }),
);
const { any: value } = fc.letrec<{ any: Plain; list: Plain; map: Plain }>((tie) => ({
  any: fc.oneof({ maxDepth: 3, depthSize: "small" }, leaf, tie("list"), tie("map")),
  list: fc.array(tie("any"), { minLength: 1, maxLength: 3 }),
  map: fc.dictionary(word, tie("any"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
}));
const root = fc.dictionary(word, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

/** All nodes that hold others, with their keys from the root. */
function* containers(
  node: Node,
  path: readonly (string | number)[] = [],
): Generator<readonly [node: Node, path: readonly (string | number)[]]> {
  if (node.kind !== "mapping" && node.kind !== "sequence") return;
  yield [node, path];
  if (node.kind === "mapping")
    for (const { key, value: below } of node.entries) yield* containers(below, [...path, String(key.value)]);
  else for (const [index, item] of node.items.entries()) yield* containers(item, [...path, index]);
}

function at(model: unknown, path: readonly (string | number)[]): Record<string | number, unknown> {
  return path.reduce<unknown>((here, key) => (here as Record<string | number, unknown>)[key], model) as Record<
    string | number,
    unknown
  >;
}

function without(model: unknown, path: readonly (string | number)[], part: string | number): unknown {
  const copy = structuredClone(model);
  const holder = at(copy, path);
  if (Array.isArray(holder)) holder.splice(Number(part), 1);
  else delete holder[part];
  return copy;
}

const runs = { numRuns: 300, seed: 7, includeErrorInReport: true };
type Format = readonly [
  name: string,
  edited: typeof yaml,
  read: (text: string) => Record<string, unknown>,
  write: (model: unknown) => string,
];

const formats: readonly Format[] = [
  ["YAML", yaml, parse, (model: unknown) => stringify(model)],
  [
    "YAML with dashes not indented and CRLF",
    yaml,
    parse,
    (model: unknown) => stringify(model, { indentSeq: false }).replaceAll("\n", "\r\n"),
  ],
  ["YAML in brackets", yaml, parse, (model: unknown) => stringify(model, { collectionStyle: "flow", lineWidth: 20 })],
  ["JSON", json, JSON.parse, (model: unknown) => JSON.stringify(model, null, 2)],
  ["JSON on one line", json, JSON.parse, (model: unknown) => JSON.stringify(model)],
];

for (const [name, edited, read, write] of formats) {
  it(`removes any part of ${name}`, () => {
    fc.assert(
      fc.property(root, fc.nat(), fc.nat(), (model, where, which) => {
        const before = write(model);
        let expected: unknown;
        let isLast = false;
        const result = edited(before, (edit, find) => {
          const all = [...containers(find())];
          const [node, path] = all[where % all.length] ?? assert.fail();
          assert(node.kind === "mapping" || node.kind === "sequence");
          const parts: readonly (Entry | Node)[] = node.kind === "mapping" ? node.entries : node.items;
          const part = parts[which % parts.length] ?? assert.fail();
          isLast = parts.length === 1 && !node.flow;
          expected = without(read(before), path, "key" in part ? String(part.key.value) : parts.indexOf(part));
          return edit.remove(node, part);
        });
        if (isLast) assert.equal(result, undefined);
        else assert.deepEqual(read(result ?? assert.fail()), expected, `${before}\n---\n${result}`);
      }),
      runs,
    );
  });

  it(`appends to any list of ${name}, and makes lists of other values`, () => {
    fc.assert(
      fc.property(root, fc.nat(), value, (model, where, put) => {
        const before = write(model);
        const keys = Object.keys(model);
        const key = keys[where % keys.length] ?? assert.fail();
        const result = edited(before, (edit, find) => edit.append(find(key), put));
        const old = read(before)[key];
        const expected = { ...read(before), [key]: Array.isArray(old) ? [...old, put] : [old, put] };
        assert.deepEqual(read(result ?? assert.fail(before)), expected, `${before}\n---\n${result}`);
      }),
      runs,
    );
  });
}
