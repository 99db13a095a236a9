import type { Controlled, Models } from "../../engine/authoring.ts";

export const by = (who: Controlled["by"], form: Controlled["form"], paths: readonly string[]): readonly Controlled[] =>
  paths.map((path) => ({ path, form, by: who }));

/**
 * What a caller controls of the events that carry HTTP requests. Results of authorizers, source addresses, identifiers and the method are not
 * the caller's text. By the `Host` header API Gateway, function URLs and CloudFront find where a request goes, so it cannot be made up; behind
 * a load balancer it can.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html and the pages named below (November 2026).
 */
const maps = [
  "queryStringParameters",
  "multiValueQueryStringParameters",
  "pathParameters",
  "headers",
  "multiValueHeaders",
];
const proxy = [...by("outsider", "text", ["body", "path"]), ...by("outsider", "map", maps)];
const proxy2 = [
  ...by("outsider", "text", ["body", "rawPath", "rawQueryString", "requestContext.http.path"]),
  ...by("outsider", "text", ["requestContext.http.userAgent"]),
  ...by("outsider", "map", ["queryStringParameters", "pathParameters", "headers", "cookies"]),
];

/** What many of them have: it tells none from another, and so it must not speak for one only. */
const shared = ["body", "headers", "queryStringParameters", "pathParameters", "isBase64Encoded"];

/** Headers that the gateway sets, in the ways in which they are spelled. */
const gatewayHeaders = ["Host", "X-Forwarded-Proto", "X-Forwarded-Port"].flatMap((name) =>
  ["headers", "multiValueHeaders"].flatMap((map) => [`${map}.${name}`, `${map}.${name.toLowerCase()}`]),
);

export const requestSources: Models["sources"] = [
  {
    trigger: "rest-api",
    event: "the request",
    controlled: [...proxy, ...by("outsider", "text", ["requestContext.path", "requestContext.identity.userAgent"])],
    except: gatewayHeaders,
    types: [
      "APIGatewayProxyEvent",
      "APIGatewayEvent",
      "APIGatewayProxyHandler",
      "ProxyHandler",
      "APIGatewayProxyWithCognitoAuthorizerEvent",
      "APIGatewayProxyWithCognitoAuthorizerHandler",
      "APIGatewayProxyWithLambdaAuthorizerEvent",
      "APIGatewayProxyWithLambdaAuthorizerHandler",
      "APIGatewayProxyEventBase",
    ],
    shape: [
      "body",
      "path",
      ...maps,
      "httpMethod",
      "requestContext.identity",
      "requestContext.authorizer",
      "requestContext.requestId",
      "requestContext.accountId",
      "isBase64Encoded",
      "stageVariables",
    ],
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, payload format 2.0
    trigger: "http-api",
    event: "the request",
    // a route of payload format 1.0 brings what a REST API does
    controlled: [...proxy2, ...proxy],
    except: gatewayHeaders,
    types: [
      "APIGatewayProxyEventV2",
      "APIGatewayProxyHandlerV2",
      "APIGatewayProxyEventV2WithRequestContext",
      "APIGatewayProxyEventV2WithJWTAuthorizer",
      "APIGatewayProxyHandlerV2WithJWTAuthorizer",
      "APIGatewayProxyEventV2WithLambdaAuthorizer",
      "APIGatewayProxyHandlerV2WithLambdaAuthorizer",
      "APIGatewayProxyEventV2WithIAMAuthorizer",
      "APIGatewayProxyHandlerV2WithIAMAuthorizer",
    ],
    shape: [...shared, "rawPath", "rawQueryString", "requestContext.http", "cookies", "routeKey"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    trigger: "function-url",
    event: "the request",
    controlled: proxy2,
    except: gatewayHeaders,
    types: ["LambdaFunctionURLEvent", "LambdaFunctionURLHandler", "LambdaFunctionURLEventWithIAMAuthorizer"],
    shape: [],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-alb.html
    trigger: "alb",
    event: "the request",
    controlled: proxy,
    types: ["ALBEvent", "ALBHandler"],
    shape: ["path", ...shared, "multiValueHeaders", "httpMethod", "requestContext.elb"],
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html; headers come with $connect only
    trigger: "websocket",
    event: "the message",
    controlled: [
      ...by("outsider", "text", ["body"]),
      ...by("outsider", "map", [
        "headers",
        "queryStringParameters",
        "multiValueHeaders",
        "multiValueQueryStringParameters",
      ]),
    ],
    except: gatewayHeaders,
    types: ["APIGatewayProxyWebsocketEventV2", "APIGatewayProxyWebsocketHandlerV2", "APIGatewayWebsocketHandlerV2"],
    shape: [
      ...shared,
      "requestContext.connectionId",
      "requestContext.routeKey",
      "requestContext.eventType",
      "requestContext.connectedAt",
    ],
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
    trigger: "authorizer",
    event: "the request to be authorised",
    controlled: [
      ...by("outsider", "text", ["authorizationToken", "path", "rawPath", "rawQueryString"]),
      ...by("outsider", "map", [...maps, "identitySource", "cookies"]),
    ],
    except: gatewayHeaders,
    types: [
      "APIGatewayTokenAuthorizerEvent",
      "APIGatewayTokenAuthorizerHandler",
      "APIGatewayRequestAuthorizerEvent",
      "APIGatewayRequestAuthorizerHandler",
      "APIGatewayAuthorizerEvent",
      "APIGatewayAuthorizerHandler",
      "APIGatewayRequestAuthorizerEventV2",
      "APIGatewayRequestSimpleAuthorizerHandlerV2",
      "APIGatewayRequestIAMAuthorizerHandlerV2",
      "AppSyncAuthorizerEvent",
      "AppSyncAuthorizerHandler",
    ],
    shape: ["authorizationToken", "methodArn", "routeArn", "identitySource"],
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
    trigger: "cloudfront",
    event: "the request",
    controlled: by("outsider", "text", [
      "Records[].cf.request.uri",
      "Records[].cf.request.querystring",
      "Records[].cf.request.headers.*[].value",
      "Records[].cf.request.body.data",
    ]),
    except: ["Records[].cf.request.headers.host"],
    types: [
      "CloudFrontRequestEvent",
      "CloudFrontRequestHandler",
      "CloudFrontResponseEvent",
      "CloudFrontResponseHandler",
      "CloudFrontRequest",
    ],
    shape: ["Records.[].cf"],
  },
];
