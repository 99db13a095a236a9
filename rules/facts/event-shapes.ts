/** The keys of an event and of what is in it; `true`: whatever there may be. `[]` stands for each item of a list. */
export type Shape = true | { readonly [key: string]: Shape };

/** The event that a source sends. */
export interface EventShape {
  /** For a message: "a REST API". */
  readonly sender: string;
  readonly shape: Shape;
}

const keys = (...names: readonly string[]): { readonly [key: string]: Shape } =>
  Object.fromEntries(names.map((name) => [name, true]));

const records = (...names: readonly string[]): Shape => ({ Records: { "[]": keys(...names) } });

const maps = ["headers", "queryStringParameters", "pathParameters", "stageVariables"];
const multiMaps = ["multiValueHeaders", "multiValueQueryStringParameters"];
const request = [...maps, "body", "isBase64Encoded", "requestContext"];

const context1 = keys(
  ...["accountId", "apiId", "authorizer", "deploymentId", "domainName", "domainPrefix", "extendedRequestId"],
  ...["httpMethod", "identity", "operationName", "path", "protocol", "requestId", "requestTime", "requestTimeEpoch"],
  ...[
    "resourceId",
    "resourcePath",
    "stage",
    "status",
    "error",
    "integrationLatency",
    "responseLatency",
    "awsEndpointRequestId",
  ],
);

const context2: Shape = {
  ...keys("accountId", "apiId", "authentication", "domainName", "domainPrefix", "requestId", "routeKey", "stage"),
  ...keys("time", "timeEpoch", "error"),
  authorizer: keys("jwt", "lambda", "iam"),
  http: keys("method", "path", "protocol", "sourceIp", "userAgent"),
};

const proxy1: Shape = {
  ...keys("version", "resource", "path", "httpMethod", ...multiMaps, ...request),
  requestContext: context1,
};

const proxy2: Shape = {
  ...keys("version", "routeKey", "rawPath", "rawQueryString", "cookies", ...request),
  requestContext: context2,
};

const common = ["awsRegion", "eventSource", "eventSourceARN", "eventVersion", "eventName"];

/**
 * What each source sends.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html,
 * and the page of each service at https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html (November 2026).
 */
export const eventShapes = {
  rest: { sender: "a REST API", shape: proxy1 },
  http1: { sender: "an HTTP API (payload 1.0)", shape: proxy1 },
  http2: { sender: "an HTTP API (payload 2.0)", shape: proxy2 },
  url: { sender: "a function URL", shape: proxy2 },
  alb: {
    sender: "a load balancer",
    shape: {
      ...keys("httpMethod", "path", "headers", "queryStringParameters", ...multiMaps, "body", "isBase64Encoded"),
      requestContext: keys("elb"),
    },
  },
  sqs: {
    sender: "a queue",
    shape: records(
      ...["messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody"],
      ...["md5OfMessageAttributes", "eventSource", "eventSourceARN", "awsRegion"],
    ),
  },
  sns: { sender: "a topic", shape: records("EventVersion", "EventSubscriptionArn", "EventSource", "Sns") },
  s3: {
    sender: "a bucket",
    shape: records(
      ...[...common, "eventTime", "userIdentity", "requestParameters", "responseElements", "s3"],
      ...["glacierEventData", "restoreEventData", "replicationEventData", "intelligentTieringEventData"],
      "lifecycleEventData",
    ),
  },
  dynamodb: {
    sender: "a table's stream",
    shape: {
      ...keys(
        "tableName",
        "window",
        "state",
        "shardId",
        "eventSourceARN",
        "isFinalInvokeForWindow",
        "isWindowTerminatedEarly",
      ),
      Records: { "[]": keys(...common, "eventID", "dynamodb", "userIdentity", "tableName") },
    },
  },
  kinesis: {
    sender: "a stream",
    shape: {
      ...keys("window", "state", "shardId", "eventSourceARN", "isFinalInvokeForWindow", "isWindowTerminatedEarly"),
      Records: { "[]": keys(...common, "eventID", "kinesis", "invokeIdentityArn") },
    },
  },
  ses: { sender: "the mail service", shape: records("eventSource", "eventVersion", "ses") },
  eventbridge: {
    sender: "EventBridge",
    shape: keys(
      "version",
      "id",
      "detail-type",
      "source",
      "account",
      "time",
      "region",
      "resources",
      "detail",
      "replay-name",
    ),
  },
  logs: { sender: "a log group", shape: keys("awslogs") },
  firehose: {
    sender: "a delivery stream",
    shape: keys("invocationId", "deliveryStreamArn", "sourceKinesisStreamArn", "region", "records"),
  },
  token: { sender: "an API that asks about a token", shape: keys("type", "authorizationToken", "methodArn") },
  request1: {
    sender: "an API that asks about a request",
    shape: {
      ...keys(
        "version",
        "type",
        "methodArn",
        "identitySource",
        "resource",
        "path",
        "httpMethod",
        ...multiMaps,
        ...maps,
      ),
      requestContext: true,
    },
  },
  httpRequest1: {
    sender: "an HTTP API that asks about a request (payload 1.0)",
    shape: {
      ...keys("version", "type", "methodArn", "identitySource", "authorizationToken", "resource", "path", "httpMethod"),
      ...keys(...multiMaps, ...maps),
      requestContext: true,
    },
  },
  httpRequest2: {
    sender: "an HTTP API that asks about a request (payload 2.0)",
    shape: {
      ...keys(
        "version",
        "type",
        "routeArn",
        "identitySource",
        "routeKey",
        "rawPath",
        "rawQueryString",
        "cookies",
        ...maps,
      ),
      requestContext: { ...context2, authorizer: true },
    },
  },
} as const satisfies Readonly<Record<string, EventShape>>;

export type EventName = keyof typeof eventShapes;

const http2Paths: Readonly<Record<string, string>> = {
  httpMethod: "requestContext.http.method",
  path: "rawPath",
  "requestContext.httpMethod": "requestContext.http.method",
  "requestContext.path": "requestContext.http.path",
  "requestContext.identity.sourceIp": "requestContext.http.sourceIp",
  "requestContext.identity.userAgent": "requestContext.http.userAgent",
};

const http1Paths: Readonly<Record<string, string>> = {
  "requestContext.http.method": "httpMethod",
  "requestContext.http.sourceIp": "requestContext.identity.sourceIp",
  "requestContext.http.userAgent": "requestContext.identity.userAgent",
  rawPath: "path",
  "requestContext.http.path": "path",
};

const rest1Paths = { ...http1Paths, "requestContext.authorizer.jwt.claims": "requestContext.authorizer.claims" };
const jwtPaths = { "requestContext.authorizer.claims": "requestContext.authorizer.jwt.claims" };

/** Where a source has what others send elsewhere. */
export const rightPaths: Readonly<Partial<Record<EventName, Readonly<Record<string, string>>>>> = {
  rest: rest1Paths,
  http1: rest1Paths,
  http2: { ...http2Paths, ...jwtPaths },
  url: http2Paths,
  alb: { "requestContext.http.method": "httpMethod", rawPath: "path" },
  sns: { "Records.[].body": "Records.[].Sns.Message" },
  request1: { routeArn: "methodArn", ...http1Paths },
  httpRequest1: { routeArn: "methodArn", ...http1Paths },
  httpRequest2: { methodArn: "routeArn", authorizationToken: "identitySource.[]", ...http2Paths },
  token: { routeArn: "methodArn" },
};
