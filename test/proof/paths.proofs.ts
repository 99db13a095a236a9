import AdmZip from "adm-zip";
import { bodyOf, type Outcome, type Proof } from "./proof.ts";

const reads =
  (text: string) =>
  (outcome: Outcome): boolean =>
    bodyOf(outcome) === text;

/** An archive with one entry, whose name may be anything. */
function archive(name: string, text: string): string {
  const zip = new AdmZip();
  const entry = zip.addFile("entry", Buffer.from(text));
  entry.entryName = name;
  return zip.toBuffer().toString("base64");
}

const proofs: readonly Proof[] = [
  {
    rule: "injection/path-traversal",
    title: "a page by its name",
    engine: "the file system",
    code: "A page by its name",
    places: { "/opt/pages": "pages" },
    beside: { "pages/home.html": "Welcome", "secret.html": "the key" },
    attack: {
      event: { pathParameters: { page: "../secret" } },
      before: "a file outside of the folder is read",
      after: "there is no such page",
      succeeds: reads("the key"),
    },
    honest: { event: { pathParameters: { page: "home" } }, answer: "the page", isAnswered: reads("Welcome") },
  },
  {
    rule: "injection/path-traversal",
    title: "a report in folders",
    engine: "the file system",
    code: {
      "handler.js": `import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const ROOT = "/mnt/reports";

export const handler = async (event) => {
  const { customer, month } = event.queryStringParameters;
  const file = resolve(ROOT, customer, month, "report.json");
  return { statusCode: 200, body: await readFile(file, "utf8") };
};`,
    },
    places: { "/mnt/reports": "reports" },
    beside: { "reports/ada/may/report.json": "5", "private/may/report.json": "7" },
    attack: {
      event: { queryStringParameters: { customer: "../private", month: "may" } },
      before: "a report of another folder is read",
      after: "the path is refused",
      succeeds: (outcome) => bodyOf(outcome) === 7,
    },
    honest: {
      event: { queryStringParameters: { customer: "ada", month: "may" } },
      answer: "the report",
      isAnswered: (outcome) => bodyOf(outcome) === 5,
    },
  },
  {
    rule: "injection/zip-slip",
    title: "an archive's entry",
    engine: "adm-zip and the file system",
    code: "Each entry is written by its name",
    packages: { "adm-zip": undefined },
    places: { "/tmp/job": "job" },
    beside: { "job/readme": "", "config.json": "{}" },
    attack: {
      event: { body: archive("../config.json", '{"admin":true}') },
      before: "a file outside of the folder is overwritten",
      after: "the entry is refused",
      succeeds: ({ files }) => files["config.json"]?.includes("admin") === true,
    },
    honest: {
      event: { body: archive("picture.txt", "picture") },
      answer: "the entry is written",
      isAnswered: ({ files }) => files["job/picture.txt"] === "picture",
    },
  },
];

export default proofs;
