import type { LibraryModel } from "../../engine/authoring.ts";
import { fileFacts } from "./_files.ts";

export default {
  library: "graceful-fs",
  source: "https://www.npmjs.com/package/graceful-fs (a drop-in replacement for fs, November 2026)",
  facts: fileFacts(["graceful-fs", "graceful-fs.promises"]),
} satisfies LibraryModel;
