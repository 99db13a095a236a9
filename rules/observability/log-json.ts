import { failing, type Resource, resourcesOfType, templateRule, value } from "../../engine/authoring.ts";
import { type Lacking, lackingWith, setForAll } from "../shared/all-functions.ts";

const path = "LoggingConfig/LogFormat";

interface Plain {
  readonly lacking: Lacking;
  readonly written?: { readonly at: value.Known["at"]; readonly when?: string | undefined };
}

export default templateRule<Plain>({
  meta: {
    id: "observability/log-json",
    severity: "hint",
    confidence: "medium",
    summary: "Functions that log plain text instead of JSON",
    why: "In plain text, the lines of one request and the lines of another look alike, and each search is a guess at words. With the log format JSON, Lambda writes each line as an object with its time, level and request id, which CloudWatch can filter and count; errors come with their stack in one piece, and levels can be switched without a change of the code.",
    duty: "configuration",
    cwe: [778],
    controls: ["SAS-5"],
    references: [
      {
        title: "Lambda: log formats",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html",
      },
      {
        title: "CloudFormation: LoggingConfig of a function",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-loggingconfig.html",
      },
    ],
    examples: [
      {
        title: "All functions of a SAM template",
        bad: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
  ^^^^^^^^ the 2 functions log plain text
    Runtime: nodejs22.x
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    LoggingConfig:
      LogFormat: JSON
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove`,
      },
      {
        title: "In JSON, said in so many words",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Runtime": "python3.13",
        "LoggingConfig": { "LogFormat": "Text" }
                                        ^^^^^^ 'List' logs plain text
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Runtime": "python3.13",
        "LoggingConfig": { "LogFormat": "JSON" }
      }
    }
  }
}`,
      },
      {
        title: "A Serverless function",
        file: "serverless.yml",
        bad: `provider:
  name: aws
  runtime: nodejs22.x
functions:
  list:
  ^^^^ 'list' logs plain text
    handler: photos.list`,
        fixed: `provider:
  name: aws
  runtime: nodejs22.x
functions:
  list:
    handler: photos.list
    logs:
      logFormat: JSON`,
      },
      {
        title: "JSON for all; a runtime that has no format to choose; a format that is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Format:
    Type: String
Globals:
  Function:
    LoggingConfig:
      LogFormat: JSON
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
  Native:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: provided.al2023
  Asked:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      LoggingConfig:
        LogFormat: !Ref Format`,
      },
    ],
  },
  at: "AWS::Lambda::Function",
  *check(_property, resource) {
    const found = plain(resource);
    if (!found) return;
    const alone = { functions: [resource], at: resource.key };
    const lacking = found.isWritten ? alone : plainByDefault(resource);
    if (!lacking) return;
    yield {
      at: found.isWritten ? found.at : lacking.at,
      data: found.isWritten ? { lacking, written: found } : { lacking },
    };
  },
  message: ({ lacking: { functions }, written }) => {
    const when = written?.when ? ` when ${written.when}` : "";
    const claim =
      functions.length > 1
        ? `the ${functions.length} functions log plain text`
        : `'${functions[0]?.name}' logs plain text`;
    return `${claim}${when}: no search can tell the lines of one request from another's`;
  },
  fix: ({ lacking, written }, edit) => {
    const edits = written
      ? edit.replace(written.at, "JSON")
      : setForAll(lacking, path, "JSON", "logs/lambda/logFormat", edit);
    const isRead = lacking.functions.some(hasReaders);
    return edits && { title: "Log JSON", safety: isRead ? "unsafe" : "safe", edits };
  },
});

/** Runtimes of Lambda's own that can be told a format. */
const formatted = /^(?:nodejs|python|java|dotnet)/;

const plainByDefault = lackingWith((one) => plain(one)?.isWritten === false);

function plain(resource: Resource) {
  if (!formatted.test(value.text(resource.property("Runtime")?.value) ?? "")) return undefined;
  return failing(resource, path, (setting) => /^text$/i.test(value.text(setting) ?? ""));
}

/** Whether something in the template reads log lines, and may know them only as plain text. */
const hasReaders = ({ template }: Resource): boolean =>
  ["AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter"].some(
    (type) => resourcesOfType(template, type).length > 0,
  );
