import type { Outcome, Proof } from "./proof.ts";

const made = (name: string) => (outcome: Outcome) => outcome.files[name] === "picture";
const isStolen = ({ files }: Outcome): boolean => files["stolen.txt"] === "the key";
const secret = { "secret.txt": "the key" };

const proofs: readonly Proof[] = [
  {
    rule: "injection/command",
    title: "a name in a command's text",
    engine: "the shell",
    code: {
      "handler.js": `const { execSync } = require("node:child_process");

exports.handler = async (event) => {
  const { name } = event.queryStringParameters;
  execSync(\`convert /mnt/photos/in.png /mnt/photos/\${name}.jpg\`);
  return { statusCode: 204 };
};`,
    },
    places: { "/mnt/photos": "photos" },
    beside: { "photos/in.png": "picture", "bin/convert": '#!/bin/sh\nexec cp "$1" "$2"\n', ...secret },
    attack: {
      event: { queryStringParameters: { name: "x; cp secret.txt stolen.txt #" } },
      before: "a second command copies the secret",
      after: "the text is part of a file's name",
      succeeds: isStolen,
    },
    honest: {
      event: { queryStringParameters: { name: "small" } },
      answer: "the picture is written",
      isAnswered: made("photos/small.jpg"),
    },
  },
  {
    rule: "injection/command",
    title: "a promise of a command, with quotes around the value",
    engine: "the shell",
    code: "A promise of a command that is built before",
    beside: { "bin/dig": '#!/bin/sh\necho "answer for $2"\n', ...secret },
    attack: {
      event: { queryStringParameters: { host: 'x"; cat secret.txt; echo "' } },
      before: "the secret is in the answer",
      after: "the whole text is one argument",
      succeeds: ({ answer }) => (answer as { body?: string } | undefined)?.body?.includes("the key") === true,
    },
    honest: {
      event: { queryStringParameters: { host: "example.com" } },
      answer: "the program's own answer",
      isAnswered: ({ answer }) => (answer as { body?: string } | undefined)?.body?.trim() === "answer for example.com",
    },
  },
  {
    rule: "injection/command",
    title: "an object's key behind sh -c",
    engine: "the shell",
    code: "A shell by its name, and a shell by option",
    beside: { "bin/file": '#!/bin/sh\necho "$2" > seen.txt\n', ...secret },
    attack: {
      event: { Records: [{ s3: { object: { key: "a;cp+secret.txt+stolen.txt" } } }] },
      before: "a second command copies the secret",
      after: "the key is part of a file's name",
      succeeds: isStolen,
    },
    honest: {
      event: { Records: [{ s3: { object: { key: "cat+1.png" } } }] },
      answer: "the program gets the object's name",
      isAnswered: ({ files }) => files["seen.txt"]?.startsWith("/mnt/in/cat") === true,
    },
  },
  {
    rule: "injection/command",
    title: "a helper in another module asks for a shell",
    engine: "the shell",
    code: "A helper in another module asks for a shell",
    places: { "/tmp": "tmp", "/mnt/photos": "photos" },
    beside: {
      "photos/cat.png": "picture",
      "tmp/in.png": "",
      "bin/convert": '#!/bin/sh\nexec cp "$1" "$4"\n',
      "tmp/secret.txt": "the key",
    },
    attack: {
      event: { pathParameters: { photo: "x; cp secret.txt stolen.txt #" } },
      before: "a second command copies the secret",
      after: "the text is a file's name",
      succeeds: ({ files }) => files["tmp/stolen.txt"] === "the key",
    },
    honest: {
      event: { pathParameters: { photo: "cat.png" } },
      answer: "the picture is written",
      isAnswered: made("tmp/out.png"),
    },
  },
  {
    rule: "injection/command-argument",
    title: "a file's name that is an option",
    engine: "sort",
    code: {
      "handler.js": `const { execFileSync } = require("node:child_process");

exports.handler = async (event) => {
  const { list } = event.queryStringParameters;
  return { statusCode: 200, body: execFileSync("sort", [list], { input: "", cwd: "/mnt/lists" }).toString() };
};`,
    },
    places: { "/mnt/lists": "lists" },
    beside: { "lists/names.txt": "b\na\n", "lists/members.txt": "ada\nbert\n" },
    attack: {
      event: { queryStringParameters: { list: "--output=members.txt" } },
      before: "the list of members is overwritten",
      after: "no file has that name",
      succeeds: ({ files }) => files["lists/members.txt"] === "",
    },
    honest: {
      event: { queryStringParameters: { list: "names.txt" } },
      answer: "the sorted list",
      isAnswered: ({ answer }) => (answer as { body?: string } | undefined)?.body === "a\nb\n",
    },
  },
];

export default proofs;
