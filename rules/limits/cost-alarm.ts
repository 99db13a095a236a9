import { type Resource, resourcesOfType, type Template, templateRule, value } from "../../engine/authoring.ts";
import { countIfFirst } from "../shared/first-of-type.ts";

const lambda = "AWS::Lambda::Function";

export default templateRule<Resource>({
  meta: {
    id: "limits/cost-alarm",
    severity: "hint",
    confidence: "low",
    summary: "Nothing tells of costs or concurrency that run away",
    why: "What scales by itself also costs by itself: a loop of events, a caller without a limit or a retry that never ends is paid for until somebody sees the bill. A budget, the detection of unusual costs, or an alarm for the account's concurrent executions tells on the same day. One of them for the account is enough, and it may well be in another template.",
    duty: "configuration",
    cwe: [770],
    controls: ["SAS-8"],
    references: [
      {
        title: "CloudFormation: AWS::Budgets::Budget",
        url: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html",
      },
      {
        title: "Lambda: metrics of functions",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html",
      },
    ],
    profiles: [],
    examples: [
      {
        title: "Functions, and nothing that watches what they cost",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  List:
  ^^^^ nothing in this template tells of costs or concurrency that run away
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.list
  Add:
    Type: AWS::Serverless::Function
    Properties:
      Handler: photos.add`,
      },
      {
        title: "A Serverless service",
        file: "serverless.yml",
        bad: `functions:
  list:
  ^^^^ nothing in this template tells of costs or concurrency that run away
    handler: photos.list`,
      },
      {
        title: "An alarm for concurrency",
        good: `Resources:
  List:
    Type: AWS::Lambda::Function
  Concurrency:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: ConcurrentExecutions
      AlarmActions: [!Ref Topic]`,
      },
      {
        title: "A budget",
        good: `Resources:
  List:
    Type: AWS::Lambda::Function
  Budget:
    Type: AWS::Budgets::Budget`,
      },
    ],
  },
  at: lambda,
  *check(_property, resource) {
    if (countIfFirst(resource) === undefined || isWatched(resource.template)) return;
    yield { at: resource.key, data: resource };
  },
  message: () => "nothing in this template tells of costs or concurrency that run away",
});

const watchers = ["AWS::Budgets::Budget", "AWS::CE::AnomalyMonitor", "AWS::CE::AnomalySubscription"];

const isWatched = (template: Template): boolean =>
  watchers.some((type) => resourcesOfType(template, type).length > 0) ||
  resourcesOfType(template, "AWS::CloudWatch::Alarm").some((alarm) => {
    const metric = value.text(alarm.property("MetricName")?.value) ?? "";
    return /^(?:ConcurrentExecutions|ClaimedAccountConcurrency|EstimatedCharges)$/.test(metric);
  });
