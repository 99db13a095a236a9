import {
  type Code,
  type CodeContext,
  type Cure,
  codeRule,
  type Edit,
  nodesOf,
  type SiteEdit,
  textAt,
} from "../../engine/authoring.ts";
import { keepsOf } from "../shared/kept-values.ts";
import { type SecretCall, secretCallAt } from "./_secret-call.ts";

interface Unkeyed {
  /** The variable of the module that holds the one secret. */
  readonly cache: string;
  /** The parameter that says which secret is wanted. */
  readonly name: string;
  readonly within: Code.FunctionExpression;
  /** Where the variable is declared, if it holds nothing at first and is used only in ways that a map can take over. */
  readonly declaration?: Code.VariableStatement;
  readonly uses: readonly Use[];
}

/** One use of the variable in its function, with the text that a map needs there. */
interface Use {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export default codeRule<Unkeyed>({
  meta: {
    id: "secrets/cache-not-keyed",
    severity: "warning",
    confidence: "high",
    summary: "A cache returns one secret whatever secret is asked for",
    why: "The function takes the secret's name and keeps the answer in one variable, which it returns from then on without another look at the name. The first caller decides what everybody gets: the second secret that is asked for comes out as the first one's value, a database gets another database's password, and a key meant for one purpose signs for another. It shows only in a warm instance, when a second secret comes into use.",
    duty: "code",
    cwe: [488],
    controls: ["SAS-7"],
    references: [
      {
        title: "Secrets Manager: cache secrets to improve performance",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/use-client-side-caching.html",
      },
    ],
    examples: [
      {
        title: "One variable for all names",
        bad: `const AWS = require('aws-sdk');
const secretsManager = new AWS.SecretsManager();

// Cache secrets outside handler for reuse across invocations
let cachedSecret = null;

async function getSecret(secretName) {
  if (cachedSecret) {
    return cachedSecret;
           ^^^^^^^^^^^^ 'cachedSecret' is returned whatever 'secretName' says
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
        fixed: `const AWS = require('aws-sdk');
const secretsManager = new AWS.SecretsManager();

// Cache secrets outside handler for reuse across invocations
const cachedSecret = new Map();

async function getSecret(secretName) {
  if (cachedSecret.has(secretName)) {
    return cachedSecret.get(secretName);
  }
  const data = await secretsManager.getSecretValue({
    SecretId: secretName
  }).promise();
  cachedSecret.set(secretName, JSON.parse(data.SecretString));
  return cachedSecret.get(secretName);
}

exports.handler = async (event) => {
  const dbCredentials = await getSecret('database-credentials');
  return { statusCode: 200, body: dbCredentials.host };
};`,
      },
      {
        title: "Filled once, in TypeScript",
        file: "secrets.ts",
        bad: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
let cached: string | undefined;

export const getSecret = async (id: string): Promise<string | undefined> => {
  if (!cached) {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: id }));
    cached = answer.SecretString;
  }
  return cached;
         ^^^^^^ 'cached' is returned whatever 'id' says
};`,
        fixed: `import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const client = new SecretsManagerClient({});
const cached = new Map<string, string | undefined>();

export const getSecret = async (id: string): Promise<string | undefined> => {
  if (!cached.has(id)) {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: id }));
    cached.set(id, answer.SecretString);
  }
  return cached.get(id);
};`,
      },
      {
        title: "Kept by name",
        good: `const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');

const client = new SecretsManagerClient({});
const cache = new Map();

exports.getSecret = async (id) => {
  const known = cache.get(id);
  if (known && known.until > Date.now()) return known.value;
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  cache.set(id, { value: SecretString, until: Date.now() + 300_000 });
  return SecretString;
};`,
      },
      {
        title: "One secret only",
        good: `const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');

const client = new SecretsManagerClient({});
let cached;

exports.getSecret = async () => {
  cached ??= (await client.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ID }))).SecretString;
  return cached;
};`,
      },
    ],
  },
  on: ["call"],
  *check(node, code) {
    const secret = secretCallAt(node, code);
    const within = secret && code.enclosing(secret.call);
    const name = within && nameParameter(secret, within);
    if (!secret || !within || name === undefined || isLookedAt(name, secret.call, within)) return;
    for (const keep of keepsOf(secret.call, code)) {
      if (keep.within !== within || keep.node.kind !== "assignment" || keep.node.target.kind !== "name") continue;
      const cache = keep.node.target.name;
      const returned = returnsOf(cache, within)[0];
      if (returned) yield { at: returned, data: { cache, name, within, ...takeover(cache, name, within, code) } };
    }
  },
  message: ({ cache, name }) =>
    `'${cache}' is returned whatever '${name}' says: a second secret comes out as the first one's value`,
  fix: keyed,
});

/** The parameter of the function that the secret's name is made of. */
function nameParameter({ id }: SecretCall, within: Code.FunctionExpression): string | undefined {
  const names = id ? [...nodesOf(id.value)].flatMap((node) => (node.kind === "name" ? [node.name] : [])) : [];
  return within.params.flatMap(({ target }) =>
    target.kind === "name" && names.includes(target.name) ? [target.name] : [],
  )[0];
}

/** Whether the function does anything with the name beside asking for the secret: compares it, looks it up, hands it on. */
const isLookedAt = (name: string, call: Code.Call, within: Code.FunctionExpression): boolean =>
  within.body
    .flatMap((statement) => [...nodesOf(statement)])
    .some((node) => node.kind === "name" && node.name === name && !(call.start <= node.start && node.end <= call.end));

/** Where the function returns the variable, by itself or as the first choice: `return cached ?? (cached = …)`. */
const returnsOf = (cache: string, within: Code.FunctionExpression): readonly Code.Expression[] =>
  [...nodesOf(within)].flatMap((node) => {
    const value = node.kind === "return" ? node.value : undefined;
    const first = value?.kind === "binary" && /^(?:\?\?|\|\|)$/.test(value.operator) ? value.left : value;
    return first?.kind === "name" && first.name === cache ? [first] : [];
  });

/** What turning the variable into a map needs. No declaration: some use of it is of another kind. */
function takeover(
  cache: string,
  name: string,
  within: Code.FunctionExpression,
  code: CodeContext,
): Pick<Unkeyed, "declaration" | "uses"> {
  const declared = code.declaration(cache, within.bodyAt);
  const statement = declared?.kind === "variable" && declared.isModuleScope ? declared.statement : undefined;
  const nodes = code.document.statements.flatMap((one) => [...nodesOf(one)]);
  const mentions = nodes.filter((node): node is Code.Name => node.kind === "name" && node.name === cache);
  const reads = mentions.map((node) => useOf(node, name, within, code));
  const writes = nodes.filter(
    (node): node is Code.Assignment => node.kind === "assignment" && textAt(node.target) === cache,
  );
  const uses = [...reads, ...writes.map((node) => writeOf(node, cache, name, within, code))];
  if (!uses.every((use) => use !== undefined) || !statement || !isEmptyAtFirst(statement)) return { uses: [] };
  return { declaration: statement, uses };
}

function useOf(node: Code.Name, name: string, within: Code.FunctionExpression, code: CodeContext): Use | undefined {
  const around = code.parents(node);
  const parent = around.at(-1);
  if (!around.includes(within)) return undefined;
  const read = { start: node.start, end: node.end };
  if (parent?.kind === "return") return { ...read, text: `${node.name}.get(${name})` };
  const isTested =
    (parent?.kind === "if" && parent.test === node) || (parent?.kind === "unary" && parent.operator === "!");
  return isTested ? { ...read, text: `${node.name}.has(${name})` } : undefined;
}

/** A plain assignment that is a statement of its own. */
function writeOf(
  node: Code.Assignment,
  cache: string,
  name: string,
  within: Code.FunctionExpression,
  code: CodeContext,
): Use | undefined {
  const around = code.parents(node);
  if (node.operator !== "=" || !around.includes(within) || around.at(-1)?.kind !== "expression") return undefined;
  const value = node.block.text.slice(node.target.end, node.end).replace(/^\s*=\s*/, "");
  return { start: node.start, end: node.end, text: `${cache}.set(${name}, ${value})` };
}

const emptyVariable = /^(?:let|var)\s+([\w$]+)\s*(?::\s*([^=]+?))?\s*(?:=\s*(?:null|undefined))?\s*(;?)$/;

const isEmptyAtFirst = (statement: Code.VariableStatement): boolean => emptyVariable.test(textAt(statement));

function keyed({ cache, name, within, declaration, uses }: Unkeyed, edit: Edit): Cure | undefined {
  const [, , type, end] = (declaration && emptyVariable.exec(textAt(declaration))) ?? [];
  if (!declaration || end === undefined) return undefined;
  const parameter = within.params.find(({ target }) => target.kind === "name" && target.name === name)?.type;
  const types = type === undefined ? "" : `<${parameter ?? "string"}, ${type}>`;
  const made = edit.text(declaration, `const ${cache} = new Map${types}()${end}`);
  const edits: SiteEdit[] = uses.flatMap((use) =>
    edit.text({ block: within.block, start: use.start, end: use.end }, use.text),
  );
  return { title: `Keep each secret under its own '${name}'`, safety: "unsafe", edits: [...made, ...edits] };
}
