import { bodyOf, type Outcome, type Proof } from "./proof.ts";

const said = ({ answer }: Outcome): string => String((answer as { body?: string } | undefined)?.body ?? "");
const tellsEnvironment = (outcome: Outcome): boolean => said(outcome).includes("handrail-proof-");

const proofs: readonly Proof[] = [
  {
    rule: "injection/code-eval",
    title: "a body that is read by running it",
    engine: "eval",
    code: "A body that is read by running it",
    beside: { "secret.txt": "the key" },
    attack: {
      event: { body: '{ total: require("fs").readFileSync("secret.txt", "utf8") }' },
      before: "a file of the function is in the answer",
      after: "the text is no JSON",
      succeeds: (outcome) => said(outcome) === "the key",
    },
    honest: {
      event: { body: '{ "total": 5 }' },
      answer: "the order's total",
      isAnswered: (outcome) => said(outcome) === "5",
    },
  },
  {
    rule: "injection/code-eval",
    title: "a function made of text",
    engine: "new Function",
    code: {
      "handler.js": `exports.handler = async (event) => {
  const settings = new Function("return (" + event.body + ")")();
  return { statusCode: 200, body: String(settings.page) };
};`,
    },
    attack: {
      event: { body: "{ page: process.env.HOME }" },
      before: "the environment is in the answer",
      after: "the text is no JSON",
      succeeds: tellsEnvironment,
    },
    honest: {
      event: { body: '{ "page": 7 }' },
      answer: "the page",
      isAnswered: (outcome) => said(outcome) === "7",
    },
  },
  {
    rule: "injection/yaml-unsafe",
    title: "YAML with a function in it",
    engine: "js-yaml 3",
    packages: { "js-yaml": "js-yaml-3.cjs" },
    code: "A body of YAML",
    attack: {
      event: { body: 'name: { toString: !!js/function "function () { return process.env.HOME }" }' },
      before: "the environment is in the answer",
      after: "the type is not known",
      succeeds: tellsEnvironment,
    },
    honest: {
      event: { body: "name: Ada" },
      answer: "the greeting",
      isAnswered: (outcome) => said(outcome) === "Hello Ada",
    },
  },
  {
    rule: "injection/template",
    title: "a name in a template's text",
    engine: "ejs",
    packages: { ejs: undefined },
    code: "A greeting that is part of the template",
    attack: {
      event: { queryStringParameters: { name: "<%= process.env.HOME %>" } },
      before: "the environment is in the page",
      after: "the page shows the text",
      succeeds: tellsEnvironment,
    },
    honest: {
      event: { queryStringParameters: { name: "Ada" } },
      answer: "the greeting",
      isAnswered: (outcome) => said(outcome).includes("<h1>Hello Ada</h1>"),
    },
  },
  {
    rule: "injection/regex",
    title: "a search word as a pattern",
    engine: "V8's regular expressions",
    patience: 2,
    code: {
      "handler.js": `exports.handler = async (event) => {
  const { word, text } = event.queryStringParameters;
  return { statusCode: 200, body: String(new RegExp(word, "i").test(text)) };
};`,
    },
    attack: {
      event: { queryStringParameters: { word: "(a+)+$", text: `${"a".repeat(50)}!` } },
      before: "the function hangs",
      after: "the word is sought as it stands",
      succeeds: ({ isHung }) => isHung,
    },
    honest: {
      event: { queryStringParameters: { word: "dune", text: "Dune (1965)" } },
      answer: "it is found",
      isAnswered: (outcome) => said(outcome) === "true",
    },
  },
  {
    rule: "injection/slow-pattern",
    title: "a repetition in a repetition",
    engine: "V8's regular expressions",
    patience: 2,
    code: "A repetition in a repetition",
    attack: {
      event: { queryStringParameters: { name: `${"a".repeat(50)}!` } },
      before: "the function hangs",
      after: "the name is refused at once",
      succeeds: ({ isHung }) => isHung,
    },
    honest: {
      event: { queryStringParameters: { name: "ada1815" } },
      answer: "the name is accepted",
      isAnswered: ({ answer }) => (answer as { statusCode?: number } | undefined)?.statusCode === 200,
    },
  },
  {
    rule: "injection/prototype-pollution",
    title: "a merge of one's own",
    engine: "JavaScript objects",
    code: "A merge of one's own",
    attack: {
      event: { body: '{ "__proto__": { "isAdmin": true } }' },
      before: "every object is an administrator",
      after: "the key is passed over",
      succeeds: (outcome) => (bodyOf(outcome) as { isAdmin?: boolean } | undefined)?.isAdmin === true,
    },
    honest: {
      event: { body: '{ "theme": { "dark": true } }' },
      answer: "the settings with the change",
      isAnswered: (outcome) =>
        (bodyOf(outcome) as { merged?: { theme?: { dark?: boolean } } } | undefined)?.merged?.theme?.dark === true,
    },
  },
  {
    rule: "injection/prototype-pollution",
    title: "a table of tables",
    engine: "JavaScript objects",
    code: {
      "handler.js": `exports.handler = async (event) => {
  const counts = {};
  for (const { country, city } of JSON.parse(event.body)) {
    counts[country] ??= {};
    counts[country][city] = (counts[country][city] ?? 0) + 1;
  }
  return { statusCode: 200, body: JSON.stringify({ counts, isAdmin: Boolean({}.isAdmin) }) };
};`,
    },
    attack: {
      event: { body: '[{ "country": "__proto__", "city": "isAdmin" }]' },
      before: "every object is an administrator",
      after: "the key is one like any other",
      succeeds: (outcome) => (bodyOf(outcome) as { isAdmin?: boolean } | undefined)?.isAdmin === true,
    },
    honest: {
      event: { body: '[{ "country": "ch", "city": "Bern" }, { "country": "ch", "city": "Bern" }]' },
      answer: "the counts",
      isAnswered: (outcome) =>
        (bodyOf(outcome) as { counts?: { ch?: { Bern?: number } } } | undefined)?.counts?.ch?.Bern === 2,
    },
  },
];

export default proofs;
