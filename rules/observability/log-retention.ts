import { type Edit, failing, followed, type Resource, type SiteEdit, templateRule } from "../../engine/authoring.ts";
import { type Lacking, lackingWith } from "../shared/all-functions.ts";
import { companion, logGroup } from "../shared/companions.ts";
import { hasLogGroup, keptDays } from "../shared/log-groups.ts";
import { shown } from "../shared/shown.ts";
import { together } from "../shared/together.ts";

type Unbounded =
  | { readonly group: Resource; readonly when?: string | undefined }
  | { readonly group?: undefined; readonly lacking: Lacking };

export default templateRule<Unbounded>({
  meta: {
    id: "observability/log-retention",
    severity: "info",
    confidence: "high",
    summary: "Logs that are kept for ever because nobody said how long",
    why: "Lambda makes a log group for each function by itself, and such a group never forgets. So does one of the template without `RetentionInDays`. Old lines hold personal data long after the reason for it is gone, what was logged by mistake stays, and storage is paid for every month. Say how long: a year is what auditors often ask for, less is enough for most debugging.",
    duty: "configuration",
    cwe: [],
    controls: ["CloudWatch.16"],
    references: [
      {
        title: "CloudFormation: AWS::Logs::LogGroup",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html",
      },
      {
        title: "Lambda: log groups of functions",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
      },
      {
        title: "Security Hub: controls of CloudWatch",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
      },
    ],
    examples: [
      {
        title: "A log group that says nothing about it",
        bad: `Resources:
  Trail:
  ^^^^^ 'Trail' keeps its lines for ever
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: trail`,
        fixed: `Resources:
  Trail:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: trail
      RetentionInDays: 365`,
      },
      {
        title: "A function whose log group Lambda makes",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
  ^^^^ nothing says how long the logs of 'List' are kept
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      LoggingConfig:
        LogGroup: !Ref ListLogs
  ListLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "Two functions: each gets a group",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
  ^^^^ nothing says how long the logs of the 2 functions are kept
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      LoggingConfig:
        LogGroup: !Ref ListLogs
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.remove
      LoggingConfig:
        LogGroup: !Ref RemoveLogs
  ListLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365
  RemoveLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 365`,
      },
      {
        title: "One function in JSON has no group",
        file: "template.json",
        bad: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "FunctionName": "list" }
    },
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": { "LogGroupName": "/aws/lambda/list", "RetentionInDays": 30 }
    },
    "Remove": {
    ^^^^^^^^ nothing says how long the logs of 'Remove' are kept
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "photos.remove"
      }
    }
  }
}`,
        fixed: `{
  "Resources": {
    "List": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "FunctionName": "list" }
    },
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": { "LogGroupName": "/aws/lambda/list", "RetentionInDays": 30 }
    },
    "Remove": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Handler": "photos.remove",
        "LoggingConfig": {
          "LogGroup": {
            "Ref": "RemoveLogs"
          }
        }
      }
    },
    "RemoveLogs": {
      "Type": "AWS::Logs::LogGroup",
      "Properties": {
        "RetentionInDays": 365
      }
    }
  }
}`,
      },
      {
        title: "The functions of a Serverless service",
        file: "serverless.yml",
        bad: `service: photos
provider:
^^^^^^^^ nothing says how long the logs of the 2 functions are kept
  name: aws
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
        fixed: `service: photos
provider:
  name: aws
  logRetentionInDays: 365
functions:
  list:
    handler: photos.list
  remove:
    handler: photos.remove`,
      },
      {
        title: "Said for all functions",
        file: "serverless.yml",
        good: `provider:
  name: aws
  logRetentionInDays: \${param:days}
functions:
  list:
    handler: photos.list`,
      },
      {
        title: "Groups of the functions, by reference, by name and by a name that is made; a group of one's own",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage:
    Type: String
  Days:
    Type: Number
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  ListLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub /aws/lambda/\${List}
      RetentionInDays: !Ref Days
  Remove:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub \${Stage}-remove
      Handler: photos.remove
  RemoveLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub /aws/lambda/\${Stage}-remove
      RetentionInDays: 90
  Add:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.add
      LoggingConfig:
        LogGroup: photos`,
      },
    ],
  },
  at: ["AWS::Logs::LogGroup", "AWS::Lambda::Function"],
  *check(_property, resource) {
    if (resource.type === "AWS::Logs::LogGroup") {
      // what the Serverless Framework makes is kept as long as the functions' lines are
      if (resource.writtenAs !== resource.type) return;
      const found = failing(resource, "RetentionInDays", (setting) => setting === undefined);
      if (found) yield { at: found.at, data: { group: resource, when: found.when } };
      return;
    }
    if (hasLogGroup(resource)) return;
    const lacking = withoutGroup(resource);
    if (lacking) yield { at: lacking.at, data: { lacking } };
  },
  message: (data) => {
    if (data.group) {
      const when = data.when ? ` when ${data.when}` : "";
      return `'${shown(data.group.name, 46)}' keeps its lines for ever${when}: personal data in them too, and each month is paid for`;
    }
    const { functions } = data.lacking;
    const whose =
      functions.length > 1 ? `the ${functions.length} functions` : `'${shown(functions[0]?.name ?? "", 46)}'`;
    return `nothing says how long the logs of ${whose} are kept: they stay for ever, and are paid for each month`;
  },
  // what is older is deleted, and a role may be allowed to write to the old group only
  fix: (data, edit) => {
    const edits = data.group
      ? data.when === undefined && edit.setProperty(data.group, "RetentionInDays", keptDays)
      : boundAll(data.lacking, edit);
    return edits ? { title: `Keep them for ${keptDays} days`, safety: "unsafe", edits } : undefined;
  },
});

const withoutGroup = lackingWith((one) => !hasLogGroup(one));

function boundAll({ functions }: Lacking, edit: Edit): readonly SiteEdit[] | undefined {
  const [first] = functions;
  if (first?.writtenAs !== "functions") return boundEach(functions, edit);
  const provider = followed(first.template.section("provider"));
  const place = provider?.kind === "mapping" ? provider : first.properties;
  return place && edit.set(place, ["logRetentionInDays"], keptDays);
}

/**
 * Gives each function a group of its own. One with the name that Lambda uses could not be made where the function has run already. The
 * groups come last: the last function's property and they may be written at the same place.
 */
function boundEach(functions: readonly Resource[], edit: Edit): readonly SiteEdit[] | undefined {
  const groups = functions.map((one) => companion(one, `${one.name}Logs`, logGroup(keptDays), edit));
  const references = functions.map((one, index) =>
    edit.setProperty(one, "LoggingConfig/LogGroup", { Ref: groups[index]?.name ?? "" }),
  );
  return together(...references, ...groups.map((group) => group?.edits));
}
