import {
  type Authorizer,
  type Deployed,
  type Operation,
  operationsOf,
  type Resource,
  type Template,
  type Trigger,
  value,
} from "../../engine/authoring.ts";
import type { EventName } from "../facts/event-shapes.ts";
import { authorizersRun } from "../shared/authorizers-run.ts";

/** What a function is sent, and the trigger that sends it. */
export interface Sent {
  readonly name: EventName;
  readonly trigger: Trigger;
}

const byKind: Readonly<Partial<Record<Trigger["kind"], EventName>>> = {
  "function-url": "url",
  alb: "alb",
  sqs: "sqs",
  sns: "sns",
  s3: "s3",
  dynamodb: "dynamodb",
  kinesis: "kinesis",
  ses: "ses",
  eventbridge: "eventbridge",
  schedule: "eventbridge",
  logs: "logs",
  firehose: "firehose",
};

/** All that a function may be sent. Undefined: something else may come too, or nothing is known to. */
export function sentTo({ resource, triggers, template }: Deployed): readonly Sent[] | undefined {
  const sent: Sent[] = [];
  for (const trigger of triggers) {
    const names = namesOf(trigger, resource, template);
    if (!names || names.length === 0) return undefined;
    sent.push(...names.map((name) => ({ name, trigger })));
  }
  return sent.length > 0 ? sent : undefined;
}

function namesOf(trigger: Trigger, resource: Resource, template: Template): readonly EventName[] | undefined {
  switch (trigger.kind) {
    case "rest-api":
    case "http-api":
      return isOnlyPermitted(trigger, template) ? undefined : routeNames(trigger, resource, template);
    case "authorizer":
      return authorizerNames(resource, template);
    case "eventbridge":
    case "schedule":
      return hasOwnInput(trigger, template) ? undefined : ["eventbridge"];
    default: {
      const name = byKind[trigger.kind];
      return name && [name];
    }
  }
}

/** A permission says that an API calls, not how. */
const isOnlyPermitted = ({ at }: Trigger, template: Template): boolean =>
  value.text(value.at(template.resolve(at), "Type")) === "AWS::Lambda::Permission";

/** A rule or schedule may send what it says instead of the event. */
const hasOwnInput = ({ at }: Trigger, template: Template): boolean => {
  const event = template.resolve(at);
  const places = [event, value.at(event, "Properties"), value.at(event, "Properties", "Target")];
  return places.some((place) =>
    (value.map(place)?.entries ?? []).some(({ key }) => /^input|^Fn::/i.test(String(key.value))),
  );
};

function routeNames(trigger: Trigger, resource: Resource, template: Template): readonly EventName[] | undefined {
  const routes = operationsOf(template).filter(({ runs, kind }) => runs === resource && kind === trigger.kind);
  const names = routes.map((route) => (trigger.kind === "rest-api" ? restName(route) : httpName(route)));
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}

/** Undefined: a mapping template makes the event. */
function restName({ integration, written, declaredBy }: Operation): EventName | undefined {
  if (declaredBy.writtenAs === "functions") {
    const style = value.at(written, "integration");
    const isProxy = style === undefined || /^(?:lambda|aws)[_-]?proxy$/i.test(value.text(style) ?? "");
    return isProxy && value.at(written, "async") === undefined ? "rest" : undefined;
  }
  return !integration || integration.type === "AWS_PROXY" ? "rest" : undefined;
}

const definitions = ["DefinitionBody", "DefinitionUri"];

/** By the payload's version. Undefined: it is not known. */
function httpName({ api, integration, written, declaredBy }: Operation): EventName | undefined {
  const isService = declaredBy.writtenAs === "functions";
  // an OpenAPI document may have said another version already
  if (definitions.some((name) => api?.property(name))) return undefined;
  const version = isService
    ? servicePayload(declaredBy.template)
    : declaredBy.writtenAs === "AWS::Serverless::Function"
      ? value.at(written, "PayloadFormatVersion")
      : (value.at(integration?.written, "PayloadFormatVersion") ??
        value.at(integration?.written, "payloadFormatVersion") ??
        "unknown");
  if (version === "unknown") return undefined;
  return version === undefined ? "http2" : named(version, { "1.0": "http1", "2.0": "http2" });
}

function servicePayload(template: Template): value.Value | undefined {
  const provider = template.section("provider");
  return provider && value.at(template.resolve(provider), "httpApi", "payload");
}

/** A version may be written as a number: 1.0 is 1 then. */
function named<N>(version: value.Value | undefined, names: { readonly "1.0": N; readonly "2.0": N }): N | undefined {
  const text = String(value.primitive(version) ?? "");
  return /^1(?:\.0)?$/.test(text) ? names["1.0"] : /^2(?:\.0)?$/.test(text) ? names["2.0"] : undefined;
}

function authorizerNames(resource: Resource, template: Template): readonly EventName[] | undefined {
  const names = authorizersRun(resource, template).map(({ authorizer, isHttp }): EventName | undefined => {
    if (!isHttp) return authorizer.kind === "token" ? "token" : authorizer.kind === "request" ? "request1" : undefined;
    return named(payloadOf(authorizer), { "1.0": "httpRequest1", "2.0": "httpRequest2" });
  });
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}

/** The version of what an HTTP API sends to an authorizer. */
const payloadOf = ({ written }: Authorizer): value.Value | undefined =>
  value.at(written, "AuthorizerPayloadFormatVersion") ?? value.at(written, "payloadVersion");
