import { value } from "../../engine/authoring.ts";
import { type Finding, settingRule } from "../shared/setting-rule.ts";

const mfa = "MfaConfiguration";
const length = "Policies/PasswordPolicy/MinimumLength";
const protection = "UserPoolAddOns/AdvancedSecurityMode";

/** What Cognito asks for itself where nothing is written. */
const shortest = 8;

export default settingRule({
  meta: {
    id: "auth/cognito-pool",
    severity: "info",
    confidence: "high",
    summary: "A user pool that a stolen or guessed password opens",
    why: "Passwords are reused, phished and guessed. A second factor makes a stolen one worthless; where it is off, users who want it cannot have it. Passwords of fewer than 8 characters are found by trying. Threat protection notices passwords that are known to be stolen and sign-ins from unusual places (it belongs to the Plus plan, so it is only a hint).",
    duty: "configuration",
    cwe: [308, 521],
    controls: ["Cognito.1", "Cognito.3", "Cognito.5", "SAS-2"],
    references: [
      {
        title: "Cognito: multi-factor authentication",
        url: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
      },
      {
        title: "Security Hub: controls for Cognito",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html",
      },
    ],
    examples: [
      {
        title: "No second factor",
        bad: `Resources:
  Users:
  ^^^^^ 'Users' has no second factor
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolAddOns:
        AdvancedSecurityMode: ENFORCED`,
        fixed: `Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolAddOns:
        AdvancedSecurityMode: ENFORCED
      MfaConfiguration: OPTIONAL
      EnabledMfas:
        - SOFTWARE_TOKEN_MFA`,
      },
      {
        title: "Short passwords, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Users": {
      "Type": "AWS::Cognito::UserPool",
      "Properties": {
        "MfaConfiguration": "ON",
        "Policies": { "PasswordPolicy": { "MinimumLength": 6 } },
                                                           ^ 'Users' takes passwords of 6 characters
        "UserPoolAddOns": { "AdvancedSecurityMode": "ENFORCED" }
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "Users": {
      "Type": "AWS::Cognito::UserPool",
      "Properties": {
        "MfaConfiguration": "ON",
        "Policies": { "PasswordPolicy": { "MinimumLength": 8 } },
        "UserPoolAddOns": { "AdvancedSecurityMode": "ENFORCED" }
      }
    }
  }
}`,
      },
      {
        title: "No threat protection, in a Serverless service",
        file: "serverless.yml",
        bad: `service: users
provider:
  name: aws
resources:
  Resources:
    Users:
    ^^^^^ 'Users' does not notice stolen passwords
      Type: AWS::Cognito::UserPool
      Properties:
        MfaConfiguration: OPTIONAL`,
      },
      {
        title: "All there; not to be known",
        good: `Parameters:
  Mfa:
    Type: String
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: "ON"
      UserPoolAddOns:
        AdvancedSecurityMode: AUDIT
  Decided:
    Type: AWS::Cognito::UserPool
    Properties:
      MfaConfiguration: !Ref Mfa
      UserPoolAddOns:
        AdvancedSecurityMode: !Ref Mfa`,
      },
    ],
  },
  at: [mfa, length, protection].map((path) => `AWS::Cognito::UserPool/${path}`),
  isBad: (setting, _, path) => {
    if (path === length) return (value.number(setting) ?? shortest) < shortest;
    return value.text(setting) === "OFF";
  },
  severityOf: ({ path }) => (path === protection ? "hint" : undefined),
  message: (finding, when) => `'${finding.resource.name}' ${claim(finding)}${when}: ${consequence(finding)}`,
  cure: {
    title: ({ path }) => (path === mfa ? "Let users have a second factor" : `Ask for ${shortest} characters at least`),
    value: ({ path }) => (path === mfa ? "OPTIONAL" : path === length ? shortest : undefined),
    safety: "safe",
    with: ({ path, resource }, edit) =>
      path === mfa && !resource.property("EnabledMfas")
        ? edit.setProperty(resource, "EnabledMfas", ["SOFTWARE_TOKEN_MFA"])
        : [],
  },
});

function claim({ path, failing }: Finding): string {
  if (path === mfa) return "has no second factor";
  return path === length
    ? `takes passwords of ${value.number(failing.value)} characters`
    : "does not notice stolen passwords";
}

function consequence({ path }: Finding): string {
  if (path === length) return "they are found by trying";
  return path === mfa ? "a stolen password is enough" : "threat protection is off";
}
