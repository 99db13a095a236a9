import type { LibraryModel } from "../../engine/authoring.ts";

export default {
  library: "eta",
  source: "https://eta.js.org/docs/3.x.x/intro/security (November 2026)",
  facts: [
    {
      sink: "template",
      callees: ["renderString", "renderStringAsync", "compile"].map((name) => `eta.Eta.new().${name}`),
    },
    // versions 1 and 2
    { sink: "template", callees: ["eta.render", "eta.renderAsync", "eta.compile"] },
  ],
} satisfies LibraryModel;
