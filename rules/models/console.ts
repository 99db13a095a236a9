import type { LibraryModel } from "../../engine/authoring.ts";

/** Loggers that write JSON (pino, bunyan, Powertools, winston unless told otherwise) mark line ends themselves. */
export default {
  library: "console",
  source: "https://nodejs.org/api/console.html, https://log4js-node.github.io/log4js-node/layouts.html (November 2026)",
  facts: [
    {
      sink: "log",
      callees: ["log", "info", "warn", "error", "debug", "trace"].map((name) => `console.${name}`),
      argument: "all",
    },
    {
      sink: "log",
      callees: ["trace", "debug", "info", "warn", "error", "fatal"].map((name) => `log4js.getLogger().${name}`),
      argument: "all",
    },
    { sink: "log", callees: ["process.stdout.write", "process.stderr.write"] },
  ],
} satisfies LibraryModel;
