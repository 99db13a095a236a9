import { type Resource, resourcesOfType, templateRule } from "../../engine/authoring.ts";

export default templateRule<Resource>({
  meta: {
    id: "secrets/no-rotation",
    severity: "info",
    confidence: "high",
    summary: "A generated secret that is never rotated",
    why: "A secret that never changes is good for as long as nobody has lost it, and nobody notices when it is lost: logs, dumps and old laptops keep copies. Secrets Manager can make a new value every few weeks and set it in the database at the same time; code that reads the secret when it needs it, with a short cache, goes on working. Only secrets that CloudFormation generates are looked at: a token of another company can be renewed only there.",
    duty: "configuration",
    cwe: [262],
    controls: ["SecretsManager.1", "SAS-7"],
    references: [
      {
        title: "Secrets Manager: rotation",
        url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
      },
      {
        title: "Security Hub: controls for Secrets Manager",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
      },
    ],
    examples: [
      {
        title: "A database's password",
        bad: `Resources:
  DbSecret:
  ^^^^^^^^ 'DbSecret' keeps its value for ever: nothing in this template rotates it
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        SecretStringTemplate: '{"username": "api"}'
        GenerateStringKey: password`,
      },
      {
        title: "The same in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "DbSecret": {
    ^^^^^^^^^^ 'DbSecret' keeps its value for ever
      "Type": "AWS::SecretsManager::Secret",
      "Properties": { "GenerateSecretString": {} }
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
    SigningSecret:
    ^^^^^^^^^^^^^ 'SigningSecret' keeps its value for ever
      Type: AWS::SecretsManager::Secret
      Properties:
        GenerateSecretString:
          PasswordLength: 32`,
      },
      {
        title: "Rotated, and a token of somebody else",
        good: `Resources:
  DbSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        PasswordLength: 32
  Rotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties:
      SecretId: !Ref DbSecret
      RotationRules:
        AutomaticallyAfterDays: 30
      HostedRotationLambda:
        RotationType: PostgreSQLSingleUser
  ShopToken:
    Type: AWS::SecretsManager::Secret
    Properties:
      Description: token of the shop, put in by hand`,
      },
      {
        title: "Rotated by way of its attachment to the database",
        good: `Resources:
  DbSecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      GenerateSecretString:
        PasswordLength: 32
  Attached:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties:
      SecretId: !Ref DbSecret
      TargetId: photos
      TargetType: AWS::RDS::DBInstance
  Rotation:
    Type: AWS::SecretsManager::RotationSchedule
    Properties:
      SecretId: !Ref Attached`,
      },
    ],
  },
  at: "AWS::SecretsManager::Secret/GenerateSecretString",
  *check(generated, secret) {
    if (generated && !isRotated(secret)) yield { at: secret.key, data: secret };
  },
  message: ({ name }) => `'${name}' keeps its value for ever: nothing in this template rotates it`,
});

/** Whether a schedule refers to the secret or to its attachment to a database; one that refers to what is unknown may be for it. */
function isRotated({ template, name }: Resource): boolean {
  return resourcesOfType(template, "AWS::SecretsManager::RotationSchedule").some((other) => {
    const target = other.property("SecretId")?.value;
    const named = target?.kind === "unknown" ? target.refersTo?.resource : undefined;
    if (named === undefined || named === name) return true;
    const attachment = template.resource(named)?.property("SecretId")?.value;
    return attachment?.kind === "unknown" && attachment.refersTo?.resource === name;
  });
}
