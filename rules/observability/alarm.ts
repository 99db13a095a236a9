import {
  gathered,
  itemsOf,
  type Resource,
  referenceIn,
  resourcesOfType,
  scalarsOf,
  settingsOf,
  type Template,
  type TriggerKind,
  templateRule,
  triggersOf,
  value,
  valueOf,
  whenText,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { mayUsePlugin } from "../shared/plugins.ts";
import { shown } from "../shared/shown.ts";

const alarm = "AWS::CloudWatch::Alarm";
const lambda = "AWS::Lambda::Function";

interface Unheard {
  readonly resource: Resource;
  readonly when?: string | undefined;
  readonly functions?: readonly string[];
}

export default templateRule<Unheard>({
  meta: {
    id: "observability/alarm",
    severity: "hint",
    confidence: "medium",
    summary: "Nobody is told when functions fail that no caller waits for",
    why: "A function that an event starts fails in silence: no caller waits for it, the platform tries again, puts the message aside, and goes on. Without an alarm for errors, throttles, the answers with 5xx of an API and the age of messages in a queue, the first to notice are the users. An alarm without an action only changes its colour on a page that nobody looks at: it has to send something to somebody.",
    duty: "configuration",
    cwe: [778],
    controls: ["CloudWatch.15", "CloudWatch.17", "SAS-5"],
    references: [
      {
        title: "Lambda: metrics of functions",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html",
      },
      {
        title: "Security Hub: controls of CloudWatch",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
      },
    ],
    examples: [
      {
        title: "Functions that events start, without any alarm",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        Get:
          Type: HttpApi
  Resize:
  ^^^^^^ no alarm tells anybody when 'Resize' or 'Clean' fails: no caller waits for them
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.resize
      Events:
        Added:
          Type: S3
          Properties:
            Bucket: !Ref Photos
            Events: s3:ObjectCreated:*
  Clean:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.clean
      Events:
        Nightly:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
  Photos:
    Type: AWS::S3::Bucket`,
      },
      {
        title: "An alarm that does nothing, and one that is switched off, in JSON",
        file: "template.json",
        bad: `{
  "Resources": {
    "Errors": {
    ^^^^^^^^ the alarm 'Errors' has no action: it tells nobody
      "Type": "AWS::CloudWatch::Alarm",
      "Properties": { "MetricName": "Errors", "Namespace": "AWS/Lambda" }
    },
    "Throttles": {
      "Type": "AWS::CloudWatch::Alarm",
      "Properties": {
        "ActionsEnabled": false,
                          ^^^^^ the alarm 'Throttles' has no action: it tells nobody
        "AlarmActions": [{ "Ref": "Topic" }]
      }
    }
  }
}`,
      },
      {
        title: "A Serverless service",
        file: "serverless.yml",
        bad: `functions:
  clean:
  ^^^^^ no alarm tells anybody when 'clean' fails: no caller waits for it
    handler: photos.clean
    events:
      - schedule: rate(1 day)`,
      },
      {
        title: "A function whose callers see that it fails",
        file: "serverless.yml",
        good: `functions:
  list:
    handler: photos.list
    events:
      - httpApi: GET /photos`,
      },
      {
        title: "An alarm that tells a topic; one that takes back a deployment",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
      Events:
        Nightly:
          Type: Schedule
      AutoPublishAlias: live
      DeploymentPreference:
        Type: Canary10Percent5Minutes
        Alarms: [!Ref Canary]
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmActions: [!Ref Topic]
  Canary:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: Errors`,
      },
      {
        title: "Alarms that a plugin makes",
        file: "serverless.yml",
        good: `plugins:
  - serverless-plugin-aws-alerts
functions:
  clean:
    handler: photos.clean
    events:
      - schedule: rate(1 day)`,
      },
    ],
  },
  at: [alarm, lambda],
  *check(_property, resource) {
    if (resource.type === alarm) {
      const muted = isUsedOtherwise(resource) ? undefined : mutedAt(resource);
      if (muted) yield { at: muted.at, data: { resource, when: muted.when } };
      return;
    }
    const functions = unseenNames(resource.template, lambda);
    if (functions[0] !== resource.name || isWatched(resource.template)) return;
    yield { at: resource.key, data: { resource, functions } };
  },
  message: ({ resource, when, functions }) => {
    if (!functions) return `the alarm '${resource.name}' has no action${whenText({ when })}: it tells nobody`;
    const names = listed(functions.map((name) => shown(name, 30))).replace(" and ", " or ");
    return `no alarm tells anybody when ${names} fails: no caller waits for ${functions.length > 1 ? "them" : "it"}`;
  },
});

const unseen: ReadonlySet<TriggerKind> = new Set([
  "sqs",
  "sns",
  "s3",
  "dynamodb",
  "kinesis",
  "eventbridge",
  "schedule",
]);

/** The functions that events start, so that their errors are seen by nobody. By name, which stays the same while somebody types. */
const unseenNames = gathered((resource) =>
  triggersOf(resource).some(({ kind }) => unseen.has(kind)) ? [[lambda, resource.name]] : [],
);

/** Where it stands that an alarm tells nobody. */
function mutedAt(resource: Resource) {
  const isOff = (found: value.Known | undefined) => value.boolean(found) === false;
  const isNone = (found: value.Known | undefined) => !found || value.list(found)?.items.length === 0;
  const off = settingsOf(resource, "ActionsEnabled").all.find((setting) => isOff(setting.value));
  return off ?? settingsOf(resource, "AlarmActions").all.find((setting) => isNone(setting.value));
}

/** Whether a deployment or another alarm looks at an alarm. */
function isUsedOtherwise({ name, template }: Resource): boolean {
  if (resourcesOfType(template, "AWS::CloudWatch::CompositeAlarm").length > 0) return true;
  const users: readonly (readonly [type: string, path: string])[] = [
    [lambda, "DeploymentPreference/Alarms"],
    ["AWS::CodeDeploy::DeploymentGroup", "AlarmConfiguration/Alarms"],
  ];
  return users.some(([type, path]) =>
    resourcesOfType(template, type).some((user) =>
      value
        .items(user.property(path)?.value)
        .some((item) => referenceIn(value.map(item) ? value.at(item, "Name") : item)?.resource === name),
    ),
  );
}

const watchers = [
  alarm,
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::ApplicationInsights::Application",
  "AWS::ApplicationSignals::ServiceLevelObjective",
  "AWS::CloudFormation::Macro",
];

const watching = /alert|alarm|datadog|newrelic|lumigo|dynatrace|sentry|dashbird|epsagon|thundra/i;

/** Whether the template has an alarm, or a tool that watches its functions. */
function isWatched(template: Template): boolean {
  if (watchers.some((type) => resourcesOfType(template, type).length > 0)) return true;
  if (mayUsePlugin(template, watching) || valueOf(template.section("custom"), "alerts") !== undefined) return true;
  return itemsOf(template.section("Transform"), true).some((word) =>
    [...scalarsOf(word)].some(({ scalar }) => watching.test(String(scalar.value))),
  );
}
