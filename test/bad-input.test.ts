import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MarkedFile } from "./markers.ts";
import { findingsOf, hostOf, markerOf } from "./workspace-of.ts";

const vulnerable = `const { execSync } = require("node:child_process");
exports.handler = async (event) => {
  execSync("ls " + event.queryStringParameters.dir);
};`;

const neighbour: MarkedFile = { path: "neighbour/handler.js", text: vulnerable };

/** A file that is no good, and what is said about it: `rule line:column`, in order. */
interface Case {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly said: readonly string[];
}

const levels = 10_000;
const nested = (open: string, middle: string, close: string) => open.repeat(levels) + middle + close.repeat(levels);
const steps = Array.from({ length: levels }, (_, at) => `${" ".repeat(at)}a:`).join("\n");
const template = 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n';
const statement = '{ "Effect": "Allow", "Action": "*", "Resource": "*" }';
/** Nine times as much with each line. */
const bomb = [
  "a: &a { x: 1 }",
  ...[..."bcdefghij"].map((name, at) => `${name}: &${name} [${`*${"abcdefghi"[at]}, `.repeat(9)}]`),
]
  .map((line) => `${line}\n`)
  .join("");
const noise = "\0\u0001\uFFFDPNG\0".repeat(1000);
const unreadable = (place: string) => `handrail/unreadable ${place}`;

const broken: readonly Case[] = [
  { what: "an empty script", path: "a.js", text: "", said: [] },
  { what: "an empty YAML file", path: "a.yaml", text: "", said: [] },
  { what: "an empty JSON file", path: "a.json", text: "", said: [] },
  { what: "a file of spaces", path: "package.json", text: " \n\n", said: [] },
  { what: "a binary script", path: "a.js", text: noise, said: [] },
  { what: "a binary YAML file", path: "template.yaml", text: noise, said: [] },
  { what: "a binary JSON file", path: "policy.json", text: noise, said: [] },
  {
    what: "aliases of aliases in a property",
    path: "template.yaml",
    text: `${bomb}${template}  Plain:\n    Type: AWS::SQS::Queue\n  Lost:\n    Type: AWS::SQS::Queue\n    Properties: { RedrivePolicy: { a: *j }, Tags: *j }\n  Save:\n    Type: AWS::Lambda::Function\n    Properties: { DeadLetterConfig: { a: *j }, VpcConfig: *j }\n`,
    said: [],
  },
  {
    what: "a template with a broken line",
    path: "template.yaml",
    text: `${template}  Photos:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: [\n`,
    said: ["encryption/s3-bucket 3:3", unreadable("6:1")],
  },
  {
    what: "a template with a bracket that is still open, above others",
    path: "template.yaml",
    text: `${template}  Photos:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags: [a,\n      Name: b\n  Others:\n    Type: AWS::S3::Bucket\n`,
    said: ["encryption/s3-bucket 3:3", unreadable("6:13"), "encryption/s3-bucket 8:3"],
  },
  {
    what: "a template with texts and braces that are indented less than others would",
    path: "template.yaml",
    text: `${template}  Photos:\n    Type: AWS::S3::Bucket\n    Metadata:\n      Text: 'a\n      b'\n      Schema: {\n      "a": 1 }\n`,
    said: ["encryption/s3-bucket 3:3"],
  },
  {
    what: "a policy that breaks off",
    path: "policy.json",
    text: `{ "Version": "2012-10-17",\n  "Statement": [${statement}`,
    said: ["iam/admin-star 2:48", unreadable("2:70")],
  },
  { what: "text that is no policy and breaks off", path: "data.json", text: `{ "a": [1, 2`, said: [] },
  {
    what: "a handler that breaks off",
    path: "handler.js",
    text: `${vulnerable.slice(0, -2)}  const x = (`,
    said: ["injection/command 3:3"],
  },
];

const deep: readonly Case[] = [
  { what: "arrays in a JSON file", path: "a.json", text: nested("[", "1", "]"), said: [] },
  { what: "objects in a JSON file", path: "a.json", text: nested('{ "a": ', "1", "}"), said: [] },
  {
    what: "a policy",
    path: "policy.json",
    text: `{ "Statement": [${statement}], "x": ${nested("[", "1", "]")} }`,
    said: ["iam/admin-star 1:48", unreadable("1:73")],
  },
  { what: "a YAML file in brackets", path: "a.yaml", text: nested("[", "1", "]"), said: [] },
  { what: "a YAML file by its indentation", path: "a.yaml", text: steps, said: [] },
  { what: "a YAML file of dashes", path: "a.yaml", text: `${"- ".repeat(levels)}1`, said: [] },
  {
    what: "a template",
    path: "template.yaml",
    text: `${template}  Photos:\n    Type: AWS::S3::Bucket\n    Properties:\n      X: ${nested("[", "1", "]")}`,
    said: ["encryption/s3-bucket 3:3", unreadable("6:206")],
  },
  ...[
    ["brackets", nested("[", "event", "]")],
    ["parentheses", nested("(", "event", ")")],
    ["calls", nested("f(", "event", ")")],
    ["member accesses", `event${".a()".repeat(levels)}`],
    ["template literals", nested("`${", "event", "}`")],
    ["negations", `${"!".repeat(levels)}event`],
    ["conditions", `${"event ? 1 : ".repeat(levels)}2`],
    ["functions", `${"() => ".repeat(levels)}event`],
    ["blocks", `{ ${nested("{", "", "}")} }`],
    ["alternatives", `{ ${"if (event) {} else ".repeat(levels)}{} }`],
  ].map(([what, text]) => ({
    what: `a handler of ${what}`,
    path: "handler.js",
    text: `exports.handler = async (event) => ${text};`,
    said: [unreadable("1:1")],
  })),
  {
    what: "a handler that adds up a long text, which is no nesting to a reader",
    path: "handler.js",
    text: `exports.handler = async (event) => ${"event.a + ".repeat(levels)}1;`,
    said: [],
  },
];

const doubled = [..."bcdefghi"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`)}]`);
const merged = [..."bcdefghi"].map((name, at) => `${name}: &${name} { <<: [${Array(17).fill(`*${"abcdefgh"[at]}`)}] }`);
const strange: readonly Case[] = [
  {
    what: "aliases that would unfold to 387,420,489 values",
    path: "template.yaml",
    text: `a: &a [${Array(9).fill("x")}]\n${doubled.join("\n")}\n${template}  Photos:\n    Type: AWS::S3::Bucket\n    Properties: { Tags: *i }\n`,
    said: ["encryption/s3-bucket 12:3"],
  },
  {
    what: "merges that would unfold to 6,975,757,441 keys",
    path: "template.yaml",
    text: `a: &a { x: 1 }\n${merged.join("\n")}\n${template}  Photos:\n    Type: AWS::S3::Bucket\n    Properties: { <<: *i, Tags: [] }\n`,
    said: ["encryption/s3-bucket 12:3"],
  },
  {
    what: "an alias inside of its own anchor",
    path: "template.yaml",
    text: `${template}  A: &a\n    B: *a\n`,
    said: [],
  },
  {
    what: "a bundle of 5 MB in one line",
    path: "bundle.js",
    text: `exports.handler=async e=>{${"var a=e.b,c=a.d(function(f){return f?g(h):[i,j]});".repeat(100_000)}};`,
    said: [],
  },
  {
    what: "a bundle of 5 MB in many statements",
    path: "bundle.js",
    text: Array.from(
      { length: 60_000 },
      (_, at) => `function f${at}(a){return a?f${at % 77}(a):{x:a,y:[a,"${at}"]}}`,
    ).join(";"),
    said: [],
  },
  {
    what: "Windows line ends",
    path: "handler.js",
    text: vulnerable.replaceAll("\n", "\r\n"),
    said: ["injection/command 3:3"],
  },
  {
    what: "a byte order mark before a script",
    path: "handler.js",
    text: `\uFEFF${vulnerable}`,
    said: ["injection/command 3:3"],
  },
  {
    what: "a byte order mark before a template",
    path: "template.yaml",
    text: `\uFEFF${template}  Photos:\r\n    Type: AWS::S3::Bucket\r\n`,
    said: ["encryption/s3-bucket 3:3"],
  },
  {
    what: "a byte order mark before a policy",
    path: "policy.json",
    text: `\uFEFF{ "Statement": ${statement} }`,
    said: ["iam/admin-star 1:48"],
  },
  {
    what: "letters and pictures of all kinds",
    path: "handler.js",
    text: `const ключ = "🔑キー"; /* 👩‍👩‍👧 */ ${vulnerable.replace("\nexports", " exports")}`,
    said: ["injection/command 2:3"],
  },
];

for (const [title, cases] of Object.entries({ "no good": broken, "10,000 levels deep": deep, strange })) {
  describe(title, () => {
    for (const one of cases) it(`${one.what} (${one.path})`, () => check(one));
  });
}

/** What is said about the file is as expected, and what is said about its neighbour is as without it. */
function check({ path, text, said }: Case): void {
  const host = hostOf([{ path, text }, neighbour]);
  const found = findingsOf(host).map((finding) => ({ rule: finding.rule, ...markerOf(host, finding) }));
  const lines = found.filter((one) => one.path === path).map((one) => `${one.rule} ${one.line + 1}:${one.start + 1}`);
  assert.deepEqual(lines.filter(isSure), said);
  assert.ok(found.some((one) => one.path === neighbour.path && one.rule === "injection/command"));
}

/** The rules that these tests speak of; what others think of such files is theirs. */
const isSure = (line: string): boolean =>
  /^(?:handrail\/|injection\/command |iam\/admin-star |encryption\/s3-bucket )/.test(line);
