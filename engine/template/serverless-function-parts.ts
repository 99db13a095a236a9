import { mappingOf } from "./fields.ts";
import type { Resource, Template } from "./model.ts";
import type { Naming } from "./naming.ts";
import { logNames } from "./serverless-api-names.ts";
import { textOnly } from "./serverless-forms.ts";
import { computed, destination, functionId, listOf, madeResource, normalName, referenceTo } from "./serverless-made.ts";
import { entryIn } from "./serverless-parts.ts";
import type { Service, ServiceFunction } from "./serverless-service.ts";
import { at, boolean, map, text, type Value } from "./value.ts";

/** What the framework makes beside each function: its log group, its URL, what becomes of its asynchronous events. */
export const functionParts = (service: Service, template: Template): Resource[] =>
  service.functions.flatMap((one) => [
    ...logGroup(one, service, template),
    ...functionUrl(one, template),
    ...invokeConfig(one, template),
  ]);

/** The name that the function is deployed under, where service and stage are known. */
export function deployedName(one: ServiceFunction, service: Service): string | undefined {
  const given = at(one.own, "name");
  if (given) return text(given);
  const provider = map(service.provider?.value);
  const stage = provider?.get("stage");
  const root = at(service.resolver.resolve(service.root), "service");
  const name = text(root) ?? text(at(root, "name"));
  const stageName = stage ? text(stage) : "dev";
  return name === undefined || stageName === undefined ? undefined : `${name}-${stageName}-${one.name}`;
}

/** No log group is made where that is turned off, or where the function writes to one of another name. */
function logGroup(one: ServiceFunction, service: Service, template: Template): Resource[] {
  if (!map(one.own)) return [];
  const { value: shared } = service.provider ?? {};
  const isOff = at(one.own, "disableLogs");
  if (isOff && boolean(isOff) !== false) return [];
  if (at(one.own, "logs", "logGroup") || (map(shared) && at(shared, "logs", "lambda", "logGroup"))) return [];
  const name = deployedName(one, service);
  const made = madeResource(template, {
    name: `${normalName(one.name)}LogGroup`,
    type: "AWS::Logs::LogGroup",
    writtenAs: "functions.logs",
    entry: one.entry,
    own: one.own,
    shared: map(shared) ? shared : undefined,
    namings: logNames,
    body: one.body,
    given: { LogGroupName: name === undefined ? undefined : computed(one.entry.key, `/aws/lambda/${name}`) },
  });
  return [made];
}

const authorizer = (value: Value): Value | undefined => {
  const word = text(value);
  if (value.kind !== "known") return value;
  return computed(value.at, word === "aws_iam" ? "AWS_IAM" : "NONE");
};

/** What the framework allows where `cors` is on and says nothing of it. */
const allByDefault =
  (key: string) =>
  (value: Value): Value | undefined => {
    if (value.kind !== "known") return value;
    const isOn = boolean(value) === true || (map(value) !== undefined && !map(value)?.get(key));
    return isOn ? listOf(value.at, [computed(value.at, "*")]) : undefined;
  };

const urlNames: readonly Naming[] = [
  {
    property: "AuthType",
    own: "authorizer",
    meaning: authorizer,
    written: (value) => (value === "AWS_IAM" ? "aws_iam" : undefined),
  },
  { property: "InvokeMode", own: "invokeMode" },
  { property: "Cors/AllowOrigins", own: "cors/allowedOrigins" },
  { property: "Cors/AllowOrigins", own: "cors", meaning: allByDefault("allowedOrigins") },
  { property: "Cors/AllowMethods", own: "cors/allowedMethods" },
  { property: "Cors/AllowMethods", own: "cors", meaning: allByDefault("allowedMethods") },
  { property: "Cors/AllowHeaders", own: "cors/allowedHeaders" },
  { property: "Cors/AllowCredentials", own: "cors/allowCredentials" },
  { property: "Cors/ExposeHeaders", own: "cors/exposedResponseHeaders" },
  { property: "Cors/MaxAge", own: "cors/maxAge" },
];

/** `url: true`, or a mapping that says more. */
function functionUrl(one: ServiceFunction, template: Template): Resource[] {
  const entry = entryIn(one.body, "url");
  const url = map(one.own) && at(one.own, "url");
  if (!entry || !url || (url.kind === "known" && !map(url) && boolean(url) !== true)) return [];
  const made = madeResource(template, {
    name: `${normalName(one.name)}LambdaFunctionUrl`,
    type: "AWS::Lambda::Url",
    writtenAs: "functions.url",
    entry,
    own: url.kind === "known" && !map(url) ? undefined : url,
    namings: urlNames,
    body: mappingOf(url.at),
    given: {
      AuthType: computed(url.at, "NONE"),
      TargetFunctionArn: referenceTo(entry.key, functionId(one.name), "Arn"),
    },
  });
  return [made];
}

const invokeNames: readonly Naming[] = [
  {
    property: "DestinationConfig/OnFailure/Destination",
    own: "destinations/onFailure",
    meaning: destination,
    written: textOnly,
  },
  {
    property: "DestinationConfig/OnSuccess/Destination",
    own: "destinations/onSuccess",
    meaning: destination,
    written: textOnly,
  },
  { property: "MaximumEventAgeInSeconds", own: "maximumEventAge" },
  { property: "MaximumRetryAttempts", own: "maximumRetryAttempts" },
];

function invokeConfig(one: ServiceFunction, template: Template): Resource[] {
  const entry = ["destinations", "maximumEventAge", "maximumRetryAttempts"]
    .map((key) => entryIn(one.body, key))
    .find((found) => found);
  if (!entry || !map(one.own)) return [];
  const made = madeResource(template, {
    name: `${normalName(one.name)}LambdaEvConf`,
    type: "AWS::Lambda::EventInvokeConfig",
    writtenAs: "functions.destinations",
    entry,
    own: one.own,
    namings: invokeNames,
    body: one.body,
    given: {
      FunctionName: referenceTo(entry.key, functionId(one.name)),
      Qualifier: computed(entry.key, "$LATEST"),
    },
  });
  return [made];
}
