import type { LibraryModel } from "../../engine/authoring.ts";

/** What is unpacked says what whoever packed it wanted. */
export default {
  library: "node:zlib",
  source: "https://nodejs.org/api/zlib.html (November 2026)",
  facts: [
    {
      pass: "text",
      callees: ["gunzipSync", "inflateSync", "inflateRawSync", "unzipSync", "brotliDecompressSync"].map(
        (name) => `zlib.${name}`,
      ),
    },
    // `promisify(zlib.gunzip)`
    {
      pass: "text",
      callees: ["gunzip", "inflate", "inflateRaw", "unzip", "brotliDecompress"].map((name) => `zlib.${name}`),
    },
  ],
} satisfies LibraryModel;
