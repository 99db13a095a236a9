import { type Node, type Resource, type Scalar, templateRule, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";
import { isFirstWith } from "../shared/told-once.ts";
import { type NamedSecret, secretBehind, secretNamedIn } from "./_references.ts";
import { mayRead, renamedToArn } from "./_secret-arn.ts";

interface Resolved {
  readonly resource: Resource;
  readonly key: Scalar;
  readonly at: Node;
  readonly named: NamedSecret;
}

export default templateRule<Resolved>({
  meta: {
    id: "secrets/env-resolved",
    severity: "warning",
    confidence: "high",
    summary: "A secret that the deployment writes into a function's environment",
    why: "The template does not show the secret, but the function's settings do: the reference is resolved at deployment, and from then on everyone with `lambda:GetFunctionConfiguration` reads the value, in the console too. When the secret is rotated, the function goes on with the old one until the next deployment. Give the function the secret's ARN or the parameter's name, and the right to read it, and read it in the code when an instance starts.",
    duty: "configuration",
    cwe: [526],
    controls: ["SAS-7"],
    references: [
      {
        title: "Lambda: environment variables",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      },
      {
        title: "CloudFormation: dynamic references",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
      },
    ],
    examples: [
      {
        title: "A secret of this template",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          DB_PASSWORD: !Sub "{{resolve:secretsmanager:\${DbSecret}:SecretString:password}}"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'DB_PASSWORD' is given a secret of Secrets Manager at deployment: readable in the function's settings
  DbSecret:
    Type: AWS::SecretsManager::Secret`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          DB_PASSWORD_SECRET_ARN: !Ref DbSecret
      Policies:
        - AWSSecretsManagerGetSecretValuePolicy:
            SecretArn: !Ref DbSecret
  DbSecret:
    Type: AWS::SecretsManager::Secret`,
      },
      {
        title: "A hidden parameter, for all functions, told once",
        bad: `Transform: AWS::Serverless-2016-10-31
Parameters:
  ApiKey:
    Type: String
    NoEcho: true
Globals:
  Function:
    Environment:
      Variables:
        API_KEY: !Ref ApiKey
                      ^^^^^^ 'API_KEY' is given the hidden parameter 'ApiKey' at deployment: readable in the function's settings
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Print:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.print`,
      },
      {
        title: "By a secret's name, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "print.handler",
        "Environment": {
          "Variables": { "TOKEN": "{{resolve:secretsmanager:photos/token}}" }
                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'TOKEN' is given a secret of Secrets Manager
        }
      }
    }
  }
}`,
      },
      {
        title: "Variables of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
  environment:
    DB_PASSWORD: \${ssm:/photos/db-password}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'DB_PASSWORD' is given a parameter of Parameter Store
functions:
  list:
    handler: photos.list
    environment:
      SHOP_TOKEN: \${env:SHOP_TOKEN}
                  ^^^^^^^^^^^^^^^^^ 'SHOP_TOKEN' is given a secret of the deploying machine`,
      },
      {
        title: "Where the secret is; parts that are no secret; settings that are none",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage:
    Type: String
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          DB_SECRET_ARN: !Ref DbSecret
          DB_USER: !Sub "{{resolve:secretsmanager:\${DbSecret}:SecretString:username}}"
          TABLE: "{{resolve:ssm:/photos/table}}"
          STAGE: !Ref Stage
  DbSecret:
    Type: AWS::SecretsManager::Secret`,
      },
      {
        title: "Settings of a Serverless service that are no secrets, or are not decrypted",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  environment:
    TABLE: \${ssm:/photos/table}
    STAGE: \${env:STAGE}
    DB_PASSWORD_NAME: \${ssm:/photos/name}
    API_TOKEN: \${ssm(noDecrypt):/photos/token}
functions:
  list:
    handler: photos.list`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Environment/Variables",
  *check(property, resource) {
    for (const { key, node, value: given } of value.map(property?.value)?.entries ?? []) {
      const named = secretNamedIn(node, given, resource.template, String(key.value));
      if (named && isFirstWith(resource, "Environment/Variables", node))
        yield { at: node, data: { resource, key, at: node, named } };
    }
  },
  message: ({ key, named }) =>
    `'${shown(String(key.value), 32)}' is given ${named.what} at deployment: readable in the function's settings`,
  fix: ({ resource, key, at, named }, edit) => {
    const secret = secretBehind(named, resource.template);
    if (secret === undefined || !isWithin(resource, at) || resource.template.dialect === "serverless") return undefined;
    const edits = together(renamedToArn(key, edit), edit.replace(at, { Ref: secret }), mayRead(resource, secret, edit));
    return edits && { title: `Give it the ARN of '${secret}', which the code has to read`, safety: "unsafe", edits };
  },
});

const isWithin = ({ entry }: Resource, at: Node): boolean =>
  entry.block === at.block && entry.start <= at.start && at.end <= entry.end;
