import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { readMarked } from "../markers.ts";
import { findingsOf, hostOf } from "../workspace-of.ts";

/** Handlers as careful people write them, in several styles: middleware, classes, callbacks, both SDKs. No rule of code has a word to say. */
const { files } = readMarked(fs.readFileSync(path.join(__dirname, "../fixtures/good-code.txt"), "utf8"), "first.js");

describe("good code stays without findings", () => {
  for (const file of files) {
    it(file.path, () => {
      const found = findingsOf(hostOf([file])).filter(({ rule }) => !rule.startsWith("supply-chain/"));
      assert.deepEqual(
        found.map(({ rule, at, message }) => `${rule} at ${file.text.slice(at.span.start, at.span.end)}: ${message}`),
        [],
      );
    });
  }
});
