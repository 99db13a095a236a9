import { type Resource, referenceIn, resourcesOfType, type Value, value } from "../../engine/authoring.ts";
import { isAllow } from "../shared/statements.ts";

/** Where resources name a topic that a service shall publish to: the path of a value or a list, then a path in each item. */
const places: readonly {
  readonly type: string;
  readonly list: string;
  readonly item?: string;
  readonly service: string;
}[] = [
  {
    type: "AWS::S3::Bucket",
    list: "NotificationConfiguration/TopicConfigurations",
    item: "Topic",
    service: "s3.amazonaws.com",
  },
  { type: "AWS::Events::Rule", list: "Targets", item: "Arn", service: "events.amazonaws.com" },
  ...["AlarmActions", "OKActions", "InsufficientDataActions"].flatMap((list) =>
    ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"].map((type) => ({
      type,
      list,
      service: "cloudwatch.amazonaws.com",
    })),
  ),
];

/**
 * The services that publish to a topic by themselves, as this template shows: they use the topic's key under their own name, which the
 * policy of `alias/aws/sns` does not allow. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function publishingServices(topic: Resource): readonly string[] {
  const named = places
    .filter((place) =>
      resourcesOfType(topic.template, place.type).some((resource) =>
        value
          .items(resource.property(place.list)?.value)
          .some((item) => names(place.item ? value.at(item, place.item) : item, topic)),
      ),
    )
    .map(({ service }) => service);
  return [...new Set([...named, ...permittedServices(topic)])].sort();
}

const names = (written: Value | undefined, topic: Resource): boolean => referenceIn(written)?.resource === topic.name;

/** The services that the topic's policies allow to publish. */
function permittedServices(topic: Resource): readonly string[] {
  return resourcesOfType(topic.template, "AWS::SNS::TopicPolicy")
    .filter((policy) => value.items(policy.property("Topics")?.value).some((item) => names(item, topic)))
    .flatMap((policy) => value.items(value.at(policy.property("PolicyDocument")?.value, "Statement")))
    .filter(isAllow)
    .flatMap((statement) => value.items(value.at(statement, "Principal", "Service")))
    .flatMap((service) => value.text(service) ?? []);
}
