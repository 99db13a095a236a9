import type { LibraryModel } from "../../engine/authoring.ts";
import { fileFacts } from "./_files.ts";

export default {
  library: "fs",
  source: "https://nodejs.org/api/fs.html (November 2026)",
  facts: [
    ...fileFacts(["fs", "fs.promises", "fs/promises"]),
    // `source.pipe(target)` gives the target back
    { pass: "same", callees: ["fs.**.pipe", "@aws-sdk/client-s3.**.pipe", "stream.**.pipe"] },
  ],
} satisfies LibraryModel;
