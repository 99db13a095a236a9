import { actionsMatching } from "../policy/catalogue.ts";
import { hasWildcard } from "../policy/match.ts";
import type { FunctionReport, TriggerReport } from "../privileges/function-report.ts";

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `GET /photos/{id}`, `SQS`. */
export function triggerWords({ kind, method, path }: TriggerReport): string {
  if (path !== undefined) return `${method === undefined || method === "*" ? "ANY" : method.toUpperCase()} ${path}`;
  return kindWords[kind] ?? kind.replaceAll("-", " ");
}

const kindWords: Readonly<Record<string, string>> = {
  "rest-api": "REST API",
  "http-api": "HTTP API",
  websocket: "WebSocket",
  alb: "load balancer",
  sqs: "SQS",
  sns: "SNS",
  s3: "S3",
  dynamodb: "DynamoDB stream",
  kinesis: "Kinesis",
  eventbridge: "EventBridge",
  cognito: "Cognito",
  iot: "IoT",
  ses: "SES",
  appsync: "AppSync",
  cloudfront: "CloudFront",
  invoke: "state machine",
};

/** All triggers, the first one by its words. */
export function triggersText({ triggers }: FunctionReport): string {
  const words = [...new Set(triggers.map(triggerWords))];
  const [first] = words;
  if (first === undefined) return "no trigger";
  return words.length === 1 ? first : `${first} and ${words.length - 1} more`;
}

export const callsText = ({ calls }: FunctionReport, isCodeKnown: boolean): string =>
  `${isCodeKnown ? "" : "at least "}${counted(calls.length, "call")}`;

/** What is granted by what somebody has written: what a framework adds by itself stands at the function's name. */
export const writtenGrants = ({ granted, at }: FunctionReport): FunctionReport["granted"] =>
  granted.filter((grant) => grant.at.path !== at.path || grant.at.span.start !== at.span.start);

/** How many actions are granted, those that patterns stand for included. */
export function grantedText(report: FunctionReport, isRoleKnown: boolean): string {
  const names = new Set<string>();
  for (const { action } of writtenGrants(report)) {
    if (/^\*+$/.test(action)) return "every action granted";
    if (!hasWildcard(action)) names.add(action.toLowerCase());
    else for (const { name } of actionsMatching(action)) names.add(name.toLowerCase());
  }
  if (!isRoleKnown && names.size === 0) return "its role is not known";
  return `${isRoleKnown ? "" : "at least "}${counted(names.size, "action")} granted`;
}

/** The different actions among rights. */
export const actionsAmong = (rights: FunctionReport["used"]): number =>
  new Set(rights.map(({ action }) => action)).size;
