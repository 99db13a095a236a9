import {
  type Edit,
  followed,
  gathered,
  type Mapping,
  type Plain,
  type Resource,
  referenceIn,
  type SiteEdit,
  type Trigger,
  triggersOf,
  type Value,
  value,
  valueOf,
} from "../../engine/authoring.ts";

/** What Lambda reads for a function: an event source mapping, in whatever dialect it is written. */
export interface Feed {
  readonly function: Resource;
  readonly trigger: Trigger;
  readonly style: "sam" | "serverless" | "plain";
  /** The ARN of the queue or stream. */
  readonly source: Value | undefined;
  /** A setting by its CloudFormation path. Undefined: surely absent. */
  get(path: string): Value | undefined;
  /** Writes settings by their CloudFormation paths. */
  set(settings: Readonly<Record<string, Plain>>, edit: Edit): readonly SiteEdit[] | undefined;
}

/** How the Serverless Framework spells the settings of an event. */
const serverlessNames: Readonly<Record<string, string>> = {
  BatchSize: "batchSize",
  BisectBatchOnFunctionError: "bisectBatchOnFunctionError",
  Enabled: "enabled",
  FunctionResponseTypes: "functionResponseType",
  MaximumRecordAgeInSeconds: "maximumRecordAgeInSeconds",
  MaximumRetryAttempts: "maximumRetryAttempts",
  "DestinationConfig/OnFailure": "destinations/onFailure",
};

/** What Lambda reads for a function from sources of some kinds. */
export function feedsOf(resource: Resource, kinds: readonly Trigger["kind"][]): readonly Feed[] {
  return triggersOf(resource).flatMap((trigger) => {
    if (!kinds.includes(trigger.kind)) return [];
    return feedOf(resource, trigger) ?? [];
  });
}

function feedOf(resource: Resource, trigger: Trigger): Feed | undefined {
  const event = resource.template.resolve(trigger.at);
  const type = value.text(value.at(event, "Type"));
  const isService = resource.writtenAs === "functions" && type === undefined;
  const settings = isService ? event : value.at(event, "Properties");
  const source = isService ? sourceOfEvent(event) : sourceOfProperties(settings);
  if (!source && !settings) return undefined;
  return {
    function: resource,
    trigger,
    style: isService ? "serverless" : type?.startsWith("AWS::") ? "plain" : "sam",
    source,
    get: (path) => (isService && !value.map(event) ? undefined : value.at(settings, ...keysOf(path, isService))),
    set: (wanted, edit) => {
      const under = isService ? followed(trigger.at) : valueOf(trigger.at, "Properties");
      return under?.kind === "mapping" ? setAll(under, wanted, isService, edit) : undefined;
    },
  };
}

const sourceOfEvent = (event: Value): Value | undefined => (value.map(event) ? value.at(event, "arn") : event);

const sourceOfProperties = (properties: Value | undefined): Value | undefined =>
  ["EventSourceArn", "Queue", "Stream"].map((key) => value.at(properties, key)).find((found) => found !== undefined);

const keysOf = (path: string, isService: boolean): readonly string[] =>
  (isService ? (serverlessNames[path] ?? path) : path).split("/");

/** New keys stand together, since two insertions at one place exclude each other. */
function setAll(under: Mapping, wanted: Readonly<Record<string, Plain>>, isService: boolean, edit: Edit) {
  const paths = Object.entries(wanted).map(([path, plain]) => ({ keys: keysOf(path, isService), plain }));
  const [first] = paths;
  if (first && paths.length === 1) return edit.set(under, first.keys, first.plain);
  return edit.set(under, [], Object.fromEntries(paths.map(({ keys, plain }) => nested(keys, plain))));
}

function nested(keys: readonly string[], plain: Plain): readonly [string, Plain] {
  const [first = "", ...rest] = keys;
  return [first, rest.reduceRight((inner: Plain, key) => ({ [key]: inner }), plain)];
}

/** The resource of this template that is read. */
export const sourceResource = ({ source, function: { template } }: Feed): Resource | undefined => {
  const name = referenceIn(source)?.resource;
  return name === undefined ? undefined : template.resource(name);
};

const readers = gathered((one) =>
  feedsOf(one, ["sqs"]).flatMap((feed) => {
    const queue = sourceResource(feed);
    return queue ? [[queue.name, one] as const] : [];
  }),
);

/** The functions of the template that read a queue. */
export const readersOf = (queue: Resource): readonly Resource[] => [...new Set(readers(queue.template, queue.name))];
