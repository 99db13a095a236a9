import type { Models } from "../../engine/authoring.ts";

/**
 * What an outsider controls of each event, and how an event is known. Paths count from the event.
 * Source: the event references of https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html and the types of
 * `@types/aws-lambda` (August 2026). Authoriser results, source addresses and identifiers that AWS sets are not controlled.
 */
const http = [
  "body",
  "queryStringParameters",
  "multiValueQueryStringParameters",
  "pathParameters",
  "headers",
  "multiValueHeaders",
  "path",
];

export const sources: Models["sources"] = [
  {
    trigger: "rest-api",
    event: "the request",
    controlled: [...http, "requestContext.path", "requestContext.identity.userAgent"],
    types: [
      "APIGatewayProxyEvent",
      "APIGatewayEvent",
      "APIGatewayProxyHandler",
      "APIGatewayProxyWithCognitoAuthorizerEvent",
      "APIGatewayProxyWithLambdaAuthorizerEvent",
    ],
    shape: [
      ...http,
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
    trigger: "http-api",
    event: "the request",
    controlled: [
      ...http,
      "rawPath",
      "rawQueryString",
      "cookies",
      "requestContext.http.path",
      "requestContext.http.userAgent",
    ],
    types: [
      "APIGatewayProxyEventV2",
      "APIGatewayProxyHandlerV2",
      "APIGatewayProxyEventV2WithJWTAuthorizer",
      "APIGatewayProxyEventV2WithLambdaAuthorizer",
    ],
    shape: ["rawPath", "rawQueryString", "requestContext.http", "cookies", "routeKey", "body", "queryStringParameters"],
  },
  {
    trigger: "function-url",
    event: "the request",
    controlled: [
      ...http,
      "rawPath",
      "rawQueryString",
      "cookies",
      "requestContext.http.path",
      "requestContext.http.userAgent",
    ],
    types: ["LambdaFunctionURLEvent", "LambdaFunctionURLHandler"],
    shape: [],
  },
  {
    trigger: "alb",
    event: "the request",
    controlled: http,
    types: ["ALBEvent", "ALBHandler"],
    shape: ["requestContext.elb"],
  },
  {
    trigger: "websocket",
    event: "the message",
    controlled: ["body", "headers", "queryStringParameters", "multiValueHeaders", "multiValueQueryStringParameters"],
    types: ["APIGatewayProxyWebsocketEventV2", "APIGatewayProxyWebsocketHandlerV2"],
    shape: [
      "requestContext.connectionId",
      "requestContext.routeKey",
      "requestContext.eventType",
      "requestContext.connectedAt",
    ],
  },
  {
    trigger: "authorizer",
    event: "the request to be authorised",
    controlled: [
      "authorizationToken",
      "headers",
      "multiValueHeaders",
      "queryStringParameters",
      "pathParameters",
      "identitySource",
      "path",
      "rawPath",
      "rawQueryString",
      "cookies",
    ],
    types: [
      "APIGatewayTokenAuthorizerEvent",
      "APIGatewayRequestAuthorizerEvent",
      "APIGatewayAuthorizerEvent",
      "APIGatewayTokenAuthorizerHandler",
      "APIGatewayRequestAuthorizerHandler",
      "APIGatewayRequestAuthorizerEventV2",
    ],
    shape: ["authorizationToken", "methodArn", "routeArn", "identitySource"],
  },
  {
    trigger: "sqs",
    event: "the message",
    controlled: ["Records[].body", "Records[].messageAttributes"],
    types: ["SQSEvent", "SQSHandler", "SQSRecord"],
    shape: ["Records.[].body", "Records.[].messageAttributes", "Records.[].receiptHandle"],
  },
  {
    trigger: "sns",
    event: "the notification",
    controlled: ["Records[].Sns.Message", "Records[].Sns.Subject", "Records[].Sns.MessageAttributes"],
    types: ["SNSEvent", "SNSHandler"],
    shape: ["Records.[].Sns"],
  },
  {
    trigger: "s3",
    event: "the object's key",
    controlled: ["Records[].s3.object.key"],
    types: ["S3Event", "S3Handler"],
    shape: ["Records.[].s3"],
  },
  {
    trigger: "dynamodb",
    event: "the table's record",
    controlled: ["Records[].dynamodb.NewImage", "Records[].dynamodb.OldImage", "Records[].dynamodb.Keys"],
    types: ["DynamoDBStreamEvent", "DynamoDBStreamHandler"],
    shape: ["Records.[].dynamodb"],
  },
  {
    trigger: "kinesis",
    event: "the stream's record",
    controlled: ["Records[].kinesis.data", "Records[].kinesis.partitionKey"],
    types: ["KinesisStreamEvent", "KinesisStreamHandler"],
    shape: ["Records.[].kinesis"],
  },
  {
    trigger: "eventbridge",
    event: "the event's detail",
    controlled: ["detail"],
    types: ["EventBridgeEvent", "EventBridgeHandler"],
    shape: ["detail", "detail-type"],
  },
  {
    trigger: "cognito",
    event: "the user's request",
    controlled: [
      "request.userAttributes",
      "request.clientMetadata",
      "request.validationData",
      "userName",
      "request.challengeAnswer",
    ],
    types: [
      "PreSignUpTriggerEvent",
      "PostConfirmationTriggerEvent",
      "PreAuthenticationTriggerEvent",
      "CustomMessageTriggerEvent",
    ],
    shape: ["request.userAttributes", "triggerSource", "userPoolId"],
  },
  { trigger: "other", event: "the event", controlled: [""], types: [], shape: [] },
];
