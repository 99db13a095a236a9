import type { Entry } from "../syntax/node.ts";
import { mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import {
  computed,
  functionId,
  listOf,
  type Made,
  madeResource,
  mapOf,
  normalName,
  plainName,
  referenceTo,
} from "./serverless-made.ts";
import { entryIn, solid } from "./serverless-parts.ts";
import { providerAt, type Service, type ServiceEvent } from "./serverless-service.ts";
import { at, boolean, map, text, type Value } from "./value.ts";

/** The topics, buckets and user pools that the framework makes because events name them, and the subscriptions to topics. */
export function storeResources(service: Service, template: Template): Resource[] {
  const made = [
    ...byName(service, "sns", topicName).map(topic),
    ...service.events.filter((event) => event.kind === "sns").flatMap(subscription),
    ...byName(service, "s3", bucketName).map((events) => bucket(events, service)),
    ...byName(service, "cognitoUserPool", poolName).map(userPool),
  ];
  return made.map((one) => madeResource(template, one));
}

type Named = readonly [name: string, events: readonly [ServiceEvent, ...ServiceEvent[]]];

/** The events of a kind that name something to be made, together where they name the same. */
function byName(service: Service, kind: string, nameOf: (event: Value) => Value | undefined): Named[] {
  const found = new Map<string, [ServiceEvent, ...ServiceEvent[]]>();
  for (const event of service.events) {
    const value = event.kind === kind ? nameOf(event.value) : undefined;
    const name = value && nameIn(value);
    if (name === undefined) continue;
    const others = found.get(name);
    if (others) others.push(event);
    else found.set(name, [event]);
  }
  return [...found];
}

const nameIn = (value: Value): string | undefined =>
  text(value) ?? (value.kind === "unknown" && !value.refersTo ? value.pattern : undefined);

const isArn = (value: Value | undefined): boolean =>
  value !== undefined && (nameIn(value) ?? "arn:").startsWith("arn:");

/** A topic is made unless the event gives an ARN. */
function topicName(event: Value): Value | undefined {
  if (!map(event)) return isArn(event) ? undefined : event;
  return at(event, "arn") ? undefined : at(event, "topicName");
}

/** A bucket or a pool is made unless the event says that it exists. */
const newOne = (event: Value, key: string): Value | undefined => {
  if (!map(event)) return event;
  const existing = at(event, "existing");
  return existing && boolean(existing) !== false ? undefined : at(event, key);
};

const bucketName = (event: Value): Value | undefined => newOne(event, "bucket");
const poolName = (event: Value): Value | undefined => newOne(event, "pool");

const runs = ({ entry, of }: ServiceEvent): Value => referenceTo(entry.key, functionId(of.name), "Arn");

const keyNamed = (event: ServiceEvent, key: string): Entry => entryIn(mappingOf(event.value.at), key) ?? event.entry;

/** Subscriptions that need no resource of their own stand in the topic. */
function topic([name, events]: Named): Made {
  const [first] = events;
  const plain = events.filter((event) => !needsResource(event.value));
  const subscriptions = plain.map((event) =>
    mapOf(event.entry.key, { Endpoint: runs(event), Protocol: computed(event.entry.key, "lambda") }),
  );
  return {
    name: `SNSTopic${plainName(name)}`,
    type: "AWS::SNS::Topic",
    writtenAs: "events.sns",
    entry: keyNamed(first, "topicName"),
    own: map(first.value) ? first.value : undefined,
    namings: [{ property: "DisplayName", own: "displayName" }],
    body: mappingOf(first.value.at),
    given: {
      TopicName: topicName(first.value),
      Subscription: subscriptions.length > 0 ? listOf(first.entry.key, subscriptions) : undefined,
    },
  };
}

const needsResource = (event: Value): boolean =>
  map(event) !== undefined && (at(event, "filterPolicy") ?? at(event, "redrivePolicy")) !== undefined;

const subscriptionNames: readonly Naming[] = [
  { property: "FilterPolicy", own: "filterPolicy" },
  { property: "FilterPolicyScope", own: "filterPolicyScope" },
];

function subscription(event: ServiceEvent): Made[] {
  const { entry, of, value } = event;
  const name = topicName(value);
  if (name && !needsResource(value)) return [];
  const arn = name ? undefined : map(value) ? at(value, "arn") : value;
  const called = nameIn(at(map(value) ? value : undefined, "topicName") ?? arn ?? value) ?? "";
  return [
    {
      name: `${normalName(of.name)}SnsSubscription${plainName(called.split(":").at(-1) ?? "")}`,
      type: "AWS::SNS::Subscription",
      writtenAs: "events.sns",
      entry,
      own: map(value) ? value : undefined,
      namings: subscriptionNames,
      body: mappingOf(value.at),
      given: {
        TopicArn: arn ?? referenceTo(entry.key, `SNSTopic${plainName(nameIn(name ?? value) ?? "")}`),
        Protocol: computed(entry.key, "lambda"),
        Endpoint: runs(event),
        RedrivePolicy: redrive(event),
      },
    },
  ];
}

/** The dead-letter queue of a subscription, by its ARN or its logical id. */
function redrive({ value, entry }: ServiceEvent): Value | undefined {
  const policy = map(value) ? at(value, "redrivePolicy") : undefined;
  if (!policy || !map(policy)) return policy;
  const queue = text(at(policy, "deadLetterTargetRef"));
  const target = at(policy, "deadLetterTargetArn") ?? at(policy, "deadLetterTargetImport", "arn");
  const arn = queue === undefined ? target : referenceTo(policy.at, queue, "Arn");
  return mapOf(entry.key, { deadLetterTargetArn: arn });
}

const bucketProperties = [
  "AccessControl",
  "AccelerateConfiguration",
  "AnalyticsConfigurations",
  "BucketEncryption",
  "CorsConfiguration",
  "IntelligentTieringConfigurations",
  "InventoryConfigurations",
  "LifecycleConfiguration",
  "LoggingConfiguration",
  "MetricsConfigurations",
  "ObjectLockConfiguration",
  "ObjectLockEnabled",
  "OwnershipControls",
  "PublicAccessBlockConfiguration",
  "ReplicationConfiguration",
  "Tags",
  "VersioningConfiguration",
  "WebsiteConfiguration",
];

/** `provider.s3` takes CloudFormation's properties with a small first letter. */
const bucketNames: readonly Naming[] = [
  { property: "BucketName", own: "name" },
  ...bucketProperties.map((property) => ({ property, own: `${property.charAt(0).toLowerCase()}${property.slice(1)}` })),
];

function bucket([name, events]: Named, service: Service): Made {
  const [first] = events;
  const settings = entryIn(mappingOf(solid(entryIn(service.provider?.body, "s3")?.value, service.resolver)), name);
  const configurations = events.map((event) =>
    mapOf(event.entry.key, {
      Event: at(map(event.value) ? event.value : undefined, "event") ?? computed(event.entry.key, "s3:ObjectCreated:*"),
      Function: runs(event),
    }),
  );
  return {
    name: `S3Bucket${plainName(name)}`,
    type: "AWS::S3::Bucket",
    writtenAs: "events.s3",
    entry: settings ?? keyNamed(first, "bucket"),
    own: providerAt(service, "s3", name),
    namings: bucketNames,
    body: service.provider?.body,
    prefix: ["s3", name],
    given: {
      BucketName: bucketName(first.value),
      NotificationConfiguration: mapOf(first.entry.key, {
        LambdaConfigurations: listOf(first.entry.key, configurations),
      }),
    },
  };
}

function userPool([name, events]: Named): Made {
  const [first] = events;
  const triggers = Object.fromEntries(events.map((event) => [text(at(event.value, "trigger")) ?? "", runs(event)]));
  return {
    name: `CognitoUserPool${plainName(name)}`,
    type: "AWS::Cognito::UserPool",
    writtenAs: "events.cognitoUserPool",
    entry: keyNamed(first, "pool"),
    own: undefined,
    namings: [],
    given: { UserPoolName: poolName(first.value), LambdaConfig: mapOf(first.entry.key, triggers) },
  };
}
