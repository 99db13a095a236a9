import { type Code, type CodeContext, codeRule, nodesOf, textAt } from "../../engine/authoring.ts";
import { type Keep, keepsOf } from "../shared/kept-values.ts";
import { type SecretCall, secretCallAt } from "./_secret-call.ts";

export default codeRule<{ readonly cache: string }>({
  meta: {
    id: "secrets/cache-no-ttl",
    severity: "info",
    confidence: "high",
    summary: "A cached secret never expires",
    why: "An instance of a function lives for hours. A secret that is kept without a limit stays the old one after a rotation: the database refuses it, each warm instance fails until it is replaced, and so people stop rotating. Keep it for a few minutes, or ask again when it was refused.",
    duty: "code",
    cwe: [],
    controls: [],
    references: [
      {
        title: "Secrets Manager: cache secrets to improve performance",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/use-client-side-caching.html",
      },
    ],
    examples: [
      {
        title: "Kept as long as the instance lives",
        bad: `const AWS = require('aws-sdk');
const secretsManager = new AWS.SecretsManager();

let cachedSecret = null;

async function getSecret(secretName) {
  if (cachedSecret) {
    return cachedSecret;
  }
  const data = await secretsManager.getSecretValue({
    SecretId: secretName
  }).promise();
  cachedSecret = JSON.parse(data.SecretString);
  ^^^^^^^^^^^^ 'cachedSecret' keeps the secret
  return cachedSecret;
}

exports.handler = async (event) => {
  const dbCredentials = await getSecret('database-credentials');
  return { statusCode: 200, body: dbCredentials.host };
};`,
      },
      {
        title: "In a map, by its name",
        file: "secrets.mjs",
        bad: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const cache = new Map();

export async function getSecret(id) {
  if (!cache.has(id)) {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    cache.set(id, SecretString);
          ^^^ 'cache' keeps the secret
  }
  return cache.get(id);
}`,
      },
      {
        title: "For five minutes",
        file: "secrets.mjs",
        good: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const cache = new Map();

export async function getSecret(id) {
  const known = cache.get(id);
  if (known && known.until > Date.now()) return known.value;
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  cache.set(id, { value: SecretString, until: Date.now() + 5 * 60 * 1000 });
  return SecretString;
}`,
      },
      {
        title: "Forgotten when it was refused",
        file: "db.mjs",
        good: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
let password;

export async function dbPassword() {
  password ??= (await client.send(new GetSecretValueCommand({ SecretId: process.env.DB_SECRET }))).SecretString;
  return password;
}

export function forgetPassword() {
  password = undefined;
}`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    const secret = secretCallAt(node, code);
    if (!secret || !isSecret(secret, code) || knowsTime(code)) return;
    const keep = keepsOf(secret.call, code).find((one) => holdsTheSecret(one, secret, code));
    if (keep && !isForgotten(keep, code)) yield { at: placeOf(keep), data: { cache: shownHolder(keep) } };
  },
  message: ({ cache }) =>
    `'${cache}' keeps the secret as long as the instance lives: after a rotation it is the old one`,
});

/** A parameter is a secret where it is asked for decrypted. */
function isSecret({ service, parameters }: SecretCall, code: CodeContext): boolean {
  const decrypted = parameters?.properties.find(({ key }) => key === "WithDecryption")?.value;
  return service !== "ssm" || (decrypted !== undefined && code.literal(decrypted) === true);
}

/** Whether anything in the module speaks of age. */
const knowsTime = ({ document }: CodeContext): boolean =>
  /\bDate\b|performance\.now|hrtime|ttl|max_?age|expir|setTimeout|setInterval|fresh|stale|force|lastFetch|\.(?:delete|clear|reset)\(/i.test(
    document.file.text,
  );

/** The secret itself, not a client or pool that was made with it. */
function holdsTheSecret({ value }: Keep, { call }: SecretCall, code: CodeContext): boolean {
  if (value.kind === "function" || value.kind === "class") return false;
  return [...nodesOf(value)].every((node) => {
    if (node.kind !== "call" || node === call) return true;
    const isLoader = node.callee.kind === "name" && code.declaration(node.callee.name, node)?.kind === "variable";
    const isInside = call.start <= node.start && node.end <= call.end && node.block === call.block;
    return !node.isNew ? isLoader || isInside || isReading(node) : isInside;
  });
}

const isReading = ({ callee }: Code.Call): boolean =>
  /^(?:JSON\.parse|Buffer\.from|String)$|\.(?:promise|toString|trim|then|send)$/.test(textAt(callee));

/** Whether some function empties the variable again. */
const isForgotten = ({ holder }: Keep, code: CodeContext): boolean =>
  code.document.statements.some((statement) =>
    [...nodesOf(statement)].some(
      (node) =>
        node.kind === "assignment" &&
        textAt(node.target) === holder &&
        /^(?:null|undefined|""|'')$/.test(textAt(node.value)),
    ),
  );

/** `cached`, `state.secret`; of a map its name. */
const shownHolder = ({ node, holder }: Keep): string =>
  node.kind === "assignment" ? textAt(node.target).slice(0, 40) : holder;

const placeOf = ({ node }: Keep) => {
  if (node.kind === "assignment") return node.target;
  return node.callee.kind === "member" ? node.callee.propertyAt : node.callee;
};
