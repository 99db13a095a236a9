import { memo } from "../memo.ts";
import type { Entry, Mapping } from "../syntax/node.ts";
import type { Declaration } from "./declare.ts";
import { entriesIn, field, fieldsOf, mappingOf, textIn } from "./fields.ts";
import type { Naming } from "./naming.ts";
import { type NamingsFor, namingsFor, nothingAt, ownerAs, referenceTo, same, type Written } from "./sam-made.ts";
import type { Resolver } from "./scope.ts";
import type { Value } from "./value.ts";
import { at, boolean, known, map, unknown } from "./value.ts";

/** An event of a SAM function or state machine, as far as its text says what it is. */
export interface WrittenEvent {
  readonly entry: Entry;
  readonly body: Mapping;
  readonly type: string;
}

/** The events in the text of a resource's entry. */
export const eventsIn = memo((resource: Entry): readonly WrittenEvent[] =>
  entriesIn(field(field(resource.value, "Properties"), "Events")).flatMap((entry) => {
    const body = mappingOf(entry.value);
    const type = textIn(field(body, "Type"));
    return body && type !== undefined ? [{ entry, body, type }] : [];
  }),
);

/** Whether an event is a route of the API that SAM makes when no other is named. */
export function isImplicit({ body, type }: WrittenEvent, api: "Api" | "HttpApi"): boolean {
  if (type !== api) return false;
  const properties = mappingOf(field(body, "Properties"));
  const reference = properties && fieldsOf(properties).get(api === "Api" ? "RestApiId" : "ApiId");
  if (!reference) return true;
  const value = reference.value.kind === "mapping" ? field(reference.value, "Ref") : reference.value;
  return value?.kind === "scalar" && /^Serverless(Rest|Http)Api$/.test(String(value.value));
}

interface EventKind {
  readonly type: string;
  readonly namings: NamingsFor;
}

/** `target`: the attribute of a state machine or function that is the event's target. */
const mapping = (source: string, own: string): EventKind => ({
  type: "AWS::Lambda::EventSourceMapping",
  namings: namingsFor((owner) => [ownerAs("FunctionName", owner), { property: source, own }]),
});

const targetKeys = ["DeadLetterConfig", "RetryPolicy", "Input", "InputPath", "InputTransformer", "RoleArn"];

/** `Type: SQS` without an ARN: SAM makes the queue. */
function withMadeQueue(value: Value): Value {
  const content = map(value);
  if (!content || content.get("Arn") || !content.get("Type")) return value;
  const made = unknown(value.at, "SAM makes the queue");
  return known(value.at, { ...content, get: (key) => (key === "Arn" ? made : content.get(key)) });
}

const inTarget = (target: string): Naming[] =>
  targetKeys.map((name) => ({
    property: `${target}/${name}`,
    own: name,
    ...(name === "DeadLetterConfig" ? { meaning: withMadeQueue } : {}),
  }));

const enabled: Naming = {
  property: "State",
  own: "Enabled",
  meaning: (value) => {
    const flag = boolean(value);
    return flag === undefined
      ? unknown(value.at, value.kind === "unknown" ? value.because : "it is no boolean")
      : known(value.at, flag ? "ENABLED" : "DISABLED");
  },
};

const rule = (...more: readonly Naming[]): EventKind => ({
  type: "AWS::Events::Rule",
  namings: namingsFor((owner) => [
    ...more,
    same("State"),
    enabled,
    ...inTarget("Targets/0"),
    {
      property: "Targets",
      own: "",
      meaning: (value) => known(value.at, { kind: "list", items: [targetOf(value, owner)] }),
    },
  ]),
});

/** The one target of a rule: what starts, and what the event says of how. */
function targetOf(event: Value, owner: string): Value {
  const arn = referenceTo(owner, event.at, "Arn");
  const content = map(event);
  return known(event.at, {
    kind: "map",
    get: (key) => (key === "Arn" ? arn : targetKeys.includes(key) ? content?.get(key) : undefined),
    get entries() {
      return (content?.entries ?? []).filter((entry) => targetKeys.includes(String(entry.key.value)));
    },
  });
}

const schedule: EventKind = {
  type: "AWS::Scheduler::Schedule",
  namings: namingsFor((owner) => [
    ...inTarget("Target"),
    ownerAs("Target/Arn", owner, "Arn"),
    ...["ScheduleExpression", "State", "GroupName", "KmsKeyArn", "Name", "FlexibleTimeWindow"].map((name) =>
      same(name),
    ),
  ]),
};

const subscription: EventKind = {
  type: "AWS::SNS::Subscription",
  namings: namingsFor((owner) => [
    same("TopicArn", "Topic"),
    ownerAs("Endpoint", owner, "Arn"),
    { property: "Protocol", own: "", meaning: protocol },
  ]),
};

function protocol(event: Value): Value {
  const queue = at(event, "SqsSubscription");
  return queue && boolean(queue) !== false ? unknown(event.at, "SAM puts a queue between") : known(event.at, "lambda");
}

const kinds: ReadonlyMap<string, EventKind> = new Map([
  ["SQS", mapping("EventSourceArn", "Queue")],
  ["Kinesis", mapping("EventSourceArn", "Stream")],
  ["DynamoDB", mapping("EventSourceArn", "Stream")],
  ["MSK", mapping("EventSourceArn", "Stream")],
  ["MQ", mapping("EventSourceArn", "Broker")],
  ["DocumentDB", mapping("EventSourceArn", "Cluster")],
  ["SelfManagedKafka", mapping("SelfManagedEventSource/Endpoints/KafkaBootstrapServers", "KafkaBootstrapServers")],
  ["Schedule", rule(same("ScheduleExpression", "Schedule"))],
  ["EventBridgeRule", rule(same("EventPattern", "Pattern"), same("Name", "RuleName"))],
  ["CloudWatchEvent", rule(same("EventPattern", "Pattern"))],
  ["ScheduleV2", schedule],
  ["SNS", subscription],
  [
    "CloudWatchLogs",
    {
      type: "AWS::Logs::SubscriptionFilter",
      namings: namingsFor((owner) => [ownerAs("DestinationArn", owner, "Arn")]),
    },
  ],
]);

/** The resources that SAM makes from the events of a function or state machine: mappings, rules, schedules, subscriptions. */
export function madeFromEvents({ resource }: Written, resolver: Resolver): readonly Declaration[] {
  return eventsIn(resource.entry).flatMap(({ entry, body, type }) => {
    const kind = kinds.get(type);
    if (!kind) return [];
    const own = at(resolver.resolve(entry.value), "Properties");
    return {
      name: `${resource.name}${entry.key.value}`,
      type: kind.type,
      writtenAs: `${resource.writtenAs}/Events`,
      entry,
      layers: { own: own ?? nothingAt(entry.value) },
      vocabulary: { namings: kind.namings(resource.name), alike: true },
      body,
      prefix: ["Properties"],
    };
  });
}
