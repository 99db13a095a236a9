import { checkByApi, checkByPolicy, checkNamed } from "./callers.ts";
import { field } from "./fields.ts";
import type { CallerCheck, Resource, Template, Trigger, TriggerKind } from "./model.ts";
import { resourcesOfType } from "./of-type.ts";
import { referenceIn } from "./references.ts";
import type { Link } from "./triggers-cloudformation.ts";
import { isOfAws } from "./triggers-services.ts";
import type { MapEntry, Value } from "./value.ts";
import { at, items, map, text } from "./value.ts";

const eventKinds: ReadonlyMap<string, TriggerKind> = new Map<string, TriggerKind>([
  ["Api", "rest-api"],
  ["HttpApi", "http-api"],
  ["SQS", "sqs"],
  ["SNS", "sns"],
  ["S3", "s3"],
  ["DynamoDB", "dynamodb"],
  ["Kinesis", "kinesis"],
  ["EventBridgeRule", "eventbridge"],
  ["CloudWatchEvent", "eventbridge"],
  ["Schedule", "schedule"],
  ["ScheduleV2", "schedule"],
  ["Cognito", "cognito"],
  ["MSK", "kafka"],
  ["SelfManagedKafka", "kafka"],
  ["MQ", "mq"],
  ["DocumentDB", "documentdb"],
  ["IoTRule", "iot"],
  ["CloudWatchLogs", "logs"],
  ["AlexaSkill", "alexa"],
]);

/** The events and the URL that a SAM function declares in its own properties. */
export function samTriggers(resource: Resource): Trigger[] {
  const events = map(resource.property("Events")?.value)?.entries ?? [];
  return [...events.map((event) => eventTrigger(event, resource.template)), ...urlTriggers(resource)];
}

function eventTrigger({ key, node, value }: MapEntry, template: Template): Trigger {
  const type = text(at(value, "Type")) ?? "";
  const trigger: Trigger = { kind: eventKinds.get(type) ?? "other", at: node, key };
  const properties = at(value, "Properties");
  if (trigger.kind === "eventbridge")
    return isOfAws(at(properties, "Pattern")) ? { ...trigger, isOfAws: true } : trigger;
  if (type !== "Api" && type !== "HttpApi") return trigger;
  return {
    ...trigger,
    method: text(at(properties, "Method")),
    path: text(at(properties, "Path")),
    authorizer: routeCheck(properties, type, template),
  };
}

/** What checks the callers of a route: its own authorizer, else the API's default, else its definition, else the API's policy. */
function routeCheck(properties: Value | undefined, type: "Api" | "HttpApi", template: Template): CallerCheck {
  const api = apiOf(at(properties, type === "Api" ? "RestApiId" : "ApiId"), type, template);
  const byName = checkNamed(at(properties, "Auth", "Authorizer") ?? at(api.auth, "DefaultAuthorizer"));
  if (byName !== "none") return byName;
  const policies = [at(properties, "Auth", "ResourcePolicy"), at(api.auth, "ResourcePolicy")];
  const checks = [...policies.map(checkByCallers), checkByDefinition(api.definition, properties), api.otherwise];
  return checks.find((check) => check === "some") ?? checks.find((check) => check === "unknown") ?? "none";
}

/** What keeps callers from an operation of a SAM API that has no authorizer of its own. */
export function samApiCheck(api: Resource): CallerCheck {
  const auth = api.property("Auth")?.value;
  const byName = checkNamed(at(auth, "DefaultAuthorizer"));
  if (byName !== "none") return byName;
  const byPolicy = checkByCallers(at(auth, "ResourcePolicy"));
  if (byPolicy !== "none" || api.type !== "AWS::ApiGateway::RestApi") return byPolicy;
  return checkByApi(withoutPolicy(api));
}

interface Api {
  readonly auth?: Value;
  /** The OpenAPI definition, which may name authorizers of its own. */
  readonly definition?: Value;
  readonly otherwise: CallerCheck;
}

function apiOf(reference: Value | undefined, type: "Api" | "HttpApi", template: Template): Api {
  const name = referenceIn(reference)?.resource;
  if (!reference || name === "ServerlessRestApi" || name === "ServerlessHttpApi") return implicitApi(type, template);
  const api = name === undefined ? undefined : template.resource(name);
  if (api?.writtenAs !== `AWS::Serverless::${type}`) return { otherwise: "unknown" };
  const isElsewhere = api.property("BodyS3Location") !== undefined;
  const isPrivate = type === "Api" && checkByApi(withoutPolicy(api)) === "unknown";
  const otherwise = isElsewhere || isPrivate ? "unknown" : "none";
  return { auth: api.property("Auth")?.value, definition: api.property("Body")?.value, otherwise };
}

/** What an OpenAPI definition says of the event's route. A route that it does not hold is unknown. */
function checkByDefinition(definition: Value | undefined, event: Value | undefined): CallerCheck {
  if (!definition) return "none";
  const [path, method] = [text(at(event, "Path")), text(at(event, "Method"))?.toLowerCase()];
  const operations = at(definition, "paths", path ?? "");
  const any = at(operations, "x-amazon-apigateway-any-method");
  const operation = (method === undefined || method === "any" ? undefined : at(operations, method)) ?? any;
  if (!map(operation)) return "unknown";
  const security = at(operation, "security") ?? at(definition, "security");
  if (!security) return "none";
  return security.kind === "known" && items(security).length === 0 ? "none" : "unknown";
}

/** SAM's policy is judged by its own spelling, not as the policy it becomes. */
const withoutPolicy = (api: Resource): Resource => ({
  ...api,
  property: (path) => (path === "Policy" ? undefined : api.property(path)),
});

function implicitApi(type: "Api" | "HttpApi", template: Template): Api {
  const shared = field(template.section("Globals"), type);
  const auth = shared && at(template.resolve(shared), "Auth");
  return { auth, otherwise: "none" };
}

/** `Auth.ResourcePolicy`: lists of who may call keep others out; lists of who may not leave it open. */
function checkByCallers(policy: Value | undefined): CallerCheck {
  if (!policy) return "none";
  const keys = map(policy)?.entries.map((entry) => String(entry.key.value));
  if (!keys) return "unknown";
  if (keys.some((key) => key.endsWith("Whitelist"))) return "some";
  return checkByPolicy(at(policy, "CustomStatements"));
}

function urlTriggers(resource: Resource): Trigger[] {
  const url = resource.property("FunctionUrlConfig");
  if (!url) return [];
  return [
    {
      kind: "function-url",
      at: url.at,
      key: url.key ?? resource.key,
      authorizer: checkNamed(at(url.value, "AuthType")),
    },
  ];
}

/** The functions that a SAM API, or `Globals`, names as authorizers. */
export function samAuthorizers(template: Template): Link[] {
  const globals = (["Api", "HttpApi"] as const).map((type) => implicitApi(type, template).auth);
  const apis = ["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"]
    .flatMap((type) => resourcesOfType(template, type))
    .filter(({ writtenAs }) => writtenAs.startsWith("AWS::Serverless::"));
  const auths = [...globals, ...apis.map((api) => api.property("Auth")?.value)];
  return auths.flatMap((auth) => map(at(auth, "Authorizers"))?.entries ?? []).map(authorizerLink);
}

function authorizerLink({ key, node, value }: MapEntry): Link {
  const payload = text(at(value, "FunctionPayloadType")) ?? "TOKEN";
  const isHttp = at(value, "AuthorizerPayloadFormatVersion") !== undefined;
  const identity = isHttp || payload.toUpperCase() === "REQUEST" ? "request" : "token";
  return { target: at(value, "FunctionArn"), trigger: { kind: "authorizer", at: node, key, identity } };
}
