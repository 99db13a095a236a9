import { type Node, type Resource, templateRule, value } from "../../engine/authoring.ts";
import { isSecretName } from "../facts/secret-names.ts";
import { patternText } from "../shared/pattern-text.ts";
import { shown } from "../shared/shown.ts";
import { isReference } from "./_plain-text.ts";
import { secretNamedIn } from "./_references.ts";

interface Plain {
  readonly parameter: Resource;
  readonly at: Node;
  /** What it surely holds, in words. */
  readonly holds?: string;
}

export default templateRule<Plain>({
  meta: {
    id: "secrets/ssm-plain-string",
    severity: "warning",
    confidence: "medium",
    summary: "A secret in a parameter of Parameter Store that is not encrypted",
    why: "A `String` of Parameter Store is kept and shown in plain text: in the console, to everyone with `ssm:GetParameter`, and in the template's own value. A `SecureString` is encrypted under a KMS key, so that reading it needs a second right and leaves a trace, but CloudFormation cannot make one. Keep the secret in Secrets Manager, or make the SecureString outside of the stack and hand in its name.",
    duty: "configuration",
    cwe: [312],
    controls: ["SAS-7"],
    references: [
      {
        title: "CloudFormation: parameters of Parameter Store, of which it makes no SecureString",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html",
      },
      {
        title: "Parameter Store: SecureString",
        url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
      },
    ],
    examples: [
      {
        title: "A password by its name",
        bad: `Parameters:
  Given:
    Type: String
Resources:
  DbPassword:
  ^^^^^^^^^^ 'DbPassword' keeps a secret unencrypted in Parameter Store
    Type: AWS::SSM::Parameter
    Properties:
      Name: /photos/db/password
      Type: String
      Value: !Ref Given`,
      },
      {
        title: "A secret by its value, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": {
    "ApiKey": { "Type": "String", "NoEcho": true }
  },
  "Resources": {
    "Setting": {
      "Type": "AWS::SSM::Parameter",
      "Properties": {
        "Type": "String",
        "Value": { "Ref": "ApiKey" }
                 ^^^^^^^^^^^^^^^^^^^ 'Setting' keeps the hidden parameter 'ApiKey' unencrypted in Parameter Store
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
resources:
  Resources:
    Token:
    ^^^^^ 'Token' keeps a secret unencrypted in Parameter Store
      Type: AWS::SSM::Parameter
      Properties:
        Name: /photos/shop-token
        Type: String
        Value: \${opt:token}`,
      },
      {
        title: "Where a secret is; settings that are none",
        good: `Resources:
  DbSecret:
    Type: AWS::SecretsManager::Secret
  DbPasswordArn:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /photos/db/secret
      Type: String
      Value: !Ref DbSecret
  TokenUrl:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /photos/api-token
      Type: String
      Value: https://login.example.com/token
  Table:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /photos/table
      Type: String
      Value: photos
  PasswordLength:
    Type: AWS::SSM::Parameter
    Properties:
      Name: /photos/password-length
      Type: String
      Value: "12"`,
      },
    ],
  },
  at: "AWS::SSM::Parameter/Value",
  *check(property, parameter) {
    if (!property) return;
    const named = secretNamedIn(property.at, property.value, parameter.template, nameOf(parameter));
    if (named) yield { at: property.at, data: { parameter, at: property.at, holds: named.what }, severity: "error" };
    else if (isSecretName(nameOf(parameter)) && !isPlace(property.value))
      yield { at: parameter.key, data: { parameter, at: parameter.key } };
  },
  message: ({ parameter, holds = "a secret" }) =>
    `'${shown(parameter.name, 44)}' keeps ${holds} unencrypted in Parameter Store`,
});

/** The last part of its name, or the logical id where there is none that is known. */
function nameOf(parameter: Resource): string {
  const path = patternText(parameter.property("Name")?.value);
  const last = path?.split("/").at(-1);
  return last && !last.includes("$") ? last : parameter.name;
}

/** Whether the value says where something is: a resource of the template, an address, a path. */
function isPlace(given: value.Value): boolean {
  if (given.kind === "unknown") return given.refersTo !== undefined;
  const text = value.text(given);
  return text !== undefined && (isReference(text) || /^\d*$|^(?:true|false)$/.test(text));
}
