import {
  type Code,
  type CodeContext,
  type Cure,
  codeRule,
  type Edit,
  type SiteEdit,
  textAt,
} from "../../engine/authoring.ts";
import { isKept } from "../shared/kept-values.ts";
import { beforeStatement, isTypescript } from "../shared/module-text.ts";
import { operationSite } from "../shared/sdk-operation.ts";
import { has, type SecretCall, secretCallAt } from "./_secret-call.ts";

interface Uncached {
  readonly secret: SecretCall;
  /** The whole request, a promise, if a function of the module could make it: the call, with `.promise()` in version 2. */
  readonly request?: Code.Expression;
  readonly document: CodeContext["document"];
}

export default codeRule<Uncached>({
  meta: {
    id: "secrets/cache-missing",
    severity: "warning",
    confidence: "medium",
    summary: "A secret is fetched again on every invocation",
    why: "Each call adds a round trip to the answer, is billed, and counts against the account's quota: a burst of requests is throttled by Secrets Manager or Parameter Store, and then all functions that need a secret fail together. What is kept outside the handler serves the next invocations of the same instance. Keep it by its name and for a limited time, so that a rotation gets through.",
    duty: "code",
    cwe: [],
    controls: ["SAS-8"],
    references: [
      {
        title: "Secrets Manager: cache secrets to improve performance",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/use-client-side-caching.html",
      },
      {
        title: "Secrets Manager: best practices",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
      },
    ],
    examples: [
      {
        title: "SDK 2, in the handler",
        bad: `const AWS = require('aws-sdk');

const secretsManager = new AWS.SecretsManager();

// Signs the link.
exports.handler = async (event) => {
  const secret = await secretsManager.getSecretValue({ SecretId: 'share-link' }).promise();
                                      ^^^^^^^^^^^^^^ 'GetSecretValue' runs on every invocation
  return sign(event, JSON.parse(secret.SecretString));
};`,
        fixed: `const AWS = require('aws-sdk');

const secretsManager = new AWS.SecretsManager();

const secretCache = new Map();

/** The answer for a secret, kept for five minutes: a rotation gets through, and a failure is not kept. */
function cachedSecret(secretId) {
  const known = secretCache.get(secretId);
  if (known && known.until > Date.now()) return known.answer;
  const answer = secretsManager.getSecretValue({ SecretId: secretId }).promise();
  answer.catch(() => secretCache.delete(secretId));
  secretCache.set(secretId, { answer, until: Date.now() + 5 * 60 * 1000 });
  return answer;
}

// Signs the link.
exports.handler = async (event) => {
  const secret = await cachedSecret('share-link');
  return sign(event, JSON.parse(secret.SecretString));
};`,
      },
      {
        title: "SDK 3, in a function that the handler calls",
        file: "handler.ts",
        bad: `import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const ssm = new SSMClient({});

async function apiKey(): Promise<string | undefined> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: process.env.KEY_NAME, WithDecryption: true }));
                                           ^^^^^^^^^^^^^^^^^^^ 'GetParameter' runs on every invocation
  return Parameter?.Value;
}

export const handler = async () => ({ statusCode: 200, body: String((await apiKey())?.length) });`,
        fixed: `import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const ssm = new SSMClient({});

const requestParameter = (name: string | undefined) => ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
const parameterCache = new Map<string | undefined, { answer: ReturnType<typeof requestParameter>; until: number }>();

/** The answer for a parameter, kept for five minutes: a rotation gets through, and a failure is not kept. */
function cachedParameter(name: string | undefined) {
  const known = parameterCache.get(name);
  if (known && known.until > Date.now()) return known.answer;
  const answer = requestParameter(name);
  answer.catch(() => parameterCache.delete(name));
  parameterCache.set(name, { answer, until: Date.now() + 5 * 60 * 1000 });
  return answer;
}

async function apiKey(): Promise<string | undefined> {
  const { Parameter } = await cachedParameter(process.env.KEY_NAME);
  return Parameter?.Value;
}

export const handler = async () => ({ statusCode: 200, body: String((await apiKey())?.length) });`,
      },
      {
        title: "Kept outside the handler",
        good: `const AWS = require('aws-sdk');
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
  return cachedSecret;
}

exports.handler = async (event) => {
  const dbCredentials = await getSecret('database-credentials');
  return { statusCode: 200, body: dbCredentials.host };
};`,
      },
      {
        title: "Fetched once, when the instance starts",
        file: "handler.mjs",
        good: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: "share-link" }));

export const handler = async () => ({ statusCode: 200, body: String(SecretString?.length) });`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    const secret = secretCallAt(node, code);
    const entry = secret && code.handlerOf(secret.call);
    if (!entry || entry.triggers.join() === "schedule" || isOfTheEvent(secret, code) || isKept(secret.call, code))
      return;
    yield {
      at: operationSite(secret.call),
      data: { secret, request: requestOf(secret, code), document: code.document },
    };
  },
  message: ({ secret: { operation } }) =>
    `'${operation}' runs on every invocation: it slows each answer, and a burst of requests is throttled`,
  fix: cached,
});

/** A rotation asks for the version that the event names: nothing to keep. */
const isOfTheEvent = (secret: SecretCall, code: CodeContext): boolean =>
  has(secret, "VersionStage") ||
  has(secret, "VersionId") ||
  (secret.input !== undefined && code.eventPaths(secret.input).length > 0);

/** Undefined: the client is not the module's, or the answer comes by a callback. */
function requestOf({ call, version }: SecretCall, code: CodeContext): Code.Expression | undefined {
  const client = call.callee.kind === "member" && call.callee.object.kind === "name" ? call.callee.object.name : "";
  const declared = code.declaration(client, call);
  if (declared?.kind !== "import" && !(declared?.kind === "variable" && declared.isModuleScope)) return undefined;
  if (version === 3) return call;
  const [promise, member] = code.parents(call).slice(-2);
  return member?.kind === "member" && member.property === "promise" && promise?.kind === "call" ? promise : undefined;
}

/** A function beside the handler that keeps the request's promise by the secret's name. */
function cached({ secret, request, document }: Uncached, edit: Edit): Cure | undefined {
  const { id, service } = secret;
  const source = request && sourceWith(secret, request);
  const words = service === "ssm" ? { name: "Parameter", id: "name" } : { name: "Secret", id: "secretId" };
  if (
    !id ||
    !source ||
    new RegExp(`\\b(?:${words.name.toLowerCase()}Cache|(?:cached|request)${words.name})\\b`).test(document.file.text)
  )
    return undefined;
  const helper = isTypescript(document) ? typedHelper(words, source(words.id)) : helperOf(words, source(words.id));
  const given = id.shorthand ? textAt(id.value) : id.block.text.slice(id.value.start, id.end);
  const edits: SiteEdit[] = [
    ...beforeStatement(document, request, helper),
    ...edit.text(request, `cached${words.name}(${given})`),
  ];
  return { title: "Keep it for five minutes, outside the handler", safety: "unsafe", edits };
}

/** The request with another name for the secret. Undefined if it needs something of the function that it stands in. */
function sourceWith(
  { call, parameters, id }: SecretCall,
  request: Code.Expression,
): ((name: string) => string) | undefined {
  if (
    !parameters ||
    !id ||
    parameters.block !== request.block ||
    parameters.start < request.start ||
    request.end < parameters.end
  )
    return undefined;
  const others = parameters.properties.filter((property) => property !== id);
  const isPlain = others.every(({ key, value }) => typeof key === "string" && value.kind === "literal");
  if (!isPlain || call.callee.kind !== "member" || call.callee.object.kind !== "name") return undefined;
  const text = textAt(request);
  return (name) =>
    `${text.slice(0, id.start - request.start)}${String(id.key)}: ${name}${text.slice(id.end - request.start)}`;
}

interface Words {
  readonly name: string;
  readonly id: string;
}

const helperOf = ({ name, id }: Words, request: string): string => `const ${name.toLowerCase()}Cache = new Map();

${functionOf(name, id, id, request)}`;

const typedHelper = (
  { name, id }: Words,
  request: string,
): string => `const request${name} = (${id}: string | undefined) => ${request};
const ${name.toLowerCase()}Cache = new Map<string | undefined, { answer: ReturnType<typeof request${name}>; until: number }>();

${functionOf(name, id, `${id}: string | undefined`, `request${name}(${id})`)}`;

const functionOf = (
  name: string,
  id: string,
  parameter: string,
  request: string,
): string => `/** The answer for a ${name.toLowerCase()}, kept for five minutes: a rotation gets through, and a failure is not kept. */
function cached${name}(${parameter}) {
  const known = ${name.toLowerCase()}Cache.get(${id});
  if (known && known.until > Date.now()) return known.answer;
  const answer = ${request};
  answer.catch(() => ${name.toLowerCase()}Cache.delete(${id}));
  ${name.toLowerCase()}Cache.set(${id}, { answer, until: Date.now() + 5 * 60 * 1000 });
  return answer;
}`;
