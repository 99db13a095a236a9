import type { LibraryModel } from "../../engine/authoring.ts";

/**
 * Tests of the language and of Node.js, and what they make of a text that some sinks need. What is no text of theirs any more, such as a
 * number or a digest, needs no word: only calls that hand on are told.
 */
export default {
  library: "JavaScript conversions",
  source:
    "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects, https://nodejs.org/api/ (November 2026)",
  facts: [
    {
      barrier: "guard",
      callees: ["isFinite", "Number.isInteger", "Number.isFinite", "Number.isSafeInteger"],
      protects: ["*"],
    },
    { barrier: "refusal", callees: ["isNaN", "Number.isNaN"], protects: ["*"] },
    // `..` is a base name too, but only a folder's
    {
      barrier: "result",
      callees: ["path.basename", "path.posix.basename", "path.win32.basename", "path/posix.basename"],
      protects: ["path", "zip"],
    },
    // quotes, brackets, stars and dots stay as they are
    {
      barrier: "result",
      callees: ["encodeURIComponent", "querystring.escape", "querystring.stringify"],
      protects: ["email", "header", "html", "log", "redirect", "url", "xml"],
    },
    {
      barrier: "guard",
      callees: ["net.isIP", "net.isIPv4", "net.isIPv6"],
      protects: ["sql", "command", "path", "html", "header", "log", "nosql"],
    },
  ],
} satisfies LibraryModel;
