import type { Node } from "../syntax/node.ts";
import { checkByPolicy, checkNamed } from "./callers.ts";
import { field } from "./fields.ts";
import type { CallerCheck, Resource, Template, Trigger, TriggerKind } from "./model.ts";
import { type Link, sourceKind } from "./triggers-cloudformation.ts";
import { isOfAws } from "./triggers-services.ts";
import type { MapEntry, Value } from "./value.ts";
import { at, boolean, items, map, text, unknown } from "./value.ts";

const eventKinds: ReadonlyMap<string, TriggerKind> = new Map<string, TriggerKind>([
  ["http", "rest-api"],
  ["httpApi", "http-api"],
  ["websocket", "websocket"],
  ["alb", "alb"],
  ["sqs", "sqs"],
  ["sns", "sns"],
  ["s3", "s3"],
  ["eventBridge", "eventbridge"],
  ["cloudwatchEvent", "eventbridge"],
  ["schedule", "schedule"],
  ["cognitoUserPool", "cognito"],
  ["msk", "kafka"],
  ["kafka", "kafka"],
  ["activemq", "mq"],
  ["rabbitmq", "mq"],
  ["iot", "iot"],
  ["cloudwatchLog", "logs"],
  ["cloudFront", "cloudfront"],
  ["alexaSkill", "alexa"],
]);

/** The events and the URL that a Serverless function declares. */
export function serverlessTriggers(resource: Resource): Trigger[] {
  return [...eventsOf(resource).map((event) => eventTrigger(event, resource)), ...urlTriggers(resource)];
}

/** The events of a function: each a mapping of one kind to what it says, or the kind alone. */
function eventsOf(resource: Resource): readonly MapEntry[] {
  const events = field(resource.properties, "events");
  const listed = events ? items(resource.template.resolve(events)) : [];
  return listed.flatMap((event) =>
    event.at.kind === "scalar"
      ? [{ key: event.at, node: event.at, value: event }]
      : (map(event)?.entries.slice(0, 1) ?? []),
  );
}

function eventTrigger({ key, node, value }: MapEntry, resource: Resource): Trigger {
  const word = String(key.value);
  const trigger: Trigger = { kind: eventKinds.get(word) ?? "other", at: node, key };
  if (trigger.kind === "eventbridge") return ofBus(trigger, value);
  if (word === "stream") return { ...trigger, kind: streamKind(value, resource) };
  if (word === "alb") return { ...trigger, authorizer: at(value, "authorizer") ? "some" : "unknown" };
  if (word === "websocket") return { ...trigger, ...websocketRoute(value) };
  if (word !== "http" && word !== "httpApi") return trigger;
  const own = map(value) || value.kind !== "known" ? checkNamed(at(value, "authorizer")) : "none";
  const authorizer = own === "none" && word === "http" ? checkByProvider(resource.template) : own;
  return { ...trigger, ...routeOf(value), authorizer };
}

/** An event of a bus: by the clock, if it has a schedule and no pattern. */
function ofBus(trigger: Trigger, value: Value): Trigger {
  const pattern = at(value, "pattern") ?? at(value, "event");
  if (!pattern && at(value, "schedule")) return { ...trigger, kind: "schedule" };
  return isOfAws(pattern) ? { ...trigger, isOfAws: true } : trigger;
}

/** `GET /path`, `*`, or `{ method, path }`. */
function routeOf(value: Value): Pick<Trigger, "method" | "path"> {
  const short = text(value);
  if (short === undefined) return { method: text(at(value, "method")), path: text(at(value, "path")) };
  const [method, path] = short.trim().split(/\s+/);
  return path === undefined ? { method: "*", path: method } : { method, path };
}

/** Only `$connect` is asked for an authorizer; the other routes come over its connection. */
function websocketRoute(value: Value): Pick<Trigger, "path" | "authorizer"> {
  const path = text(value) ?? text(at(value, "route"));
  return path === "$connect"
    ? { path, authorizer: map(value) ? checkNamed(at(value, "authorizer")) : "none" }
    : { path };
}

function checkByProvider(template: Template): CallerCheck {
  const provider = providerOf(template);
  const endpoint = at(provider, "endpointType") ?? at(provider, "apiGateway", "endpoint", "type");
  if (endpoint && /^(edge|regional)$/i.test(text(endpoint) ?? "") === false) return "unknown";
  return checkByPolicy(at(provider, "apiGateway", "resourcePolicy") ?? at(provider, "resourcePolicy"));
}

function providerOf(template: Template): Value | undefined {
  const provider = template.section("provider");
  return provider && template.resolve(provider);
}

function streamKind(value: Value, resource: Resource): TriggerKind {
  const type = text(at(value, "type"));
  if (type === "dynamodb" || type === "kinesis") return type;
  return sourceKind(map(value) ? at(value, "arn") : value, resource);
}

/** `url: true`, or `{ authorizer: aws_iam }`. */
function urlTriggers(resource: Resource): Trigger[] {
  const url = map(resource.template.resolve(resource.entry.value))?.entries.find((entry) => entry.key.value === "url");
  if (!url || boolean(url.value) === false) return [];
  const authorizer = map(url.value) || url.value.kind !== "known" ? checkNamed(at(url.value, "authorizer")) : "none";
  return [{ kind: "function-url", at: url.node, key: url.key, authorizer }];
}

/** The functions that events of other functions name as their authorizers. */
export function serverlessAuthorizers(template: Template): Link[] {
  const functions = template.resources.filter((resource) => resource.writtenAs === "functions");
  return functions.flatMap(eventsOf).flatMap((event) => authorizerIn(event, template) ?? []);
}

function authorizerIn({ key, value }: MapEntry, template: Template): Link | undefined {
  const entry = map(value)?.entries.find((candidate) => candidate.key.value === "authorizer");
  if (!entry) return undefined;
  const name = text(entry.value) ?? text(at(entry.value, "name"));
  if (key.value === "httpApi") return httpApiAuthorizer(name, template);
  const identity =
    key.value === "http" && !/^request$/i.test(text(at(entry.value, "type")) ?? "") ? "token" : "request";
  const target = at(entry.value, "arn") ?? functionNamed(name, entry.node);
  return { target, trigger: { kind: "authorizer", at: entry.node, key: entry.key, identity } };
}

/** HTTP APIs name an authorizer that `provider` describes. */
function httpApiAuthorizer(name: string | undefined, template: Template): Link | undefined {
  const authorizers = map(at(providerOf(template), "httpApi", "authorizers"))?.entries ?? [];
  const entry = authorizers.find((candidate) => candidate.key.value === name);
  if (!entry) return undefined;
  const target = at(entry.value, "functionArn") ?? functionNamed(text(at(entry.value, "functionName")), entry.node);
  return { target, trigger: { kind: "authorizer", at: entry.node, key: entry.key, identity: "request" } };
}

/** A function's name in an event is a reference to it. */
const functionNamed = (name: string | undefined, node: Node): Value | undefined =>
  name === undefined
    ? undefined
    : unknown(node, `'${name}' is known after deployment`, { refersTo: { resource: name } });
