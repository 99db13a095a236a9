import {
  type Cure,
  type Declared,
  declarationRule,
  type Edit,
  entryOf,
  followed,
  value,
} from "../../engine/authoring.ts";
import { isSecretName } from "../facts/secret-names.ts";
import { isPlaceholder } from "../facts/token-formats.ts";
import { isReference } from "./_plain-text.ts";

interface Open {
  readonly parameter: Declared;
  readonly is: "echoed" | "preset";
}

export default declarationRule<Open>({
  meta: {
    id: "secrets/parameter-noecho",
    severity: "warning",
    confidence: "high",
    summary: "A parameter for a secret that is shown, or has its secret as default",
    why: "Whoever may look at the stack reads its parameters, in the console and from `DescribeStacks`, long after the deployment. `NoEcho: true` shows stars instead. A default stands in the template, and so in the repository, whatever `NoEcho` says. Better than a parameter is a secret of Secrets Manager, whose ARN nobody has to hide.",
    duty: "configuration",
    cwe: [532],
    controls: ["SAS-7"],
    references: [
      {
        title: "CloudFormation: parameters",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      },
    ],
    examples: [
      {
        title: "A password that everyone sees",
        bad: `Parameters:
  DbPassword:
  ^^^^^^^^^^ 'DbPassword' is shown to everyone who may look at the stack: 'NoEcho' is not set
    Type: String
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
        fixed: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
      },
      {
        title: "Hidden, with its secret beside it",
        bad: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
    Default: Ph0to-Api-9f3k!
             ^^^^^^^^^^^^^^^ The default of 'DbPassword' stands here in plain text
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
        fixed: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
      },
      {
        title: "Shown on purpose, in JSON",
        file: "template.json",
        bad: `{
  "Parameters": {
    "ApiKey": { "Type": "String", "NoEcho": false }
    ^^^^^^^^ 'ApiKey' is shown to everyone who may look at the stack
  },
  "Resources": {
    "Topic": { "Type": "AWS::SNS::Topic" }
  }
}`,
        fixed: `{
  "Parameters": {
    "ApiKey": { "Type": "String", "NoEcho": true }
  },
  "Resources": {
    "Topic": { "Type": "AWS::SNS::Topic" }
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
  Parameters:
    ShopToken:
    ^^^^^^^^^ 'ShopToken' is shown to everyone who may look at the stack
      Type: String
  Resources:
    Topic:
      Type: AWS::SNS::Topic`,
        fixed: `service: photos
provider:
  name: aws
resources:
  Parameters:
    ShopToken:
      Type: String
      NoEcho: true
  Resources:
    Topic:
      Type: AWS::SNS::Topic`,
      },
      {
        title: "Hidden; what only says where a secret is; values that stand for one",
        good: `Parameters:
  DbPassword:
    Type: String
    NoEcho: true
  ApiKey:
    Type: String
    NoEcho: "true"
    Default: ""
  ShopToken:
    Type: String
    NoEcho: true
    Default: CHANGE_ME
  DbSecretArn:
    Type: String
  PaymentSecret:
    Type: String
    Description: Name of the secret in Secrets Manager
  GithubToken:
    Type: AWS::SSM::Parameter::Value<String>
    Default: /photos/github-token
  SigningSecret:
    Type: String
    Default: arn:aws:secretsmanager:eu-west-1:123456789012:secret:signing
  UsesApiKey:
    Type: String
    AllowedValues: ["true", "false"]
  RotatePassword:
    Type: String
    AllowedValues: ["true", "false"]
Resources:
  Topic:
    Type: AWS::SNS::Topic`,
      },
    ],
  },
  on: "parameter",
  *check(parameter) {
    const noEcho = parameter.attribute("NoEcho")?.value;
    const isHidden = value.boolean(noEcho) === true;
    if (!isHidden && !(isForSecret(parameter) && (noEcho === undefined || value.boolean(noEcho) === false))) return;
    if (!isHidden) yield { at: parameter.key, data: { parameter, is: "echoed" } };
    const preset = parameter.attribute("Default");
    if (preset && isSecretText(value.text(preset.value))) yield { at: preset.at, data: { parameter, is: "preset" } };
  },
  message: ({ parameter: { name }, is }) =>
    is === "echoed"
      ? `'${name}' is shown to everyone who may look at the stack: 'NoEcho' is not set`
      : `The default of '${name}' stands here in plain text, for everyone who reads the template`,
  fix: ({ parameter, is }, edit) => (is === "echoed" ? hidden(parameter, edit) : withoutDefault(parameter, edit)),
});

/** Whether it is named for a secret itself: not for its name or place, nor something that is chosen from a list. */
function isForSecret(parameter: Declared): boolean {
  if (!isSecretName(parameter.name) || parameter.attribute("AllowedValues")) return false;
  const type = value.text(parameter.attribute("Type")?.value) ?? "String";
  if (type !== "String" && type !== "CommaDelimitedList") return false;
  const description = value.text(parameter.attribute("Description")?.value) ?? "";
  const preset = value.text(parameter.attribute("Default")?.value);
  const isPlace = /\b(?:arn|names?|path|id|identifier|location|url)\b/i.test(description);
  return !isPlace && !(preset !== undefined && isReference(preset));
}

const isSecretText = (text: string | undefined): boolean =>
  text !== undefined &&
  text.length >= 4 &&
  !isPlaceholder(text) &&
  !isReference(text) &&
  !/^(none|null|true|false|n\/a)$/i.test(text);

function hidden({ entry }: Declared, edit: Edit): Cure | undefined {
  const body = followed(entry.value);
  const edits = body?.kind === "mapping" ? edit.set(body, ["NoEcho"], true) : undefined;
  return edits && { title: "Hide its value", safety: "safe", edits };
}

function withoutDefault({ entry, name }: Declared, edit: Edit): Cure | undefined {
  const body = followed(entry.value);
  const preset = entryOf(body, "Default");
  const edits = body && preset && edit.remove(body, preset);
  return edits && { title: `Leave '${name}' without a default (and replace the secret)`, safety: "unsafe", edits };
}
