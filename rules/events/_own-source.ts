import {
  arnOf,
  arnOfType,
  arnsIn,
  type Deployed,
  type Resource,
  referredTo,
  resourcesOfType,
  type Template,
  type Trigger,
  value,
} from "../../engine/authoring.ts";
import { feedsOf } from "./_feed.ts";

/** What calls a function by what is put into it. */
export interface OwnSource {
  readonly kind: "s3" | "sqs" | "sns" | "dynamodb" | "kinesis";
  /** In normal form. */
  readonly arn: string;
  readonly trigger: Trigger;
  /** It calls for some of what is put into it only. Undefined: for all of it. */
  readonly filter?: KeyFilter | "unknown";
  /** Kinds of events of a bucket. */
  readonly events?: readonly string[];
}

export interface KeyFilter {
  readonly prefix: string;
  readonly suffix: string;
}

const feeds = ["sqs", "dynamodb", "kinesis"] as const;

/** The buckets, queues, topics, tables and streams that call a function, as far as they are known. */
export function ownSources({ resource, triggers, template }: Deployed): readonly OwnSource[] {
  return [
    ...feeds.flatMap((kind) => fedBy(kind, resource)),
    ...triggers.flatMap((trigger) => {
      if (trigger.kind === "sns") return topicOf(trigger, template);
      return trigger.kind === "s3" ? bucketOf(trigger, template) : [];
    }),
  ];
}

function fedBy(kind: (typeof feeds)[number], resource: Resource): readonly OwnSource[] {
  return feedsOf(resource, [kind]).flatMap(({ source, trigger, get }) => {
    const arns = source && arnsIn(source, resource.template);
    const filter = get("FilterCriteria") ?? get("filterPatterns");
    return (arns ?? []).map((arn) => ({
      kind,
      arn: arn.replace(/(:table\/[^/]+)\/.*$/, "$1"),
      trigger,
      ...(filter ? { filter: "unknown" as const } : {}),
    }));
  });
}

function topicOf(trigger: Trigger, template: Template): readonly OwnSource[] {
  const event = template.resolve(trigger.at);
  const properties = value.at(event, "Properties");
  const plain = value.map(event) ? undefined : event;
  const topic =
    plain ??
    ["Topic", "TopicArn"].map((key) => value.at(properties, key)).find((one) => one !== undefined) ??
    ["arn", "topicName"].map((key) => value.at(event, key)).find((one) => one !== undefined);
  const arn = topic && arnOfNamed(topic, "AWS::SNS::Topic", template);
  const filter = ["FilterPolicy", "filterPolicy"].some((key) => value.at(properties, key) ?? value.at(event, key));
  return arn === undefined ? [] : [{ kind: "sns", arn, trigger, ...(filter ? { filter: "unknown" } : {}) }];
}

/** Of a value that is an ARN, a reference, or a name. */
function arnOfNamed(named: value.Value, type: string, template: Template): string | undefined {
  const resource = referredTo(named, template);
  if (resource?.type === type) return arnOf(resource);
  const text = value.text(named);
  return arnsIn(named, template)?.[0] ?? (text === undefined ? undefined : arnOfType(type, text));
}

function bucketOf(trigger: Trigger, template: Template): readonly OwnSource[] {
  const event = template.resolve(trigger.at);
  const properties = value.at(event, "Properties");
  const isPlain = value.at(event, "Function") !== undefined;
  const bucket = value.at(properties, "Bucket") ?? value.at(event, "bucket") ?? (value.map(event) ? undefined : event);
  const arn = isPlain ? notifying(trigger, template) : bucket && arnOfNamed(bucket, "AWS::S3::Bucket", template);
  if (arn === undefined) return [];
  const kinds = isPlain ? value.at(event, "Event") : (value.at(properties, "Events") ?? value.at(event, "event"));
  const rules = isPlain
    ? value.at(event, "Filter", "S3Key", "Rules")
    : (value.at(properties, "Filter", "S3Key", "Rules") ?? value.at(event, "rules"));
  const filter = rules && filterOf(rules);
  const events = kinds ? value.items(kinds).map((item) => value.text(item) ?? "") : ["s3:ObjectCreated:*"];
  return [{ kind: "s3", arn, trigger, events, ...(filter ? { filter } : {}) }];
}

/** The bucket that has a notification. */
function notifying({ at }: Trigger, template: Template): string | undefined {
  const bucket = resourcesOfType(template, "AWS::S3::Bucket").find((one) =>
    value.items(one.property("NotificationConfiguration/LambdaConfigurations")?.value).some((item) => item.at === at),
  );
  return bucket && arnOf(bucket);
}

/** `{ Name: prefix, Value: x }`, or `prefix: x` as the Serverless Framework has it. */
function filterOf(rules: value.Value): KeyFilter | "unknown" {
  const filter = { prefix: "", suffix: "" };
  for (const rule of value.items(rules)) {
    const name = value.text(value.at(rule, "Name"))?.toLowerCase();
    for (const key of ["prefix", "suffix"] as const) {
      const said = name === key ? value.at(rule, "Value") : value.at(rule, key);
      if (!said) continue;
      const text = value.text(said);
      if (text === undefined) return "unknown";
      filter[key] = text;
    }
  }
  return filter;
}
