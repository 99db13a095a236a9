import { value } from "../../engine/authoring.ts";
import { settingRule } from "../shared/setting-rule.ts";

export default settingRule({
  meta: {
    id: "encryption/kms-rotation",
    severity: "warning",
    confidence: "high",
    summary: "A symmetric key that is never rotated",
    why: "The longer one key is in use, the more data whoever gets hold of it can read. With rotation KMS makes new key material every year, encrypts with the newest and still decrypts what older material encrypted: nothing that uses the key has to change.",
    duty: "encryption",
    cwe: [320],
    controls: ["KMS.4"],
    references: [
      {
        title: "KMS: rotating keys",
        url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
      },
    ],
    examples: [
      {
        title: "A key that says nothing about rotation",
        bad: `Resources:
  Key:
  ^^^ 'Key' is never rotated
    Type: AWS::KMS::Key
    Properties:
      Description: photos`,
        fixed: `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      Description: photos
      EnableKeyRotation: true`,
      },
      {
        title: "Not rotated outside of production",
        bad: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: !If [IsProd, true, false]
                                            ^^^^^ 'Key' is never rotated when 'IsProd' is false`,
        fixed: `Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: !If [IsProd, true, true]`,
      },
      {
        title: "In JSON, switched off",
        file: "template.json",
        bad: `{
  "Resources": {
    "Key": {
      "Type": "AWS::KMS::Key",
      "Properties": { "EnableKeyRotation": false }
                                           ^^^^^ 'Key' is never rotated
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Key": {
      "Type": "AWS::KMS::Key",
      "Properties": { "EnableKeyRotation": true }
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
    Key:
    ^^^ 'Key' is never rotated
      Type: AWS::KMS::Key`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Resources:
    Key:
      Type: AWS::KMS::Key
      Properties:
        EnableKeyRotation: true`,
      },
      {
        title: "Rotated; a key for signing and one whose material is imported, which KMS cannot rotate",
        good: `Parameters:
  Rotates:
    Type: String
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
  Decided:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: !Ref Rotates
  Signing:
    Type: AWS::KMS::Key
    Properties:
      KeySpec: ECC_NIST_P256
      KeyUsage: SIGN_VERIFY
  Imported:
    Type: AWS::KMS::Key
    Properties:
      Origin: EXTERNAL`,
      },
    ],
  },
  at: "AWS::KMS::Key/EnableKeyRotation",
  isBad: (setting) => value.boolean(setting) === false,
  // KMS rotates only symmetric keys of its own making
  unless: (key) =>
    !["SYMMETRIC_DEFAULT", undefined].includes(value.text(key.property("KeySpec")?.value)) ||
    !["AWS_KMS", undefined].includes(value.text(key.property("Origin")?.value)),
  message: ({ resource }, when) =>
    `'${resource.name}' is never rotated${when}: what encrypted once stays the key to all of its data`,
  cure: { title: "Rotate it every year", value: true, safety: "safe" },
});
