import { type Resource, templateRule } from "../../engine/authoring.ts";
import { type DebugVariable, debugVariables } from "../facts/debug-variables.ts";
import { fixedText, type Variable, variablesOf } from "../shared/environment.ts";
import { shown } from "../shared/shown.ts";

interface Debugging {
  readonly resource: Resource;
  readonly variable: Variable;
  readonly text: string;
  readonly kind: DebugVariable;
}

export default templateRule<Debugging>({
  meta: {
    id: "leaks/debug-mode",
    severity: "warning",
    confidence: "high",
    summary: "A function that runs in debug mode in every stage",
    why: "Switches for development make a program say all it knows: stacks and queries in its answers, whole events, headers and tokens in its log. A value that stands in the template as it is holds in production too. Let it depend on the stage, or leave it out and set it by hand while you look for something.",
    duty: "configuration",
    cwe: [489],
    controls: ["SAS-3", "SAS-10"],
    references: [
      {
        title: "Powertools for AWS Lambda: environment variables",
        url: "https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/",
      },
      { title: "Express: error handling", url: "https://expressjs.com/en/guide/error-handling.html" },
    ],
    examples: [
      {
        title: "Whole events in the log of all functions",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        POWERTOOLS_LOGGER_LOG_EVENT: true
                                     ^^^^ 'List' has 'POWERTOOLS_LOGGER_LOG_EVENT' set to 'true' in every stage: each event is logged with all it holds
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        POWERTOOLS_LOGGER_LOG_EVENT: "false"
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
      },
      {
        title: "In JSON, development mode",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": { "Variables": { "NODE_ENV": "development" } }
                                                    ^^^^^^^^^^^^^ 'List' has 'NODE_ENV' set to 'development' in every stage: frameworks answer errors with their stack
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Environment": { "Variables": { "NODE_ENV": "production" } }
      }
    }
  }
}`,
      },
      {
        title: "A Serverless service that logs all of its libraries' talk",
        file: "serverless.yml",
        bad: `provider:
  name: aws
  environment:
    DEBUG: "*"
           ^^^ 'list' has 'DEBUG' set to '*' in every stage
functions:
  list:
    handler: photos.list`,
        fixed: `provider:
  name: aws
  environment:
    DEBUG: ""
functions:
  list:
    handler: photos.list`,
      },
      {
        title: "It depends on the stage; it is for production; a level for one's own program",
        file: "serverless.yml",
        good: `provider:
  name: aws
  stage: \${opt:stage, 'dev'}
  environment: \${self:custom.environment.\${self:provider.stage}}
custom:
  environment:
    dev:
      NODE_ENV: development
    prod:
      NODE_ENV: production
functions:
  list:
    handler: photos.list
    environment:
      LOG_LEVEL: \${param:level, 'debug'}
      DEBUG: "false"`,
      },
      {
        title: "Decided by a condition or a parameter",
        good: `Parameters:
  Level:
    Type: String
    Default: DEBUG
Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  List:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          NODE_ENV: !If [IsProd, production, development]
          LOG_LEVEL: !Ref Level
          POWERTOOLS_LOG_LEVEL: INFO`,
      },
    ],
  },
  at: "AWS::Lambda::Function/Environment/Variables",
  *check(_property, resource) {
    for (const variable of variablesOf(resource)) {
      const text = fixedText(variable, resource);
      const kind = debugVariables.find(({ name, bad }) => name.test(variable.name) && bad.test(text ?? ""));
      if (text === undefined || !kind) continue;
      const severity = kind.isMild ? ("info" as const) : undefined;
      yield { at: variable.value.at, data: { resource, variable, text, kind }, severity };
    }
  },
  message: ({ resource, variable, text, kind }) =>
    `'${shown(resource.name, 26)}' has '${variable.name}' set to '${shown(text, 12)}' in every stage: ${kind.effect}`,
  fix: ({ variable, kind }, edit) => {
    const edits = edit.replace(variable.value.at, kind.better);
    const title = kind.better === "" ? "Switch it off" : `Set it to '${kind.better}'`;
    return edits && { title, safety: kind.changesBehaviour ? "unsafe" : "safe", edits };
  },
});
