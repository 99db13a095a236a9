import fs from "node:fs";
import { describe, it } from "node:test";
import { casesIn } from "./cases.ts";
import { assertMarked } from "./marked.ts";

const folder = new URL("../fixtures/flow/", import.meta.url);

for (const name of fs.readdirSync(folder).sort()) {
  describe(`injections: ${name}`, () => {
    for (const { title, text, file } of casesIn(new URL(name, folder))) it(title, () => assertMarked(text, file));
  });
}
