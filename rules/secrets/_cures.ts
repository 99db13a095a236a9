import {
  type Code,
  type CodeNode,
  type Cure,
  type Edit,
  nodesOf,
  parentsBelow,
  type SecretCandidate,
} from "../../engine/authoring.ts";
import { wordsOf } from "../facts/secret-names.ts";
import { beforeStatement, isTypescript, merged } from "../shared/module-text.ts";

/**
 * Reads the secret of a string of code from Secrets Manager, through a function that is written beside the handler. Only where the string
 * is a value inside an asynchronous function: nothing else can wait for it.
 */
export function readFromSecretsManager(candidate: SecretCandidate, edit: Edit): Cure | undefined {
  const { document, expression, name } = candidate;
  if (document.language !== "script" || !expression || !canAwait(expression, document.statements)) return undefined;
  if (/\b(?:secrets|secretCache|getSecret)\b/.test(document.file.text)) return undefined;
  const variable = `${name === undefined ? "" : `${wordsOf(name).join("_").toUpperCase()}_`}SECRET_ID`.replace(
    /SECRET_SECRET_/,
    "SECRET_",
  );
  const edits = [
    ...edit.importName(expression, "SecretsManager", "@aws-sdk/client-secrets-manager"),
    ...beforeStatement(document, expression, isTypescript(document) ? typedLoader : loader),
    ...edit.text(expression, `await getSecret(process.env.${variable})`),
  ];
  const title = `Read it from Secrets Manager, by the id in '${variable}' (and replace it: it was in the code)`;
  return { title, safety: "unsafe", edits: merged(edits) };
}

/** `process.env.X ?? "secret"` without what stands in for a missing setting. */
export function withoutDefault({ document, expression, defaultOf }: SecretCandidate, edit: Edit): Cure | undefined {
  if (document.language !== "script" || !expression || defaultOf === undefined) return undefined;
  const top = statementOf(expression, document.statements);
  const around = top && parentsBelow(top).get(expression);
  if (around?.kind !== "binary" || around.right !== expression) return undefined;
  const rest = { block: around.block, start: around.left.end, end: around.end };
  return { title: `Leave '${defaultOf}' without a default`, safety: "safe", edits: edit.text(rest, "") };
}

const statementOf = (node: CodeNode, statements: readonly Code.Statement[]): Code.Statement | undefined =>
  statements.find((statement) => statement.block === node.block && [...nodesOf(statement)].includes(node));

function canAwait(expression: Code.Expression, statements: readonly Code.Statement[]): boolean {
  const top = statementOf(expression, statements);
  if (!top) return false;
  const parents = parentsBelow(top);
  const [parent] = [parents.get(expression)];
  if (!parent || !/^(?:variable|assignment|object|call|array|return|conditional|binary)$/.test(parent.kind))
    return false;
  if (parent.kind === "call" && parent.callee === expression) return false;
  let here: CodeNode | undefined = parent;
  while (here && here.kind !== "function") here = here.kind === "class" ? undefined : parents.get(here);
  return here?.kind === "function" && here.isAsync && here.bodyAt.start <= expression.start;
}

const body = (
  parameter: string,
): string => `/** A secret's text, kept for five minutes, so that a rotation reaches warm instances. */
async function getSecret(${parameter}) {
  const known = secretCache.get(secretId);
  if (known && known.until > Date.now()) return known.text;
  const { SecretString: text } = await secrets.getSecretValue({ SecretId: secretId });
  secretCache.set(secretId, { text, until: Date.now() + 5 * 60 * 1000 });
  return text;
}`;

const loader = `const secrets = new SecretsManager({});
const secretCache = new Map();

${body("secretId")}`;

const typedLoader = `const secrets = new SecretsManager({});
const secretCache = new Map<string | undefined, { text: string | undefined; until: number }>();

${body("secretId: string | undefined")}`;
