import { handingActions, pollingActions } from "../facts/platform-actions.ts";
import { serviceIn } from "../policy/arn-segments.ts";
import type { Target } from "../policy/target.ts";
import type { Deployed } from "../project/deployed.ts";
import { gathered } from "../template/derived.ts";
import { field, textIn } from "../template/fields.ts";
import type { Property, Resource } from "../template/model.ts";
import { functionReferredTo } from "../template/references.ts";
import { text } from "../template/value.ts";
import { below, targetsNamed } from "./named-arn.ts";
import type { Need } from "./need.ts";
import { needing, placed, wordsOf } from "./needing.ts";

/** Resources of a type that are about a function, by its name. */
const about = (type: string) =>
  gathered((resource): (readonly [string, Resource])[] => {
    if (resource.type !== type) return [];
    const fn = functionReferredTo(resource.property("FunctionName")?.value, resource.template);
    return fn ? [[fn.name, resource]] : [];
  });

const mappingsOf = about("AWS::Lambda::EventSourceMapping");
const invokeConfigsOf = about("AWS::Lambda::EventInvokeConfig");

/** What the framework made of an event, or of the function's own text, it also gives the rights for. */
const isMadeByFramework = (resource: Resource): boolean => resource.writtenAs !== resource.type;

/** What reading from the function's sources needs, and handing on what could not be processed. */
export function feedNeeds(deployed: Deployed): readonly Need[] {
  return mappingsOf(deployed.template, deployed.resource.name).flatMap((feed) => {
    const source = feed.property("EventSourceArn");
    const targets = source && targetsNamed(source.value, "resource", deployed.template);
    const actions = actionsToRead(feed, source, targets);
    const isGiven = isMadeByFramework(feed);
    return [
      ...needing({ actions, targets, ...placed(feed, source), by: "event source", isGiven }),
      ...handingOn(deployed, feed, onFailure, isGiven && givesDestination(feed, onFailure)),
    ];
  });
}

function actionsToRead(feed: Resource, source: Property | undefined, targets: readonly Target[] | undefined): string {
  const service = targets?.[0] ? serviceIn(targets[0].arn) : source ? serviceOfFeed(feed) : "";
  if (service !== undefined && Object.hasOwn(pollingActions, service)) return pollingActions[service] ?? "";
  return `? ${Object.values(pollingActions).join(" ").replace(/\?+ /g, "")}`;
}

/** The services that events of SAM and of the Serverless Framework are from, by the words for their kinds. */
const servicesByWord: Readonly<Record<string, string>> = {
  sqs: "sqs",
  kinesis: "kinesis",
  dynamodb: "dynamodb",
  msk: "kafka",
  mq: "mq",
  activemq: "mq",
  rabbitmq: "mq",
  documentdb: "rds",
};

/** The service of a source whose ARN is not known. */
function serviceOfFeed(feed: Resource): string | undefined {
  const written = [field(feed.entry.value, "Type"), field(feed.entry.value, "type")].map(textIn);
  const words = [...written, feed.writtenAs.slice(feed.writtenAs.lastIndexOf(".") + 1)];
  const word = words.find((one) => one !== undefined && Object.hasOwn(servicesByWord, one.toLowerCase()));
  return word === undefined ? undefined : servicesByWord[word.toLowerCase()];
}

const onFailure = "DestinationConfig/OnFailure";

/** What handing on the results of asynchronous invocations needs. */
export const invocationNeeds = (deployed: Deployed): readonly Need[] =>
  invokeConfigsOf(deployed.template, deployed.resource.name).flatMap((config) =>
    [onFailure, "DestinationConfig/OnSuccess"].flatMap((path) =>
      handingOn(deployed, config, path, isMadeByFramework(config) && givesDestination(config, path)),
    ),
  );

/** SAM gives the right only where the kind of destination is told. */
const givesDestination = (owner: Resource, path: string): boolean =>
  !owner.writtenAs.startsWith("AWS::Serverless::") || owner.property(`${path}/Type`) !== undefined;

const handingOn = (deployed: Deployed, owner: Resource, path: string, isGiven: boolean): readonly Need[] =>
  handed(deployed, owner, owner.property(`${path}/Destination`), "destination", isGiven);

/** What sending invocations that failed to a queue or topic needs. The Serverless Framework gives the right only if it is told an ARN as text. */
export function deadLetterNeeds(deployed: Deployed): readonly Need[] {
  const { resource } = deployed;
  const property = resource.property("DeadLetterConfig/TargetArn");
  const isGiven = resource.writtenAs === "functions" ? isPlainText(property) : isMadeByFramework(resource);
  return handed(deployed, resource, property, "dead letters", isGiven);
}

/** The framework gives the right to an ARN that is written as text, also if a plugin fills something in, and not to a reference. */
const isPlainText = (property: Property | undefined): boolean =>
  text(property?.value) !== undefined || (property?.at.kind === "scalar" && property.at.tag === undefined);

/** What handing something on to the destination that a property names needs. */
function handed(
  deployed: Deployed,
  owner: Resource,
  property: Property | undefined,
  by: string,
  isGiven: boolean,
): readonly Need[] {
  if (!property) return [];
  const common = { ...placed(owner, property), by, isGiven };
  const targets = targetsNamed(property.value, "resource", deployed.template);
  const unknown = `? ${Object.values(handingActions).join(" ")}`;
  if (!targets) return needing({ actions: unknown, targets, ...common });
  return targets.flatMap((target) => {
    const service = serviceIn(target.arn);
    const actions = Object.hasOwn(handingActions, service) ? (handingActions[service] ?? "") : "";
    const on = (action: string) => (action === "s3:PutObject" ? below(target, "/*") : target);
    return wordsOf(actions).flatMap((action) => needing({ actions: action, targets: [on(action)], ...common }));
  });
}
