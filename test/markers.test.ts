import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readMarked, withMarkers } from "./markers.ts";

describe("the text of an example", () => {
  it("gives its files without markers, and what they mark", () => {
    const { files, expected } = readMarked(
      `a: 1
b: 2
   ^ the second
^^^^ all of it
//- src/c.js
f();
// ^ in a comment`,
      "a.yaml",
    );
    assert.deepEqual(files, [
      { path: "a.yaml", text: "a: 1\nb: 2" },
      { path: "src/c.js", text: "f();" },
    ]);
    assert.deepEqual(expected, [
      { path: "a.yaml", line: 1, start: 3, end: 4, text: "the second" },
      { path: "a.yaml", line: 1, start: 0, end: 4, text: "all of it" },
      { path: "src/c.js", line: 0, start: 3, end: 4, text: "in a comment" },
    ]);
  });

  it("may begin with a line of its own, and with a file of its own", () => {
    assert.deepEqual(readMarked("\nx", "a.js").files, [{ path: "a.js", text: "x" }]);
    assert.deepEqual(readMarked("\n//- b.js\nx\n", "a.js").files, [{ path: "b.js", text: "x\n" }]);
  });

  it("holds a cursor", () => {
    const { files, cursor } = readMarked("ab$0c", "a.js");
    assert.deepEqual(files, [{ path: "a.js", text: "abc" }]);
    assert.deepEqual(cursor, { path: "a.js", offset: 2 });
  });

  it("records known wrong answers", () => {
    const { expected } = readMarked("abc\n^ SPURIOUS: no fault\n ^ MISSING a fault", "a.js");
    assert.deepEqual(
      expected.map(({ known, text }) => [known, text]),
      [
        ["spurious", "no fault"],
        ["missing", "a fault"],
      ],
    );
  });

  it("is refused where a marker has no line to mark", () => {
    assert.throws(() => readMarked("^^ nothing", "a.js"), /without a line above/);
  });

  it("comes out as it went in", () => {
    const text = "//- a.js\nab cd\n^^ first\n   ^^ MISSING second\n//- b.js\nx";
    const { files, expected } = readMarked(text, "a.js");
    assert.equal(withMarkers(files, expected), text);
  });
});
