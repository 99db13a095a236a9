import { mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import { never, onlyOne, textOnly } from "./serverless-forms.ts";
import {
  asList,
  computed,
  destination,
  functionId,
  listOf,
  madeResource,
  mapOf,
  normalName,
  plainName,
  referenceTo,
} from "./serverless-made.ts";
import type { Service, ServiceEvent } from "./serverless-service.ts";
import { at, items, list, map, text, type Value } from "./value.ts";

/** Patterns become text; what they say is not told. */
const filters = (value: Value): Value =>
  list(value)
    ? listOf(
        value.at,
        items(value).map((pattern) => mapOf(pattern.at, { Pattern: pattern })),
      )
    : value;

const common: readonly Naming[] = [
  { property: "BatchSize", own: "batchSize" },
  { property: "Enabled", own: "enabled" },
  { property: "FilterCriteria/Filters", own: "filterPatterns", meaning: filters, written: never },
  { property: "MaximumBatchingWindowInSeconds", own: "maximumBatchingWindow" },
];

const source: Naming = { property: "EventSourceArn", own: "arn" };

const responses: Naming = {
  property: "FunctionResponseTypes",
  own: "functionResponseType",
  meaning: asList,
  written: onlyOne,
};

const failures: Naming = {
  property: "DestinationConfig/OnFailure/Destination",
  own: "destinations/onFailure",
  meaning: destination,
  written: textOnly,
};

const position: readonly Naming[] = [
  { property: "StartingPosition", own: "startingPosition" },
  { property: "StartingPositionTimestamp", own: "startingPositionTimestamp" },
];

const queues: Naming = { property: "Queues", own: "queue", meaning: asList, written: onlyOne };
const topics: Naming = { property: "Topics", own: "topic", meaning: asList, written: onlyOne };

const queueNames: readonly Naming[] = [
  ...common,
  source,
  responses,
  { property: "ScalingConfig/MaximumConcurrency", own: "maximumConcurrency" },
];

const streamNames: readonly Naming[] = [
  ...common.filter((naming) => naming.property !== "MaximumBatchingWindowInSeconds"),
  source,
  responses,
  failures,
  ...position,
  { property: "MaximumBatchingWindowInSeconds", own: "batchWindow" },
  { property: "ParallelizationFactor", own: "parallelizationFactor" },
  { property: "MaximumRetryAttempts", own: "maximumRetryAttempts" },
  { property: "BisectBatchOnFunctionError", own: "bisectBatchOnFunctionError" },
  { property: "MaximumRecordAgeInSeconds", own: "maximumRecordAgeInSeconds" },
  { property: "TumblingWindowInSeconds", own: "tumblingWindowInSeconds" },
];

const group = (property: string): Naming => ({ property: `${property}/ConsumerGroupId`, own: "consumerGroupId" });

interface Feed {
  readonly namings: readonly Naming[];
  /** What of the event the framework makes the logical id of. */
  name(event: Value): string;
  /** What is read where the event does not say. */
  readonly position?: string;
}

const textOf = (value: Value | undefined): string =>
  text(value) ?? (value?.kind === "unknown" ? (value.refersTo?.resource ?? value.pattern ?? "") : "");

const afterColon = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

const feeds: ReadonlyMap<string, Feed> = new Map<string, Feed>([
  ["sqs", { namings: queueNames, name: (event) => `SQS${plainName(afterColon(textOf(at(event, "arn"))))}` }],
  ["stream", { namings: streamNames, name: streamName, position: "TRIM_HORIZON" }],
  [
    "msk",
    {
      namings: [...common, source, topics, ...position, group("AmazonManagedKafkaEventSourceConfig")],
      name: (event) =>
        `MSK${plainName(textOf(at(event, "arn")).split("/")[1] ?? "")}${plainName(textOf(at(event, "topic")))}`,
      position: "TRIM_HORIZON",
    },
  ],
  [
    "kafka",
    {
      namings: [
        ...common,
        topics,
        ...position,
        group("SelfManagedKafkaEventSourceConfig"),
        { property: "SelfManagedEventSource/Endpoints/KafkaBootstrapServers", own: "bootstrapServers" },
      ],
      name: (event) => `Kafka${plainName(textOf(at(event, "topic")))}`,
      position: "TRIM_HORIZON",
    },
  ],
  [
    "activemq",
    { namings: [...common, source, queues], name: (event) => `ActiveMQ${plainName(textOf(at(event, "queue")))}` },
  ],
  [
    "rabbitmq",
    { namings: [...common, source, queues], name: (event) => `RabbitMQ${plainName(textOf(at(event, "queue")))}` },
  ],
]);

function streamName(event: Value): string {
  const arn = textOf(at(event, "arn"));
  const kind = text(at(event, "type")) ?? arn.split(":")[2] ?? "";
  return `${normalName(kind)}${plainName(arn.includes("/") ? (arn.split("/")[1] ?? "") : arn)}`;
}

/** What Lambda reads for the functions of a service: an event source mapping for each such event. */
export const feedResources = (service: Service, template: Template): Resource[] =>
  service.events.flatMap((event) => {
    const feed = feeds.get(event.kind);
    return feed ? [feedResource(event, feed, template)] : [];
  });

function feedResource(event: ServiceEvent, feed: Feed, template: Template): Resource {
  const { entry, kind, of } = event;
  const own = described(event.value);
  return madeResource(template, {
    name: `${normalName(of.name)}EventSourceMapping${feed.name(own)}`,
    type: "AWS::Lambda::EventSourceMapping",
    writtenAs: `events.${kind}`,
    entry,
    own,
    namings: feed.namings,
    body: mappingOf(event.value.at),
    given: {
      FunctionName: referenceTo(entry.key, functionId(of.name), "Arn"),
      StartingPosition: feed.position === undefined ? undefined : computed(entry.key, feed.position),
    },
  });
}

/** `sqs: arn` is short for `sqs: { arn }`, whether the ARN is known or a reference. */
export function described(event: Value): Value {
  if (map(event)) return event;
  const isArn =
    text(event) !== undefined || (event.kind === "unknown" && (event.refersTo || event.pattern !== undefined));
  return isArn ? mapOf(event.at, { arn: event }) : event;
}
