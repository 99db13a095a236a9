import { itemsOf, type Node, type Template, textAt, type value } from "../../engine/authoring.ts";
import { isSecretName } from "../facts/secret-names.ts";
import { isHiddenParameter } from "../shared/parameters.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";

/** A secret that a value names, and that stands in the clear where the deployment puts the value. */
export interface NamedSecret {
  /** In words: "the hidden parameter 'ApiKey'". */
  readonly what: string;
  /** The logical id of the secret of Secrets Manager that it is read from, where it is one of this template. */
  readonly secret?: string;
}

/** The first secret that a value names. `name`: what the value is given to, where that tells whether a variable holds a secret. */
export function secretNamedIn(
  node: Node,
  meaning: value.Value,
  template: Template,
  name?: string,
): NamedSecret | undefined {
  return dynamicReference(meaning) ?? serverlessVariable(meaning, template, name) ?? intrinsic(node, template);
}

/** `{{resolve:secretsmanager:…}}`, `{{resolve:ssm-secure:…}}`: unless it reads a part that is no secret, such as the user's name. */
function dynamicReference(meaning: value.Value): NamedSecret | undefined {
  for (const text of textsOf(meaning)) {
    const start = text.search(/\{\{resolve:(?:secretsmanager|ssm-secure):/);
    const end = text.indexOf("}}", start);
    if (start < 0 || end < 0) continue;
    const content = text.slice(start + "{{resolve:".length, end);
    if (content.startsWith("ssm-secure:")) return { what: "a SecureString of Parameter Store" };
    const part = /:SecretString:([^:]*)/.exec(content)?.[1] ?? "";
    if (part !== "" && !isSecretName(part)) continue;
    return { what: "a secret of Secrets Manager", secret: /^secretsmanager:\$\{(\w+)\}/.exec(content)?.[1] };
  }
  return undefined;
}

function* textsOf(meaning: value.Value): Generator<string> {
  if (meaning.kind === "oneOf") for (const option of meaning.options) yield* textsOf(option.value);
  const text = patternText(meaning);
  if (text !== undefined) yield text;
}

/** `${ssm:…}`, which the framework decrypts, and `${env:…}`, given to a name of a secret; Secrets Manager's are surely secrets. */
function serverlessVariable(meaning: value.Value, template: Template, name = ""): NamedSecret | undefined {
  if (template.dialect !== "serverless" || meaning.kind !== "unknown") return undefined;
  const variable = /\$\{\s*(ssm|env)((?:\([^)]*\))?):([^,}]*)/.exec(textAt(meaning.at));
  if (!variable) return undefined;
  const [, source, options = "", address = ""] = variable;
  if (/raw|noDecrypt/.test(options)) return undefined;
  if (address.startsWith("/aws/reference/secretsmanager/")) return { what: "a secret of Secrets Manager" };
  if (!isSecretName(name)) return undefined;
  return { what: source === "env" ? "a secret of the deploying machine" : "a parameter of Parameter Store" };
}

/** `Ref` of a parameter with `NoEcho`, `GetAtt` of an access key's secret, alone or within a text. */
function intrinsic(node: Node, template: Template): NamedSecret | undefined {
  for (const name of namesIn(node)) {
    const [resource = "", attribute] = name.split(".");
    if (attribute === "SecretAccessKey" && template.resource(resource)?.type === "AWS::IAM::AccessKey")
      return { what: `the secret of access key '${shown(resource, 32)}'` };
    if (isHiddenParameter(template, name)) return { what: `the hidden parameter '${shown(name, 32)}'` };
  }
  return undefined;
}

/** What `Ref`, `GetAtt` and `Sub` within a value name: `Parameter`, `Resource.Attribute`. */
function* namesIn(node: Node): Generator<string> {
  if (node.tag === "!Ref") yield textIn(node);
  else if (node.tag === "!GetAtt") yield attributeIn(node);
  else if (node.tag === "!Sub") yield* placeholdersIn(node.kind === "sequence" ? node.items[0] : node);
  if (node.kind === "sequence") for (const item of node.items) yield* namesIn(item);
  if (node.kind !== "mapping") return;
  for (const { key, value: inner } of node.entries) {
    if (key.value === "Ref") yield textIn(inner);
    else if (key.value === "Fn::GetAtt") yield attributeIn(inner);
    else if (key.value === "Fn::Sub") yield* placeholdersIn(inner.kind === "sequence" ? inner.items[0] : inner);
    yield* namesIn(inner);
  }
}

const textIn = (node: Node | undefined): string =>
  node?.kind === "scalar" && typeof node.value === "string" ? node.value : "";

const attributeIn = (node: Node): string =>
  node.kind === "scalar" ? textIn(node) : itemsOf(node).map(textIn).join(".");

function* placeholdersIn(node: Node | undefined): Generator<string> {
  for (const match of textIn(node).matchAll(/\$\{([^{}!]+)\}/g)) yield match[1] ?? "";
}

/** The secret of this template whose value a value surely is. */
export const secretBehind = (named: NamedSecret, template: Template): string | undefined =>
  named.secret !== undefined && template.resource(named.secret)?.type === "AWS::SecretsManager::Secret"
    ? named.secret
    : undefined;
