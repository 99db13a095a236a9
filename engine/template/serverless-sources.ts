import { mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import { deployedName } from "./serverless-function-parts.ts";
import {
  computed,
  functionId,
  type Given,
  listOf,
  type Made,
  madeResource,
  mapOf,
  normalName,
  plainName,
  referenceTo,
} from "./serverless-made.ts";
import type { Service, ServiceEvent } from "./serverless-service.ts";
import { at, boolean, items, map, text, type Value } from "./value.ts";

/** The rules and schedules that the framework makes for events of a service. */
export const ruleResources = (service: Service, template: Template): Resource[] => {
  const counts = new Map<string, number>();
  const next = (event: ServiceEvent): number => {
    const key = `${event.of.name} ${event.kind}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 1;
  };
  return service.events.flatMap((event): Resource[] => {
    if (event.kind === "schedule")
      return ratesOf(event.value).map((rate) => madeResource(template, schedule(event, rate, next(event))));
    if (event.kind === "cloudwatchEvent") return [madeResource(template, eventRule(event, next(event)))];
    return event.kind === "eventBridge" ? bridge(event, service).map((made) => madeResource(template, made)) : [];
  });
};

const ratesOf = (event: Value): readonly Value[] => items(map(event) ? at(event, "rate") : event);

/** A rule is on unless it is said to be off. */
const state: Naming = {
  property: "State",
  own: "enabled",
  meaning: (value) => {
    const isOn = boolean(value);
    return isOn === undefined ? value : computed(value.at, isOn ? "ENABLED" : "DISABLED");
  },
  written: (value) => (value === "ENABLED" ? true : value === "DISABLED" ? false : undefined),
};

const ruleNames: readonly Naming[] = [
  state,
  { property: "Name", own: "name" },
  { property: "Description", own: "description" },
];

const ofEvent = (event: ServiceEvent) => ({
  writtenAs: `events.${event.kind}`,
  entry: event.entry,
  own: map(event.value) ? event.value : undefined,
  body: mappingOf(event.value.at),
});

/** What a rule runs, with what the event says of how. */
function targets(event: ServiceEvent): Value {
  const { entry, of, value } = event;
  const own = map(value) ? value : undefined;
  const retry = at(own, "retryPolicy");
  const target = mapOf(entry.key, {
    Arn: referenceTo(entry.key, functionId(of.name), "Arn"),
    Id: computed(entry.key, `${of.name}Target`),
    Input: at(own, "input"),
    InputPath: at(own, "inputPath"),
    InputTransformer: at(own, "inputTransformer"),
    DeadLetterConfig: deadLetters(at(own, "deadLetterQueueArn"), event),
    RetryPolicy: map(retry)
      ? mapOf(entry.key, {
          MaximumEventAgeInSeconds: at(retry, "maximumEventAge"),
          MaximumRetryAttempts: at(retry, "maximumRetryAttempts"),
        })
      : retry,
  });
  return listOf(entry.key, [target]);
}

const deadLetters = (arn: Value | undefined, { entry }: ServiceEvent): Value | undefined =>
  arn && mapOf(entry.key, { Arn: arn });

function schedule(event: ServiceEvent, rate: Value, index: number): Made {
  const { entry, of, value } = event;
  const isScheduler = map(value) !== undefined && text(at(value, "method")) === "scheduler";
  const shared = { ...ofEvent(event), namings: ruleNames };
  const on = computed(entry.key, "ENABLED");
  if (!isScheduler)
    return {
      ...shared,
      name: `${normalName(of.name)}EventsRuleSchedule${index}`,
      type: "AWS::Events::Rule",
      given: { ScheduleExpression: rate, State: on, Targets: targets(event) },
    };
  const target = { Arn: referenceTo(entry.key, functionId(of.name), "Arn"), Input: at(value, "input") };
  return {
    ...shared,
    namings: [...ruleNames, { property: "ScheduleExpressionTimezone", own: "timezone" }],
    name: `${normalName(of.name)}SchedulerSchedule${index}`,
    type: "AWS::Scheduler::Schedule",
    given: {
      ScheduleExpression: rate,
      State: on,
      Target: mapOf(entry.key, target),
      FlexibleTimeWindow: mapOf(entry.key, { Mode: computed(entry.key, "OFF") }),
    },
  };
}

const eventRule = (event: ServiceEvent, index: number): Made => ({
  ...ofEvent(event),
  name: `${normalName(event.of.name)}EventsRuleCloudWatchEvent${index}`,
  type: "AWS::Events::Rule",
  namings: [...ruleNames, { property: "EventPattern", own: "event" }],
  given: { State: computed(event.entry.key, "ENABLED"), Targets: targets(event) },
});

const bridgeNames: readonly Naming[] = [
  ...ruleNames,
  { property: "EventPattern", own: "pattern" },
  { property: "ScheduleExpression", own: "schedule" },
];

/** A rule, and the bus that it names where that is no ARN. */
function bridge(event: ServiceEvent, service: Service): Made[] {
  const { entry, of, value, index } = event;
  const bus = map(value) ? at(value, "eventBus") : undefined;
  const busName = text(bus);
  const isMade = busName !== undefined && busName !== "default" && !busName.startsWith("arn");
  const name = `${deployedName(of, service) ?? of.name}-rule-${index + 1}`;
  const given: Given = {
    State: computed(entry.key, "ENABLED"),
    Targets: targets(event),
    EventBusName: bus && (busName?.startsWith("arn") ? computed(bus.at, busName.slice(busName.indexOf("/") + 1)) : bus),
    Name: computed(entry.key, name),
  };
  const rule: Made = {
    ...ofEvent(event),
    name: `${plainName(name)}EventBridgeRule`,
    type: "AWS::Events::Rule",
    namings: bridgeNames,
    given,
  };
  return isMade ? [rule, eventBus(event, busName, bus)] : [rule];
}

const eventBus = (event: ServiceEvent, name: string, bus: Value | undefined): Made => ({
  ...ofEvent(event),
  name: `${normalName(name)}EventBridgeEventBus`,
  type: "AWS::Events::EventBus",
  own: undefined,
  namings: [],
  given: { Name: bus },
});
