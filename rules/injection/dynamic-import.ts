import { taintRule } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";

export default taintRule({
  meta: {
    id: "injection/dynamic-import",
    severity: "error",
    confidence: "high",
    summary: "The event decides which module is loaded",
    why: "Loading a module runs it. A name that the sender chooses reaches every package of the deployment and every file that was put into `/tmp`, also from below a constant folder, by `../`; a module's side effects then run with the function's role.\n\nA table from names to modules that the code itself lists leaves nothing to choose but what is meant, and a bundler can see it.",
    duty: "code",
    cwe: [829, 98],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "Node.js: require(id)", url: "https://nodejs.org/api/modules.html#requireid" },
      {
        title: "MDN: import()",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/import",
      },
    ],
    examples: [
      {
        title: "A plug-in by its name",
        bad: `exports.handler = async (event) => {
  const { plugin, input } = JSON.parse(event.body);
  const run = require(\`./plugins/\${plugin}\`);
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'require' loads a module that 'event.body.plugin' of the request names
  return { statusCode: 200, body: JSON.stringify(await run(input)) };
};`,
      },
      {
        title: "A language in a helper",
        file: "handler.ts",
        bad: `import type { APIGatewayProxyEventV2 } from "aws-lambda";

const load = (language: string) => import("./locales/" + language + ".js");
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'import' loads a module that 'event.headers.accept-language' of the request names

export const handler = async (event: APIGatewayProxyEventV2) => {
  const language = event.headers["accept-language"]?.split(",")[0] ?? "en";
  const { texts } = await load(language);
  return { statusCode: 200, body: texts.hello };
};`,
      },
      {
        title: "From a list, from a table, and checked",
        good: `const plugins = new Map([["csv", () => import("./plugins/csv.js")], ["pdf", () => import("./plugins/pdf.js")]]);
const languages = ["de", "en", "fr"];

exports.handler = async (event) => {
  const { plugin, language, theme } = event.queryStringParameters;
  const module = await plugins.get(plugin)?.();
  const texts = languages.includes(language) ? require(\`./locales/\${language}.json\`) : {};
  if (!/^[a-z]{1,20}$/.test(theme)) return { statusCode: 400, body: "" };
  const colours = require("./themes/" + theme);
  return { statusCode: 200, body: module.render(texts, colours) };
};`,
      },
    ],
  },
  to: "import",
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' loads a module that '${shown(source, 40)}' of ${event} names`,
});
