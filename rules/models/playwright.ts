import type { LibraryModel } from "../../engine/authoring.ts";

const packages = ["playwright", "playwright-core", "playwright-chromium", "playwright-aws-lambda"];

export default {
  library: "Playwright",
  source: "https://playwright.dev/docs/api/class-page (November 2026)",
  facts: [
    { sink: "url", callees: packages.map((name) => `${name}.**.goto`), facts: { is: "page" } },
    { sink: "html", callees: packages.map((name) => `${name}.**.setContent`), facts: { is: "page" } },
    {
      sink: "url",
      callees: packages.flatMap((name) =>
        ["get", "post", "put", "patch", "delete", "head", "fetch"].map(
          (method) => `${name}.request.newContext().${method}`,
        ),
      ),
    },
  ],
} satisfies LibraryModel;
