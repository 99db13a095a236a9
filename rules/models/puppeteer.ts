import type { LibraryModel } from "../../engine/authoring.ts";

const packages = ["puppeteer", "puppeteer-core", "puppeteer-extra"];

export default {
  library: "Puppeteer",
  source: "https://pptr.dev/api/puppeteer.page.goto, https://pptr.dev/api/puppeteer.page.setcontent (November 2026)",
  facts: [
    { sink: "url", callees: packages.map((name) => `${name}.**.goto`), facts: { is: "page" } },
    { sink: "html", callees: packages.map((name) => `${name}.**.setContent`), facts: { is: "page" } },
  ],
} satisfies LibraryModel;
