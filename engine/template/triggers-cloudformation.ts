import { checkByApi, checkNamed } from "./callers.ts";
import type { Resource, Trigger, TriggerKind } from "./model.ts";
import { referenceIn, referredTo, textOf } from "./references.ts";
import { callsOf, isOfAws, principalKinds } from "./triggers-services.ts";
import type { Value } from "./value.ts";
import { at, items, map, text } from "./value.ts";

/** A trigger and what refers to the function that it starts. */
export interface Link {
  readonly target: Value | undefined;
  readonly trigger: Trigger;
  /** It only permits a kind of caller: what calls, on which route and past which check, stands elsewhere. */
  readonly isPermission?: true;
}

type Links = (resource: Resource) => readonly Link[];

/**
 * The triggers that a resource of its own declares for functions elsewhere in the template. What SAM or the Serverless Framework makes of
 * a function's events is told by the events.
 */
export const linksOf: Links = (resource) =>
  resource.writtenAs === resource.type
    ? (readers.get(resource.type)?.(resource) ?? callsOf(resource))
    : resource.writtenAs === "AWS::Serverless::StateMachine"
      ? callsOf(resource)
      : [];

const declared = (resource: Resource, kind: TriggerKind, more: Partial<Trigger> = {}): Trigger => ({
  kind,
  at: resource.entry.value,
  key: resource.key,
  ...more,
});

const link = (resource: Resource, path: string, kind: TriggerKind, more?: Partial<Trigger>): Link => ({
  target: resource.property(path)?.value,
  trigger: declared(resource, kind, more),
});

/** One link for each item of a list, at a path below the item. */
const linkEach = (resource: Resource, path: string, below: string, kind: TriggerKind): Link[] =>
  items(resource.property(path)?.value).map((item) => ({
    target: at(item, below),
    trigger: { ...declared(resource, kind), at: item.at },
  }));

function methodLinks(method: Resource): readonly Link[] {
  const own = checkNamed(method.property("AuthorizationType")?.value);
  const api = referredTo(method.property("RestApiId")?.value, method.template);
  const authorizer = own === "none" ? checkByApi(api) : own;
  return [
    link(method, "Integration/Uri", "rest-api", {
      method: textOf(method, "HttpMethod"),
      path: pathOf(method),
      authorizer,
    }),
  ];
}

/** The path of a method, from the `PathPart`s of its resource and those above. Undefined if one is unknown. */
function pathOf(method: Resource): string | undefined {
  let value = method.property("ResourceId")?.value;
  let path = "";
  for (let hops = 0; hops < 20; hops++) {
    if (referenceIn(value)?.attribute === "RootResourceId") return path || "/";
    const resource = referredTo(value, method.template);
    const part = textOf(resource, "PathPart");
    if (part === undefined) return undefined;
    path = `/${part}${path}`;
    value = resource?.property("ParentId")?.value;
  }
  return undefined;
}

function routeLinks(route: Resource): readonly Link[] {
  const { template } = route;
  const integration = referredTo(route.property("Target")?.value, template);
  const target = integration?.property("IntegrationUri")?.value;
  const api = referredTo(route.property("ApiId")?.value, template);
  const key = textOf(route, "RouteKey");
  const authorizer = checkNamed(route.property("AuthorizationType")?.value);
  if (textOf(api, "ProtocolType") === "WEBSOCKET" || key === "$connect") {
    return [
      { target, trigger: declared(route, "websocket", key === "$connect" ? { path: key, authorizer } : { path: key }) },
    ];
  }
  const [method, path] = key?.includes(" ") ? key.split(" ") : [undefined, key];
  return [{ target, trigger: declared(route, "http-api", { method, path, authorizer }) }];
}

const sourceKinds: readonly (readonly [RegExp, TriggerKind])[] = [
  [/^AWS::SQS::Queue|:sqs:/, "sqs"],
  [/^AWS::Kinesis::Stream|:kinesis:/, "kinesis"],
  [/^AWS::DynamoDB::|:dynamodb:/, "dynamodb"],
  [/^AWS::MSK::|:kafka:/, "kafka"],
  [/^AWS::AmazonMQ::|:mq:/, "mq"],
  [/^AWS::DocDB::|:rds:/, "documentdb"],
];

/** What kind of source an event source mapping reads from: by the resource it refers to, else by its ARN. */
export function sourceKind(source: Value | undefined, resource: Resource): TriggerKind {
  const words = [
    referredTo(source, resource.template)?.type,
    text(source),
    source?.kind === "unknown" ? source.pattern : undefined,
  ];
  if (referenceIn(source)?.attribute === "StreamArn") return "dynamodb";
  return sourceKinds.find(([pattern]) => words.some((word) => word && pattern.test(word)))?.[1] ?? "other";
}

function mappingLinks(mapping: Resource): readonly Link[] {
  if (mapping.property("SelfManagedEventSource")) return [link(mapping, "FunctionName", "kafka")];
  return [link(mapping, "FunctionName", sourceKind(mapping.property("EventSourceArn")?.value, mapping))];
}

function permissionLinks(permission: Resource): readonly Link[] {
  if (textOf(permission, "Action") === "lambda:InvokeFunctionUrl") return [];
  // logs may be named with a region
  const principal = (textOf(permission, "Principal") ?? "").replace(/^logs\.[\w-]+\./, "logs.");
  const isGateway = principal === "apigateway.amazonaws.com";
  const kind = isGateway ? gatewayKind(permission) : (principalKinds.get(principal) ?? "other");
  return [
    { ...link(permission, "FunctionName", kind, isGateway ? { authorizer: "unknown" } : {}), isPermission: true },
  ];
}

const gatewayKind = (permission: Resource): TriggerKind =>
  referredTo(permission.property("SourceArn")?.value, permission.template)?.type === "AWS::ApiGatewayV2::Api"
    ? "http-api"
    : "rest-api";

function authorizerLinks(authorizer: Resource): readonly Link[] {
  const identity = /^token$/i.test(textOf(authorizer, "Type") ?? textOf(authorizer, "AuthorizerType") ?? "")
    ? "token"
    : "request";
  return [link(authorizer, "AuthorizerUri", "authorizer", { identity })];
}

function ruleLinks(rule: Resource): readonly Link[] {
  const kind = rule.property("ScheduleExpression") ? "schedule" : "eventbridge";
  const links = linkEach(rule, "Targets", "Arn", kind);
  if (kind === "schedule" || !isOfAws(rule.property("EventPattern")?.value)) return links;
  return links.map((one) => ({ ...one, trigger: { ...one.trigger, isOfAws: true } }));
}

function poolLinks(pool: Resource): readonly Link[] {
  const hooks = map(pool.property("LambdaConfig")?.value)?.entries ?? [];
  return hooks.map(({ key, node, value }) => ({
    target: at(value, "LambdaArn") ?? value,
    trigger: { kind: "cognito", key, at: node },
  }));
}

function subscriptionLinks(subscription: Resource): readonly Link[] {
  const protocol = textOf(subscription, "Protocol");
  return protocol === undefined || protocol === "lambda" ? [link(subscription, "Endpoint", "sns")] : [];
}

const readers: ReadonlyMap<string, Links> = new Map<string, Links>([
  [
    "AWS::Lambda::Url",
    (url) => [
      link(url, "TargetFunctionArn", "function-url", { authorizer: checkNamed(url.property("AuthType")?.value) }),
    ],
  ],
  ["AWS::Lambda::EventSourceMapping", mappingLinks],
  ["AWS::Lambda::Permission", permissionLinks],
  ["AWS::ApiGateway::Method", methodLinks],
  ["AWS::ApiGateway::Authorizer", authorizerLinks],
  ["AWS::ApiGatewayV2::Route", routeLinks],
  ["AWS::ApiGatewayV2::Api", (api) => [link(api, "Target", "http-api", { authorizer: "none" })]],
  ["AWS::ApiGatewayV2::Authorizer", authorizerLinks],
  ["AWS::Events::Rule", ruleLinks],
  ["AWS::Scheduler::Schedule", (schedule) => [link(schedule, "Target/Arn", "schedule")]],
  ["AWS::S3::Bucket", (bucket) => linkEach(bucket, "NotificationConfiguration/LambdaConfigurations", "Function", "s3")],
  ["AWS::SNS::Subscription", subscriptionLinks],
  ["AWS::SNS::Topic", (topic) => linkEach(topic, "Subscription", "Endpoint", "sns")],
  ["AWS::ElasticLoadBalancingV2::TargetGroup", (group) => linkEach(group, "Targets", "Id", "alb")],
  ["AWS::Cognito::UserPool", poolLinks],
]);
