import assert from "node:assert/strict";
import fs from "node:fs";
import { describe, it } from "node:test";
import type { LibraryModel, Models } from "../../engine/authoring.ts";
import { rules } from "../../rules/index.ts";
import { models } from "../../rules/models/index.ts";
import { type Case, casesIn } from "./cases.ts";
import { filesOf, injectionsIn, marksIn } from "./marked.ts";

/**
 * What is known of each library, on code that uses it: `test/fixtures/models/<file>` beside `rules/models/<file>`. Exactly what the marks say
 * is found; and each fact counts: without it, something else is found.
 */
const folder = new URL("../../rules/models/", import.meta.url);
const fixtures = new URL("../fixtures/models/", import.meta.url);

const files = fs.readdirSync(folder).filter((file) => /^[^_].*\.ts$/.test(file) && file !== "index.ts");

for (const file of files.sort()) {
  const name = file.slice(0, -".ts".length);
  describe(`the model ${name}`, async () => {
    const { default: library } = (await import(new URL(file, folder).href)) as { readonly default: LibraryModel };
    const fixture = ["js", "ts"].map((end) => new URL(`${name}.${end}`, fixtures)).find((url) => fs.existsSync(url));
    const cases = fixture ? casesIn(fixture) : [];
    for (const one of cases)
      it(one.title, () => assert.deepEqual(found(one, models), [...marksIn(filesOf(one.text, one.file))].sort()));
    for (const [index, fact] of library.facts.entries())
      it(`needs ${shown(fact)}`, () => {
        const without = { ...library, facts: library.facts.filter((_, at) => at !== index) };
        const fewer = { ...models, libraries: models.libraries.map((one) => (one === library ? without : one)) };
        const counts = cases.some(
          (one) => found(one, fewer).join() !== [...marksIn(filesOf(one.text, one.file))].sort().join(),
        );
        assert.ok(counts, "no case of the fixture tells it from nothing");
      });
  });
}

const found = ({ text, file }: Case, known: Models): readonly string[] =>
  [...injectionsIn(filesOf(text, file), { rules, models: known })].sort();

const shown = (fact: LibraryModel["facts"][number]): string => {
  const paths =
    "origin" in fact
      ? fact.paths
      : "type" in fact
        ? fact.type
        : "sink" in fact
          ? (fact.callees ?? fact.methods ?? [fact.form ?? fact.answer])
          : fact.callees;
  return `${Object.keys(fact)[0]} ${Object.values(fact)[0]} ${paths[0]}${paths.length > 1 ? ` and ${paths.length - 1} more` : ""}`;
};
