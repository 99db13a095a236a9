import { type Resource, settingsOf, templateRule, value } from "../../engine/authoring.ts";
import { isSecretName } from "../facts/secret-names.ts";
import { type Lacking, lackingWith, setForAll } from "../shared/all-functions.ts";
import { companion, kmsKey } from "../shared/companions.ts";
import { variablesOf } from "../shared/environment.ts";
import { listed } from "../shared/listed.ts";
import { together } from "../shared/together.ts";

interface Exposed {
  readonly lacking: Lacking;
  readonly names: readonly string[];
}

const lackingKey = lackingWith(lacksKey);
const keyName = "EnvironmentKey";

export default templateRule<Exposed>({
  meta: {
    id: "encryption/lambda-env",
    severity: "info",
    confidence: "high",
    summary: "Variables that look like secrets, without a key of the account",
    why: "Lambda encrypts environment variables under a key that AWS manages, and decrypts them for everyone who may look at the function's settings. Under a key of your own, looking also needs the right to use that key, and each use is in CloudTrail. Better still, keep the secret itself in Secrets Manager and only its ARN in the environment.",
    duty: "encryption",
    cwe: [311, 526],
    controls: ["SAS-7"],
    references: [
      {
        title: "Lambda: securing environment variables",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
      },
    ],
    examples: [
      {
        title: "A password that a parameter gives",
        bad: `Transform: AWS::Serverless-2016-10-31
Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  ListPhotos:
  ^^^^^^^^^^ 'ListPhotos' has 'DB_PASSWORD' in the environment
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          TABLE: photos
          DB_PASSWORD: !Ref DbPassword`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Environment:
        Variables:
          TABLE: photos
          DB_PASSWORD: !Ref DbPassword
      KmsKeyArn: !GetAtt EnvironmentKey.Arn
  EnvironmentKey:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: kms:*
            Resource: "*"`,
      },
      {
        title: "Two secrets, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": { "Token": { "Type": "String" } },
  "Resources": {
    "Print": {
    ^^^^^^^ 'Print' has 'API_TOKEN' and 'SIGNING_KEY' in the environment
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": {
            "API_TOKEN": { "Ref": "Token" },
            "SIGNING_KEY": "{{resolve:secretsmanager:print:SecretString:key}}"
          }
        }
      }
    }
  }
}`,
        fixed: `{
  "Parameters": { "Token": { "Type": "String" } },
  "Resources": {
    "Print": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": {
          "Variables": {
            "API_TOKEN": { "Ref": "Token" },
            "SIGNING_KEY": "{{resolve:secretsmanager:print:SecretString:key}}"
          }
        },
        "KmsKeyArn": { "Fn::GetAtt": ["EnvironmentKey", "Arn"] }
      }
    },
    "EnvironmentKey": {
      "Type": "AWS::KMS::Key",
      "Properties": {
        "EnableKeyRotation": true,
        "KeyPolicy": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {
                "AWS": { "Fn::Sub": "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" }
              },
              "Action": "kms:*",
              "Resource": "*"
            }
          ]
        }
      }
    }
  }
}`,
      },
      {
        title: "In a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
functions:
  list:
  ^^^^ 'list' has 'DB_PASSWORD' in the environment
    handler: photos.list
    environment:
      DB_PASSWORD: \${ssm:/photos/db-password}
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
functions:
  list:
    handler: photos.list
    environment:
      DB_PASSWORD: \${ssm:/photos/db-password}
    kmsKeyArn: !GetAtt EnvironmentKey.Arn
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
    EnvironmentKey:
      Type: AWS::KMS::Key
      Properties:
        EnableKeyRotation: true
        KeyPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal:
                AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
              Action: kms:*
              Resource: "*"`,
      },
      {
        title: "For all functions of a service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ 2 functions have 'DB_PASSWORD' in the environment
  name: aws
  environment:
    DB_PASSWORD: \${ssm:/photos/db-password}
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket`,
        fixed: `service: photos
provider:
  name: aws
  environment:
    DB_PASSWORD: \${ssm:/photos/db-password}
  kmsKeyArn: !GetAtt EnvironmentKey.Arn
functions:
  list:
    handler: photos.list
  print:
    handler: photos.print
resources:
  Resources:
    Photos:
      Type: AWS::S3::Bucket
    EnvironmentKey:
      Type: AWS::KMS::Key
      Properties:
        EnableKeyRotation: true
        KeyPolicy:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Principal:
                AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
              Action: kms:*
              Resource: "*"`,
      },
      {
        title: "A key for all functions; no secrets; only the names and ARNs of secrets",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  DbPassword:
    Type: String
Resources:
  ListPhotos:
    Type: AWS::Serverless::Function
    Properties:
      KmsKeyArn: !GetAtt Key.Arn
      Environment:
        Variables:
          DB_PASSWORD: !Ref DbPassword
  Resize:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          TABLE: photos
          DB_PASSWORD_SECRET_ARN: !Ref DbSecret
          DB_SECRET: !Ref DbSecret
          API_TOKEN: arn:aws:secretsmanager:eu-west-1:111122223333:secret:token
          DB_PASSWORD: /photos/db-password
          PAYMENT_TOKEN: ""
  Key:
    Type: AWS::KMS::Key
  DbSecret:
    Type: AWS::SecretsManager::Secret`,
      },
      {
        title: "The key stands in the provider",
        file: "serverless.yml",
        good: `service: photos
provider:
  name: aws
  kmsKeyArn: arn:aws:kms:eu-west-1:111122223333:key/9f2c
functions:
  list:
    handler: photos.list
    environment:
      DB_PASSWORD: \${ssm:/photos/db-password}`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_, resource) {
    if (!lacksKey(resource)) return;
    const lacking = lackingKey(resource);
    if (lacking) yield { at: lacking.at, data: { lacking, names: secretNames(resource) } };
  },
  message: ({ lacking: { functions }, names }) => {
    const [first] = functions;
    const whose = functions.length === 1 ? `'${first?.name}' has` : `${functions.length} functions have`;
    return `${whose} ${listed(names)} in the environment without a key of the account`;
  },
  fix: ({ lacking }, edit) => {
    const [first] = lacking.functions;
    const key = first && companion(first, keyName, kmsKey, edit);
    const named = { "Fn::GetAtt": [keyName, "Arn"] };
    const edits = key && together(setForAll(lacking, "KmsKeyArn", named, "kmsKeyArn", edit), key.edits);
    return (
      edits && {
        title: "Encrypt them with a key of the account, which the function's role must be allowed to use",
        safety: "unsafe",
        edits,
      }
    );
  },
});

function lacksKey(resource: Resource): boolean {
  if (secretNames(resource).length === 0) return false;
  const { all, isComplete } = settingsOf(resource, "KmsKeyArn");
  return isComplete && all.every(({ isWritten }) => !isWritten);
}

/** Variables that hold a secret itself, as far as name and value say. What stands there in plain text is `secrets/env-plain`'s to tell. */
function secretNames(resource: Resource): readonly string[] {
  return variablesOf(resource)
    .filter((variable) => isSecretName(variable.name) && mayBeSecret(variable.value))
    .map(({ name }) => name);
}

function mayBeSecret(given: value.Value): boolean {
  if (given.kind === "oneOf") return given.options.every((option) => mayBeSecret(option.value));
  if (given.kind === "unknown")
    return given.refersTo === undefined && !/:(secret|parameter)[:/]/.test(given.pattern ?? "");
  const text = value.text(given);
  return text !== undefined && /^\{\{resolve:/.test(text);
}
