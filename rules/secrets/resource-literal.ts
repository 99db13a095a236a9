import { entryOf, type Node, type Resource, type Scalar, templateRule, textAt, value } from "../../engine/authoring.ts";
import { isPasswordName, isSecretName } from "../facts/secret-names.ts";
import { managedPasswords, secretProperties } from "../facts/secret-properties.ts";
import { isPlaceholder } from "../facts/token-formats.ts";
import { isInParameter } from "../shared/parameters.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

interface Literal {
  readonly resource: Resource;
  readonly path: string;
  readonly key: Scalar | undefined;
  readonly at: Node;
  /** It is all that is written there. */
  readonly isAll: boolean;
}

export default templateRule<Literal>({
  meta: {
    id: "secrets/resource-literal",
    severity: "error",
    confidence: "high",
    summary: "A password or token of a resource in plain text",
    why: "What stands in the template is in the repository's history and in every copy of it, and whoever can read the stack gets it with `GetTemplate`. Let the service make the password and keep it (RDS and Redshift do so), or refer to a secret of Secrets Manager with `{{resolve:secretsmanager:…}}`: CloudFormation reads it at deployment and shows it to nobody. Whoever could read the old value still can: replace it.",
    duty: "configuration",
    cwe: [798],
    controls: ["SAS-7"],
    references: [
      {
        title: "CloudFormation: dynamic references",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
      },
      {
        title: "RDS: passwords managed with Secrets Manager",
        url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
      },
    ],
    examples: [
      {
        title: "The master password of a database",
        bad: `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUsername: api
      MasterUserPassword: Ph0to-Api-9f3k! # for now
                          ^^^^^^^^^^^^^^^ 'MasterUserPassword' of 'Db' stands here in plain text`,
        fixed: `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUsername: api
      ManageMasterUserPassword: true # for now`,
      },
      {
        title: "A secret whose value is in the template, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "ApiSecret": {
      "Type": "AWS::SecretsManager::Secret",
      "Properties": { "SecretString": "v7Rq2mXz9LtK4wPs8" }
                                      ^^^^^^^^^^^^^^^^^^^ 'SecretString' of 'ApiSecret' stands here in plain text
    }
  }
}`,
        fixed: `{
  "Resources": {
    "ApiSecret": {
      "Type": "AWS::SecretsManager::Secret",
      "Properties": { "GenerateSecretString": { "PasswordLength": 32, "ExcludePunctuation": true } }
    }
  }
}`,
      },
      {
        title: "The users of a broker and the token of a webhook",
        bad: `Resources:
  Broker:
    Type: AWS::AmazonMQ::Broker
    Properties:
      Users:
        - Username: api
          Password: Ph0to-Api-9f3k!
                    ^^^^^^^^^^^^^^^ 'Password' of 'Broker' stands here in plain text
  Hook:
    Type: AWS::CodePipeline::Webhook
    Properties:
      AuthenticationConfiguration:
        SecretToken: v7Rq2mXz9LtK4wPs8
                     ^^^^^^^^^^^^^^^^^ 'SecretToken' of 'Hook' stands here in plain text`,
      },
      {
        title: "Through a variable of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
custom:
  password: Ph0to-Api-9f3k!
            ^^^^^^^^^^^^^^^ 'MasterUserPassword' of 'Db' stands here in plain text
resources:
  Resources:
    Db:
      Type: AWS::RDS::DBCluster
      Properties:
        MasterUserPassword: \${self:custom.password}`,
      },
      {
        title: "References, parameters, passwords that the service makes, and a secret that holds no secret",
        good: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
    Default: Ph0to-Api-9f3k!
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref DbPassword
  Cluster:
    Type: AWS::RDS::DBCluster
    Properties:
      MasterUserPassword: !Sub "{{resolve:secretsmanager:\${Secret}:SecretString:password}}"
  Other:
    Type: AWS::RDS::DBCluster
    Properties:
      ManageMasterUserPassword: true
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"username": "api"}'
        GenerateStringKey: password
  Filled:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: '{"username": "api", "password": "CHANGE_ME"}'
  Combined:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: !Sub '{"username": "api", "password": "\${DbPassword}"}'
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: key
          ApiKeyValue: MyApiKey
  Later:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: "<put in by hand>"`,
      },
    ],
  },
  at: Object.keys(secretProperties),
  *check(_property, resource) {
    for (const path of secretProperties[resource.type] ?? [])
      for (const found of literalsAt(resource, path)) yield { at: found.at, data: found };
  },
  message: ({ resource, path }) =>
    `'${nameIn(path)}' of '${shown(resource.name, 44)}' stands here in plain text: everyone who reads the template has it`,
  fix: ({ resource, path, key, at, isAll }, edit) => {
    const change = replacementOf(resource, path, at);
    if (!key || !isAll || !change) return undefined;
    const quote = /^["']/.exec(textAt(key))?.[0] ?? "";
    const edits = together(edit.text(key, `${quote}${change.name}${quote}`), edit.replace(at, change.value));
    return edits && { title: change.title, safety: "unsafe", edits };
  },
});

const nameIn = (path: string): string => path.split("/").findLast((part) => part !== "*") ?? path;

function literalsAt(resource: Resource, path: string): readonly Literal[] {
  const [list = "", rest] = path.split("/*");
  const property = resource.property(list);
  if (!property) return [];
  const isList = rest !== undefined;
  const values = isList ? value.items(property.value).map((item) => value.at(item, ...keysIn(rest))) : [property.value];
  return values.flatMap((given) =>
    (given ? value.possibilities(given).known : []).flatMap(({ value: option }) => {
      const text = value.text(option);
      if (text === undefined || !isSecretText(text, path) || !stands(text, option.at)) return [];
      if (isInParameter(resource.template, option.at)) return [];
      const isAll = !isList && option.at === property.at;
      return [{ resource, path, key: property.key, at: option.at, isAll }];
    }),
  );
}

const keysIn = (path: string): readonly string[] => path.split("/").filter((key) => key !== "");

/** A text that is made from others, by `Sub` or variables, is no literal. */
const stands = (text: string, at: Node): boolean => at.kind === "scalar" && at.value === text;

/** Words for a secret in its place: `MyApiKey`, `your-token-here`. */
const standIn =
  /^(?:my|your|the|some|api|key|token|secret|value|client|access|webhook|auth|here|test|dummy|sample|example|[-_ .])+$/i;

function isSecretText(text: string, path: string): boolean {
  if (text.trim() === "" || isPlaceholder(text)) return false;
  if (!isPasswordName(nameIn(path).replace(/s$/, "")) && standIn.test(text)) return false;
  if (path !== "SecretString" || !text.trimStart().startsWith("{")) return true;
  return entriesOfJson(text).some(([key, inner]) => isSecretName(key) && !isPlaceholder(inner) && inner !== "");
}

/** The texts of a flat JSON object; none where it is something else. */
function entriesOfJson(text: string): readonly (readonly [string, string])[] {
  return Array.from(text.matchAll(/"([^"\\]{1,80})"\s*:\s*"([^"\\]{0,400})"/g), (match) => [
    match[1] ?? "",
    match[2] ?? "",
  ]);
}

interface Replacement {
  readonly name: string;
  readonly value: true | { readonly PasswordLength: number; readonly ExcludePunctuation: boolean };
  readonly title: string;
}

function replacementOf(resource: Resource, path: string, at: Node): Replacement | undefined {
  const managed = managedPasswords[resource.type];
  if (managed && managed.of === path && !entryOf(resource.properties, managed.instead))
    return {
      name: managed.instead,
      value: true,
      title: "Let the service make the password and keep it in Secrets Manager",
    };
  if (path !== "SecretString" || textAt(at).includes("{") || entryOf(resource.properties, "GenerateSecretString"))
    return undefined;
  const made = { PasswordLength: 32, ExcludePunctuation: true };
  return { name: "GenerateSecretString", value: made, title: "Let Secrets Manager make the secret" };
}
