import type { LibraryModel } from "../../engine/authoring.ts";

/** Beside the functions of `url.ts`. `new URL` is part of the engine: it knows which host the code has written. */
export default {
  library: "node:url, names of hosts",
  source: "https://nodejs.org/api/url.html (November 2026)",
  facts: [
    { pass: "text", callees: ["URL.parse", "url.URL.parse"] },
    { pass: "text", callees: ["url.domainToASCII", "url.domainToUnicode"] },
  ],
} satisfies LibraryModel;
