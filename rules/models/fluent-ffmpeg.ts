import type { LibraryModel } from "../../engine/authoring.ts";
import { called, methodsOf } from "./_callees.ts";

const options = ["inputOption", "inputOptions", "outputOption", "outputOptions", "addOption", "addOptions"];

/** Options that are handed to ffmpeg as they are. */
export default {
  library: "fluent-ffmpeg",
  source: "https://github.com/fluent-ffmpeg/node-fluent-ffmpeg (November 2026)",
  facts: [
    {
      sink: "argument",
      callees: methodsOf(called("fluent-ffmpeg"), options),
      argument: "all",
      facts: { is: "option" },
    },
  ],
} satisfies LibraryModel;
