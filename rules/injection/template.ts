import { taintRule } from "../../engine/authoring.ts";
import { isMended } from "../shared/mended.ts";
import { shown } from "../shared/shown.ts";
import { intoData } from "./_template-data.ts";

export default taintRule({
  meta: {
    id: "injection/template",
    severity: "error",
    confidence: "medium",
    summary: "Text of the event is compiled as a template",
    why: "Template engines such as ejs, pug, doT, eta and nunjucks turn the template's text into JavaScript and run it: `<%= process.env.AWS_SECRET_ACCESS_KEY %>` is all an outsider has to send. What the request says belongs into the data that a template is filled with, where it is encoded; the template itself is a file of the deployment.\n\nWhere customers must write templates of their own, take an engine without logic (Mustache) or one made for it (Liquid), and give it only the data that they may see.",
    duty: "code",
    cwe: [1336, 94],
    controls: ["SAS-1", "A1"],
    references: [
      { title: "ejs: security policy", url: "https://github.com/mde/ejs/blob/main/SECURITY.md" },
      { title: "eta: security", url: "https://eta.js.org/docs/3.x.x/intro/security" },
    ],
    examples: [
      {
        title: "A greeting that is part of the template",
        bad: `const ejs = require("ejs");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const html = ejs.render(\`<h1>Hello \${name}</h1><p>Today is <%= day %>.</p>\`, { day: "Tuesday" });
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ejs.render' compiles a template that 'event.queryStringParameters.name' of the request can write code into
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
};`,
        fixed: `const ejs = require("ejs");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const html = ejs.render(\`<h1>Hello <%= name %></h1><p>Today is <%= day %>.</p>\`, { name, day: "Tuesday" });
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: html };
};`,
      },
      {
        title: "A template of the message, compiled by a helper",
        file: "mail.ts",
        bad: `import type { SNSEvent } from "aws-lambda";
import Handlebars from "handlebars";

function filled(source: string, data: Record<string, string>) {
  const template = Handlebars.compile(source);
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Handlebars.compile' compiles a template that 'event.Records[].Sns.Message' of the notification can write code into
  return template(data);
}

export const handler = async ({ Records }: SNSEvent) => {
  for (const { Sns } of Records) await send(filled("<p>" + Sns.Message + "</p>", { day: "Tuesday" }));
};`,
      },
      {
        title: "Data of the request in a template of the code",
        good: `const ejs = require("ejs");
const nunjucks = require("nunjucks");
const Mustache = require("mustache");
const page = ejs.compile("<h1>Hello <%= name %></h1>");
const env = nunjucks.configure("views");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  const parts = [
    page({ name }),
    ejs.render("<p><%= name %></p>", { name }),
    nunjucks.renderString("<p>{{ name }}</p>", { name }),
    env.render("page.html", { name }),
    Mustache.render("<p>{{name}}</p>", { name }),
  ];
  return { statusCode: 200, headers: { "content-type": "text/html" }, body: parts.join("") };
};`,
      },
    ],
  },
  to: "template",
  accepts: isMended,
  message: ({ sink, source, event }) =>
    `'${shown(sink, 30)}' compiles a template that '${shown(source, 40)}' of ${event} can write code into`,
  fix: intoData,
});
