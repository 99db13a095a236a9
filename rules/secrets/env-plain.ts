import {
  type Cure,
  type Edit,
  type Node,
  type Resource,
  type Scalar,
  templateRule,
  textAt,
  value,
} from "../../engine/authoring.ts";
import { wordsOf } from "../facts/secret-names.ts";
import { isInParameter } from "../shared/parameters.ts";
import { together } from "../shared/together.ts";
import { isFirstWith } from "../shared/told-once.ts";
import { secretIn } from "./_plain-text.ts";
import { mayRead, renamedToArn } from "./_secret-arn.ts";

interface PlainSecret {
  readonly resource: Resource;
  readonly name: string;
  /** In words: "a password". */
  readonly what: string;
  readonly key: Scalar;
  readonly at: Node;
  /** It is all that the variable holds, in every deployment. */
  readonly isAll: boolean;
}

export default templateRule<PlainSecret>({
  meta: {
    id: "secrets/env-plain",
    severity: "error",
    confidence: "high",
    summary: "A secret in plain text in a function's environment",
    why: "What stands in the template is in the repository's history, in the deployment's records and in the console, and everyone with `lambda:GetFunctionConfiguration` reads it. Keep it in AWS Secrets Manager, give the function the secret's ARN and the right to read this one secret, and read it in the code, once for many invocations. Whoever could read the old value still can: rotate it.",
    duty: "configuration",
    cwe: [526, 798],
    controls: ["SAS-7"],
    references: [
      {
        title: "Lambda: environment variables",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      },
    ],
    examples: [
      {
        title: "A password of a database",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          DB_USER: photo_api
          DB_PASSWORD: Ph0to-Api-9f3k! # of the reader
                       ^^^^^^^^^^^^^^^ 'DB_PASSWORD' holds a password in plain text: readable here and in the function's settings
      Policies:
        - AWSLambdaBasicExecutionRole
  Topic:
    Type: AWS::SNS::Topic`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          DB_USER: photo_api
          DB_PASSWORD_SECRET_ARN: !Ref DbPasswordSecret # of the reader
      Policies:
        - AWSLambdaBasicExecutionRole
        - AWSSecretsManagerGetSecretValuePolicy:
            SecretArn: !Ref DbPasswordSecret
  Topic:
    Type: AWS::SNS::Topic
  DbPasswordSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        PasswordLength: 32
        ExcludePunctuation: true`,
      },
      {
        title: "A key of another account, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Role": { "Fn::ImportValue": "print-role" },
        "Environment": {
          "Variables": {
            "SHOP_KEY": "AKIAZ3QWX7R5TKM2VJ4N"
                        ^^^^^^^^^^^^^^^^^^^^^^ 'SHOP_KEY' holds an AWS access key id in plain text
          }
        }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Role": { "Fn::ImportValue": "print-role" },
        "Environment": {
          "Variables": {
            "SHOP_KEY_SECRET_ARN": { "Ref": "ShopKeySecret" }
          }
        }
      }
    },
    "ShopKeySecret": {
      "Type": "AWS::SecretsManager::Secret",
      "Properties": {
        "Description": "Its value is put in by hand"
      }
    }
  }
}`,
      },
      {
        title: "In a function that stands last and has no policies yet",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Notify:
    Type: AWS::Serverless::Function
    Properties:
      Handler: notify.handler
      Environment:
        Variables:
          WEBHOOK_SECRET: v7Rq2mXz9LtK4wPs8
                          ^^^^^^^^^^^^^^^^^ 'WEBHOOK_SECRET' holds a secret in plain text`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Notify:
    Type: AWS::Serverless::Function
    Properties:
      Handler: notify.handler
      Environment:
        Variables:
          WEBHOOK_SECRET_ARN: !Ref WebhookSecret
      Policies:
        - AWSSecretsManagerGetSecretValuePolicy:
            SecretArn: !Ref WebhookSecret
  WebhookSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Description: Its value is put in by hand`,
      },
      {
        title: "A token for all functions of a service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  environment:
    STAGE: dev
    SHOP_TOKEN: \${self:custom.token}
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print
custom:
  token: q8Zt3vLw0Rk5Yx7NbC1m
         ^^^^^^^^^^^^^^^^^^^^ 'SHOP_TOKEN' holds a secret in plain text`,
      },
      {
        title: "References, names, and words that only stand for a secret",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  ApiKey:
    Type: String
    NoEcho: true
Globals:
  Function:
    Environment:
      Variables:
        DB_PASSWORD_SECRET_ARN: !Ref DbSecret
        SECRET_NAME: prod/photos/db
        API_KEY: !Ref ApiKey
        TOKEN_URL: https://login.example.com/oauth2/token
        TOKEN_TABLE: tokens
        TOKEN_TTL: 3600
        SHOP_TOKEN: REPLACE_ME
        DB_SECRET: photos/db-credentials
        DB_PASSWORD: "{{resolve:secretsmanager:photos/db:SecretString:password}}"
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  DbSecret:
    Type: AWS::SecretsManager::Secret`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Environment/Variables",
  *check(property, resource) {
    for (const secret of plainSecrets(property?.value, resource)) {
      if (!isFirstWith(resource, "Environment/Variables", secret.at)) continue;
      const isFallback = textAt(secret.at).includes("${");
      yield isFallback
        ? { at: secret.at, data: secret, severity: "warning", confidence: "medium" }
        : { at: secret.at, data: secret };
    }
  },
  message: ({ name, what }) => `'${name}' holds ${what} in plain text: readable here and in the function's settings`,
  fix: (secret, edit) => {
    const { resource, key, at } = secret;
    const isOwn = resource.entry.start <= key.start && at.end <= resource.entry.end;
    if (!isOwn || !secret.isAll || resource.template.dialect === "serverless") return undefined;
    const id = idOf(secret.name);
    return moved(secret, edit, id) ?? moved(secret, edit, `${resource.name}${id}`);
  },
});

function plainSecrets(variables: value.Value | undefined, resource: Resource): readonly PlainSecret[] {
  return (value.map(variables)?.entries ?? []).flatMap(({ key, node, value: given }) =>
    value.possibilities(given).known.flatMap(({ value: option }) => {
      const name = String(key.value);
      const text = value.text(option);
      const what = text === undefined || isInParameter(resource.template, option.at) ? undefined : secretIn(text, name);
      return what ? [{ resource, name, what, key, at: option.at, isAll: option.at === node }] : [];
    }),
  );
}

/** A logical id for the secret of a variable: `DbPasswordSecret`. */
function idOf(name: string): string {
  const words = wordsOf(name).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.at(-1) === "Secret" ? words.join("") : `${words.join("")}Secret`;
}

/** The secret as a resource of its own; the function is told its ARN and, in SAM, may read it. */
function moved({ resource, name, what, key, at }: PlainSecret, edit: Edit, id: string): Cure | undefined {
  const generated = { GenerateSecretString: { PasswordLength: 32, ExcludePunctuation: true } };
  const properties = what.startsWith("a password") ? generated : { Description: "Its value is put in by hand" };
  const edits = together(
    renamedToArn(key, edit),
    edit.replace(at, { Ref: id }),
    mayRead(resource, id, edit),
    edit.addResource(resource, id, { Type: "AWS::SecretsManager::Secret", Properties: properties }),
  );
  return (
    edits && {
      title: `Keep '${name}' in Secrets Manager, where the code has to read it, and rotate the old one`,
      safety: "unsafe",
      edits,
    }
  );
}
