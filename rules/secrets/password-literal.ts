import { type Code, parentsBelow, type SecretCandidate, type Severity, secretRule } from "../../engine/authoring.ts";
import { isPasswordName, isSecretName, wordsOf } from "../facts/secret-names.ts";
import { entropyOf, isPlaceholder, tokenIn } from "../facts/token-formats.ts";
import { readFromSecretsManager, withoutDefault } from "./_cures.ts";

export default secretRule<SecretCandidate>({
  meta: {
    id: "secrets/password-literal",
    severity: "error",
    confidence: "medium",
    summary: "A password, key or token is written in the code",
    why: "Whoever can read the repository, its history, the deployed package or a stack trace has it, and cannot be told from its rightful user. It is the same on every stage, it is not rotated because a deployment would be needed, and a default for a missing setting is the password of every deployment that forgot the setting. Keep it in Secrets Manager, give the function its name and the right to read it, and replace the one that was in the code.",
    duty: "code",
    cwe: [798],
    controls: ["SAS-7"],
    references: [
      { title: "CWE-798: Use of Hard-coded Credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
      {
        title: "Secrets Manager: best practices",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
      },
    ],
    examples: [
      {
        title: "A password in the settings of a pool",
        file: "handler.ts",
        bad: `import { Pool } from 'pg';

const pool = new Pool({
  host: process.env.DB_HOST,
  user: 'photo_search',
  password: 'S3arch-R0-71xq!',
             ^^^^^^^^^^^^^^^ 'password' is written in the code
  max: 2,
});

export const handler = async () => (await pool.query('SELECT 1')).rows;`,
      },
      {
        title: "In an asynchronous function, which can ask for it",
        bad: `const mysql = require('mysql2/promise');

async function connect() {
  return mysql.createConnection({ host: process.env.DB_HOST, user: 'app', password: 'h7Gq2-xPd9' });
                                                                                     ^^^^^^^^^^ 'password' is written in the code
}

exports.handler = async () => (await connect()).end();`,
        fixed: `const mysql = require('mysql2/promise');
const { SecretsManager } = require('@aws-sdk/client-secrets-manager');

const secrets = new SecretsManager({});
const secretCache = new Map();

/** A secret's text, kept for five minutes, so that a rotation reaches warm instances. */
async function getSecret(secretId) {
  const known = secretCache.get(secretId);
  if (known && known.until > Date.now()) return known.text;
  const { SecretString: text } = await secrets.getSecretValue({ SecretId: secretId });
  secretCache.set(secretId, { text, until: Date.now() + 5 * 60 * 1000 });
  return text;
}

async function connect() {
  return mysql.createConnection({ host: process.env.DB_HOST, user: 'app', password: await getSecret(process.env.PASSWORD_SECRET_ID) });
}

exports.handler = async () => (await connect()).end();`,
      },
      {
        title: "A default for a missing setting",
        bad: `const secret = process.env.JWT_SECRET || 'k8s-4ever-and-a-day';
                                          ^^^^^^^^^^^^^^^^^^^ 'JWT_SECRET' is written in the code

exports.handler = async (event) => verify(event.headers.authorization, secret);`,
        fixed: `const secret = process.env.JWT_SECRET;

exports.handler = async (event) => verify(event.headers.authorization, secret);`,
      },
      {
        title: "In a file of settings",
        file: ".env",
        bad: `DB_USER=app
DB_PASSWORD=h7Gq2-xPd9
            ^^^^^^^^^^ 'DB_PASSWORD' is written in a file of settings`,
      },
      {
        title: "Names, labels and references",
        good: `const tokenUrl = 'https://auth.example.com/oauth2/token';
const passwordField = 'h7Gq2-xPd9';
const labels = { password: 'Your password', token: 'access_token', apiKey: 'x-api-key' };
const codes = { invalidToken: 'INVALID_TOKEN_4711', expiredToken: 'E_TOKEN_EXPIRED_17' };
const secret = 'prod/photo-api/share-link';

exports.handler = async (event) => {
  const password = process.env.DB_PASSWORD;
  const { token = '' } = event.queryStringParameters ?? {};
  return getSecret('database-credentials', { tokenUrl, passwordField, labels, codes, secret, password, token });
};`,
      },
      {
        title: "Tests and examples of settings",
        file: "test/handler.test.js",
        good: `const password = 'h7Gq2-xPd9';
test('signs in', () => signIn('app', password));
//- .env.example
DB_PASSWORD=h7Gq2-xPd9`,
      },
    ],
  },
  *check(candidate) {
    const { name, document, inEnvironment } = candidate;
    if (name === undefined || inEnvironment || !isOwnFile(document.file.path)) return;
    if (
      document.language === "script"
        ? !isSecretInCode(candidate, name)
        : document.language !== "text" || !isSecretText(candidate.text, name)
    )
      return;
    yield { at: candidate.at, data: candidate, severity: severityOf(candidate.text) };
  },
  message: ({ name, document }) =>
    `'${name}' is written in ${document.language === "script" ? "the code" : "a file of settings"}: whoever reads the package or its history has it`,
  fix: (candidate, edit) => withoutDefault(candidate, edit) ?? readFromSecretsManager(candidate, edit),
});

/** Code and `.env` files, but no tests and no templates of settings. */
const isOwnFile = (path: string): boolean =>
  !/(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|mocks?|fixtures?|e2e|cypress|stories)\/|[.-](?:test|spec|e2e|mock|stories|fixture)s?\.[cm]?[jt]sx?$/i.test(
    path,
  ) &&
  (/\.[cm]?[jt]sx?$/.test(path) ||
    (/(?:^|\/)\.env(?:\.[\w-]+)*$/.test(path) && !/example|sample|template|dist|default|test/i.test(path)));

/** A secret by its name and look that is no credential of a known form: of those another rule speaks. */
function isSecretText(text: string, name: string): boolean {
  if (!isSecretName(name) || isPlaceholder(text) || tokenIn(text, name) || isWords(text)) return false;
  if (isPasswordName(name)) return !isPlainWord(text);
  if (/^(?:__|[@#])/.test(text)) return false;
  const isMixed = text.length >= 24 && entropyOf(text) >= 4 && /[a-z]/.test(text) && /[A-Z]/.test(text);
  return isMixed || (text.length >= 8 && /\d/.test(text) && /[a-z]/i.test(text) && entropyOf(text) >= 2.5);
}

/** Whatever stands in for a secret that was not set is the secret of all deployments that do not set it. */
const isDefault = ({ text, defaultOf }: SecretCandidate): boolean =>
  defaultOf !== undefined &&
  isSecretName(defaultOf) &&
  !/\s|^(?:[./~]|\w+:\/\/|arn:)|^(?:undefined|missing|not[-_]?set|unset)$/i.test(text) &&
  tokenIn(text, defaultOf) === undefined;

/** A plain word counts where it stands beside the host and user that it opens. */
function isSecretInCode(candidate: SecretCandidate, name: string): boolean {
  if (isSecretText(candidate.text, name) || isDefault(candidate)) return true;
  return (
    isPasswordName(name) &&
    isPlainWord(candidate.text) &&
    !schemaWords.test(candidate.text) &&
    opensSomething(candidate)
  );
}

/** Words with spaces, paths, addresses, identifiers, rules for a form: what names or describes a secret. */
const isWords = (text: string): boolean =>
  /\s|^(?:[./~]|\w+:\/\/|arn:|x-)|^[a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+(?:[-_./:|][a-z\d]+)*[-_./:|][a-z]+$/.test(text) ||
  /^[A-Z]+(?:_[A-Z\d]+)+$|^\w+(?:\|\w+(?::\w+)?)+$/.test(text) ||
  (/^[a-z]+(?:[-_.][a-z]+)*(?:[-_.]?\d{1,2})?$/i.test(text) && wordsOf(text).some((word) => secretWords.test(word)));

const secretWords = /^(?:pass\w*|pwd|secret|token|key|credentials?|auth\w*|bearer)$/;

const isPlainWord = (text: string): boolean => /^[a-z]+$/i.test(text);

const schemaWords =
  /^(?:string|text|required|optional|hidden|input|number|boolean|object|plain|hashed|masked|redacted|none|null|undefined|false|true|varchar|include|omit)$/i;

function opensSomething({ document, expression }: SecretCandidate): boolean {
  if (document.language !== "script" || !expression) return false;
  const top = document.statements.find(
    (statement) => statement.block === expression.block && parentsBelow(statement).has(expression),
  );
  const object: Code.Expression | Code.Statement | undefined = top && parentsBelow(top).get(expression);
  return (
    object?.kind === "object" &&
    object.properties.some(({ key }) => /^(?:host|hostname|server|port|database)$/.test(String(key)))
  );
}

const severityOf = (text: string): Severity =>
  entropyOf(text) < 2.5 || isPlainWord(text) || isWords(text) || isPlaceholder(text) ? "warning" : "error";
