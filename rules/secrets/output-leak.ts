import { type Declared, declarationRule, entryOf, followed, textAt } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { type NamedSecret, secretBehind, secretNamedIn } from "./_references.ts";

interface Leak {
  readonly output: Declared;
  readonly named: NamedSecret;
}

export default declarationRule<Leak>({
  meta: {
    id: "secrets/output-leak",
    severity: "error",
    confidence: "high",
    summary: "An output of the stack that shows a secret",
    why: "Outputs are there to be read: everyone who may look at the stack sees them, other stacks import them, deployment tools print them into logs. `NoEcho` does not hide a parameter there. Put out the secret's ARN instead; whoever needs the value reads it with rights of their own.",
    duty: "configuration",
    cwe: [200],
    controls: ["SAS-7"],
    references: [
      {
        title: "CloudFormation: outputs",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
      },
      {
        title: "CloudFormation: parameters",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      },
    ],
    examples: [
      {
        title: "The secret of an access key, a hidden parameter within a text",
        bad: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  Key:
    Type: AWS::IAM::AccessKey
    Properties:
      UserName: deploy
Outputs:
  KeySecret:
    Value: !GetAtt Key.SecretAccessKey
                   ^^^^^^^^^^^^^^^^^^^ 'KeySecret' shows the secret of access key 'Key' to everyone who may look at the stack
  Connection:
    Value: !Sub postgres://api:\${DbPassword}@db
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Connection' shows the hidden parameter 'DbPassword' to everyone who may look at the stack`,
      },
      {
        title: "A secret of this template",
        bad: `Resources:
  DbSecret:
    Type: AWS::SecretsManager::Secret
Outputs:
  DbPassword:
    Value: !Sub "{{resolve:secretsmanager:\${DbSecret}:SecretString:password}}"
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'DbPassword' shows a secret of Secrets Manager`,
        fixed: `Resources:
  DbSecret:
    Type: AWS::SecretsManager::Secret
Outputs:
  DbPassword:
    Value: !Ref DbSecret`,
      },
      {
        title: "In JSON",
        file: "template.json",
        bad: `{
  "Parameters": {
    "ApiKey": { "Type": "String", "NoEcho": true }
  },
  "Resources": {
    "Topic": { "Type": "AWS::SNS::Topic" }
  },
  "Outputs": {
    "Key": { "Value": { "Ref": "ApiKey" } }
                      ^^^^^^^^^^^^^^^^^^^ 'Key' shows the hidden parameter 'ApiKey'
  }
}`,
      },
      {
        title: "In the resources of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
  name: aws
resources:
  Resources:
    DbSecret:
      Type: AWS::SecretsManager::Secret
  Outputs:
    ShopToken:
      Value: \${ssm:/photos/shop-token}
             ^^^^^^^^^^^^^^^^^^^^^^^^^ 'ShopToken' shows a parameter of Parameter Store to everyone who may look at the stack`,
      },
      {
        title: "Where a secret is, the public half of a key, a user's name",
        good: `Parameters:
  ApiKey:
    Type: String
    NoEcho: true
  Stage:
    Type: String
Resources:
  Key:
    Type: AWS::IAM::AccessKey
    Properties:
      UserName: deploy
  DbSecret:
    Type: AWS::SecretsManager::Secret
Outputs:
  KeyId:
    Value: !Ref Key
  Secret:
    Value: !Ref DbSecret
  DbUser:
    Value: !Sub "{{resolve:secretsmanager:\${DbSecret}:SecretString:username}}"
  Stage:
    Value: !Ref Stage`,
      },
    ],
  },
  on: "output",
  *check(output) {
    const property = output.attribute("Value");
    const named = property && secretNamedIn(property.at, property.value, output.template, output.name);
    if (named) yield { at: property.at, data: { output, named } };
  },
  message: ({ output, named }) =>
    `'${shown(output.name, 34)}' shows ${named.what} to everyone who may look at the stack`,
  fix: ({ output, named }, edit) => {
    const secret = secretBehind(named, output.template);
    const written = entryOf(followed(output.entry.value), "Value")?.value;
    const edits =
      secret !== undefined && written && textAt(written) !== "" ? edit.replace(written, { Ref: secret }) : undefined;
    return edits && { title: `Put out the ARN of '${secret}'`, safety: "unsafe", edits };
  },
});
