import { type SecretCandidate, type Site, secretRule, textAt, within } from "../../engine/authoring.ts";
import { type FoundToken, tokenIn } from "../facts/token-formats.ts";
import { readFromSecretsManager, withoutDefault } from "./_cures.ts";

interface Known {
  readonly candidate: SecretCandidate;
  readonly token: FoundToken;
}

export default secretRule<Known>({
  meta: {
    id: "secrets/known-token",
    severity: "error",
    confidence: "high",
    summary: "A file holds a credential of a known form",
    why: "A credential in a file is in the repository, in every clone of it and in its history, in the deployed package, in backups and build logs. Programs search public and leaked code for exactly these forms and use what they find within minutes. Taking it out of the file does not help any more: whoever read it can still use it, so it has to be replaced by a new one. Give the function a role where that can do, and keep the rest in Secrets Manager.",
    duty: "code",
    cwe: [798],
    controls: ["SAS-7", "A3"],
    references: [
      {
        title: "IAM: securing access keys",
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/securing_access-keys.html",
      },
      { title: "CWE-798: Use of Hard-coded Credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
    ],
    examples: [
      {
        title: "An access key in code",
        bad: `const AWS = require('aws-sdk');

const s3 = new AWS.S3({
  accessKeyId: 'AKIAZ3QWX7R5TKM2VJ4N',
                ^^^^^^^^^^^^^^^^^^^^ 'AKIA…' is an AWS access key id
  secretAccessKey: process.env.SECRET_KEY,
});

exports.handler = async () => s3.listBuckets().promise();`,
      },
      {
        title: "A token that stands in for a missing setting",
        bad: `const token = process.env.GITHUB_TOKEN ?? 'ghp_R4tqK9vXz2LmW7bNc5JdYh8sFgPa3Ue6Tk1o';
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ghp_…' is a GitHub token

exports.handler = async () => fetch('https://api.github.com/user', { headers: { authorization: token } });`,
        fixed: `const token = process.env.GITHUB_TOKEN;

exports.handler = async () => fetch('https://api.github.com/user', { headers: { authorization: token } });`,
      },
      {
        title: "A token in a settings file",
        file: ".env",
        bad: `# settings
GITHUB_TOKEN=ghp_R4tqK9vXz2LmW7bNc5JdYh8sFgPa3Ue6Tk1o
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ghp_…' is a GitHub token`,
      },
      {
        title: "In YAML",
        file: "config.yml",
        bad: `database:
  url: postgres://app:h7Gq2-xPd9@db.example.com:5432/photos
       ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'post…' is a database URL with its password`,
      },
      {
        title: "Examples, placeholders and references",
        file: "handler.mjs",
        good: `const accessKeyId = "AKIAIOSFODNN7EXAMPLE";
const url = "postgres://user:password@localhost:5432/test";
const token = process.env.GITHUB_TOKEN ?? "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const pem = key.replace("-----BEGIN PRIVATE KEY-----", "");

export const handler = async () => [accessKeyId, url, token, pem].length;`,
      },
    ],
  },
  *check(candidate) {
    if (candidate.inEnvironment) return;
    const token = tokenIn(candidate.text, candidate.name);
    if (token) yield { at: siteOf(candidate.at, token), data: { candidate, token } };
  },
  message: ({ token }) =>
    `'${token.text.slice(0, 4)}…' is ${token.name}: whoever reads this file, now or in its history, can use it`,
  fix: ({ candidate, token }, edit) =>
    token.text === candidate.text
      ? (withoutDefault(candidate, edit) ?? readFromSecretsManager(candidate, edit))
      : undefined,
});

/** The token in the file; of one over several lines its first words; the whole text where it is written with escapes. */
function siteOf(at: Site, token: FoundToken): Site {
  const shown = /^-----BEGIN [A-Z ]+-----/.exec(token.text)?.[0] ?? token.text;
  const start = textAt(at).indexOf(shown);
  return start < 0 ? at : within(at, start, start + shown.length);
}
