import { type Resource, templateRule, type Value, value } from "../../engine/authoring.ts";
import { shown } from "../shared/shown.ts";
import { rulesIn, ruleTypes, runsCode } from "./_event-rule.ts";

interface Finding {
  readonly resource: Resource;
  readonly name: string;
  readonly isOnBus: boolean;
}

export default templateRule<Finding>({
  meta: {
    id: "events/eventbridge-broad",
    severity: "warning",
    confidence: "high",
    summary: "A rule that sends every event of its bus to code",
    why: "A pattern that is empty, or names no more than the account, matches whatever comes over the bus: on the account's own bus the events of all AWS services, on another what anyone puts there who may. The function runs for each of them (and is paid for), and has to tell by itself which ones it was written for. Name the 'source' and the 'detail-type' that it expects; what does not fit is then never handed to it.",
    duty: "configuration",
    cwe: [183],
    controls: ["SAS-1", "SAS-8"],
    references: [
      {
        title: "EventBridge: event patterns",
        url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html",
      },
      {
        title: "EventBridge: best practices for event patterns",
        url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-patterns-best-practices.html",
      },
    ],
    examples: [
      {
        title: "All events of the account",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Audit:
    Type: AWS::Serverless::Function
    Properties:
      Handler: audit.handler
      Events:
        Everything:
          Type: EventBridgeRule
          Properties:
            Pattern:
              account:
              ^^^^^^^^ 'Everything' matches every event of the account
                - !Ref AWS::AccountId`,
      },
      {
        title: "In JSON, any source on a bus",
        file: "template.json",
        bad: `{
  "Resources": {
    "Count": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "count.handler" } },
    "Everything": {
      "Type": "AWS::Events::Rule",
      "Properties": {
        "EventBusName": "orders",
        "EventPattern": { "source": [{ "prefix": "" }] },
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Everything' matches every event of its bus
        "Targets": [{ "Id": "count", "Arn": { "Fn::GetAtt": ["Count", "Arn"] } }]
      }
    }
  }
}`,
      },
      {
        title: "A Serverless function with an empty pattern",
        file: "serverless.yml",
        bad: `service: orders
provider:
  name: aws
functions:
  audit:
    handler: audit.handler
    events:
      - eventBridge:
          pattern: {}
                   ^^ 'eventBridge' matches every event of the account`,
      },
      {
        title: "Named events; patterns that are not to be known; what is sent to another bus or into a log",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Source:
    Type: String
Resources:
  Audit:
    Type: AWS::Serverless::Function
    Properties:
      Handler: audit.handler
      Events:
        Sold:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [com.example.orders]
        Given:
          Type: EventBridgeRule
          Properties:
            Pattern:
              source: [!Ref Source]
        Kind:
          Type: EventBridgeRule
          Properties:
            Pattern:
              account: [!Ref AWS::AccountId]
              detail-type: [Order Placed]
        Daily:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
  Forward:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        account: [!Ref AWS::AccountId]
      Targets:
        - Id: central
          Arn: !ImportValue CentralBus`,
      },
    ],
  },
  at: ruleTypes,
  *check(_, resource) {
    for (const rule of rulesIn(resource)) {
      if (!rule.pattern || !isBroad(rule.pattern) || !runsCode(rule)) continue;
      const data = { resource, name: String(rule.key.value), isOnBus: rule.isOnBus };
      yield { at: rule.pattern.at, data, severity: rule.isOnBus ? "info" : undefined };
    }
  },
  message: ({ name, isOnBus, resource }) =>
    `'${shown(name, 38)}' matches every event of ${isOnBus ? "its bus" : "the account"}${runs(name, resource)}`,
});

const runs = (name: string, resource: Resource): string =>
  name === resource.name ? ": its target runs for all of them" : `: '${shown(resource.name, 38)}' runs for all of them`;

/** Fields that do not say what an event is about. */
const vague = /^(account|region|version|id|time)$/;

function isBroad(pattern: Value): boolean {
  const entries = value.map(pattern)?.entries;
  return (
    entries?.every(
      ({ key, value: tests }) =>
        vague.test(String(key.value)) || (key.value === "source" && value.list(tests)?.items.some(matchesAnything)),
    ) ?? false
  );
}

function matchesAnything(test: Value): boolean {
  return (
    value.text(value.at(test, "prefix")) === "" ||
    value.text(value.at(test, "wildcard")) === "*" ||
    value.boolean(value.map(test) ? value.at(test, "exists") : undefined) === true
  );
}
