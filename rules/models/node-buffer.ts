import type { LibraryModel } from "../../engine/authoring.ts";

/** Bytes count as the text they are made of: `toString` with any encoding, slices and copies are methods of text. */
const buffers = (names: readonly string[]): readonly string[] =>
  ["Buffer", "buffer.Buffer"].flatMap((module) => names.map((name) => `${module}.${name}`));

export default {
  library: "node:buffer",
  source: "https://nodejs.org/api/buffer.html (November 2026)",
  facts: [
    { pass: "text", callees: buffers(["from", "new"]) },
    { pass: "text", callees: buffers(["concat"]) },
    { pass: "text", callees: buffers(["alloc"]), from: 1 },
    { pass: "text", callees: ["buffer.transcode", "buffer.atob", "buffer.btoa"] },
    { pass: "text", callees: ["string_decoder.StringDecoder.new().write", "string_decoder.StringDecoder.new().end"] },
  ],
} satisfies LibraryModel;
