import {
  type Api,
  type Resource,
  resourcesOfType,
  type Severity,
  templateRule,
  type Value,
  value,
  valueOf,
} from "../../engine/authoring.ts";
import { apisAt } from "./_apis.ts";

interface Finding {
  readonly name: string;
  /** Scripts may send the user's cookies along. */
  readonly withCredentials: boolean;
  /** Some route asks who calls. */
  readonly isChecked: boolean;
  /** The part of a bucket, if it is one. */
  readonly isBucket: boolean;
}

export default templateRule<Finding>({
  meta: {
    id: "auth/cors-wildcard",
    severity: "warning",
    confidence: "high",
    summary: "An API whose answers scripts of every website may read",
    why: "A browser lets a script read what another site answers only if that site names the script's origin. '*' names all of them: any page that a user happens to open may use the API from there, with the user's network address and whatever the API accepts. Where cookies or other credentials are sent along as well, the page acts as the user. List the origins that your own pages come from. For data that is public anyway '*' does no harm, so it is only a hint there.",
    duty: "configuration",
    cwe: [942],
    controls: ["SAS-3"],
    references: [
      {
        title: "API Gateway: CORS for HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
      },
      {
        title: "Lambda: CORS of function URLs",
        url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html",
      },
    ],
    examples: [
      {
        title: "With credentials, for an HTTP API",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration:
        AllowCredentials: true
        AllowOrigins:
          - https://*
            ^^^^^^^^^ scripts of every website may use 'Albums' with their users' credentials`,
      },
      {
        title: "A REST API that asks who calls",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Cors: "'*'"
            ^^^^^ scripts of every website may use 'Albums', which asks who calls
      Auth:
        DefaultAuthorizer: AWS_IAM
  List:
    Type: AWS::Serverless::Function
    Properties:
      Handler: albums.list
      Events:
        List:
          Type: Api
          Properties:
            RestApiId: !Ref Albums
            Path: /albums
            Method: get`,
      },
      {
        title: "A function URL in JSON, and a bucket that takes uploads",
        file: "template.json",
        bad: `{
  "Resources": {
    "Address": {
      "Type": "AWS::Lambda::Url",
      "Properties": { "AuthType": "NONE", "Cors": { "AllowOrigins": ["*"] } }
                                                                     ^^^ scripts of every website may use 'Address'
    },
    "Uploads": {
      "Type": "AWS::S3::Bucket",
      "Properties": {
        "CorsConfiguration": { "CorsRules": [{ "AllowedMethods": ["PUT"], "AllowedOrigins": ["*"] }] }
                                                                                             ^^^ scripts of every website may use 'Uploads'
      }
    }
  }
}`,
      },
      {
        title: "A Serverless service",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
  httpApi:
    cors: true
          ^^^^ scripts of every website may use 'albums'
functions:
  list:
    handler: albums.list
    events:
      - httpApi: GET /albums
  save:
    handler: albums.save
    events:
      - http:
          path: albums
          method: post
          authorizer: aws_iam
          cors:
            origin: "*"
                    ^^^ scripts of every website may use 'save', which asks who calls
  pay:
    handler: pay.handler
    url:
      authorizer: aws_iam
      cors: true
            ^^^^ scripts of every website may use 'pay', which asks who calls`,
      },
      {
        title: "Listed origins; origins that are not to be known; public files",
        good: `Transform: AWS::Serverless-2016-10-31
Parameters:
  Site:
    Type: String
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration:
        AllowCredentials: true
        AllowOrigins:
          - https://albums.example.com
  Decided:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration:
        AllowOrigins:
          - !Ref Site
  Files:
    Type: AWS::S3::Bucket
    Properties:
      CorsConfiguration:
        CorsRules:
          - AllowedMethods: [GET, HEAD]
            AllowedOrigins: ["*"]
  Plain:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1`,
      },
    ],
  },
  at: [
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGatewayV2::Api",
    "AWS::Lambda::Url",
    "AWS::Lambda::Function",
    "AWS::S3::Bucket",
  ],
  *check(_, resource) {
    for (const cors of corsOf(resource)) {
      const open = value.items(cors.origins).find(isEveryone);
      if (open) yield { at: open.at, data: cors, severity: severityOf(cors) };
    }
  },
  message: ({ name, withCredentials, isChecked }) => {
    const claim = `scripts of every website may use '${name}'`;
    if (withCredentials) return `${claim} with their users' credentials`;
    return isChecked ? `${claim}, which asks who calls` : `${claim} and read what it answers`;
  },
});

const severityOf = ({ withCredentials, isChecked, isBucket }: Finding): Severity | undefined =>
  withCredentials ? undefined : isChecked || isBucket ? "info" : "hint";

/** `'*'` in quotes is how SAM wants it; `true` stands for everyone where a framework fills it in. */
const isEveryone = (origin: Value): boolean =>
  /^'?(\*|https?:\/\/\*)'?$/.test(value.text(origin) ?? "") || value.boolean(origin) === true;

interface Cors extends Finding {
  readonly origins: Value | undefined;
}

const ofMap = (cors: Value | undefined, origins: string, credentials: string) => ({
  origins: value.map(cors) ? value.at(cors, origins) : undefined,
  withCredentials: /^'?true'?$/i.test(String(value.primitive(value.at(cors, credentials)))),
});

function* corsOf(resource: Resource): Iterable<Cors> {
  const { name, type, writtenAs } = resource;
  const isBucket = type === "AWS::S3::Bucket";
  if (isBucket) {
    for (const rule of value.items(resource.property("CorsConfiguration/CorsRules")?.value)) {
      const methods = value.items(value.at(rule, "AllowedMethods")).map((method) => value.text(method));
      const isReading = methods.every((method) => method === undefined || /^(GET|HEAD)$/.test(method));
      if (!isReading) yield { ...ofMap(rule, "AllowedOrigins", ""), name, isChecked: false, isBucket };
    }
  } else if (type === "AWS::Lambda::Url" || writtenAs === "AWS::Serverless::Function") {
    const path = type === "AWS::Lambda::Url" ? "" : "FunctionUrlConfig/";
    const isChecked = value.text(resource.property(`${path}AuthType`)?.value) === "AWS_IAM";
    yield {
      ...ofMap(resource.property(`${path}Cors`)?.value, "AllowOrigins", "AllowCredentials"),
      name,
      isChecked,
      isBucket,
    };
  } else if (writtenAs === "functions") yield* serviceCors(resource);
  else {
    for (const api of apisAt(resource)) yield apiCors(api);
  }
}

function apiCors({ kind, cors, name, operations }: Api): Cors {
  const isChecked = operations.some(({ authorizer, isPreflight }) => authorizer === "some" && !isPreflight);
  const shared = { name, isChecked, isBucket: false };
  if (!value.map(cors)) return { origins: cors, withCredentials: false, ...shared };
  const own = framework(cors);
  if (own.origins) return { ...own, ...shared };
  return { ...ofMap(cors, kind === "rest-api" ? "AllowOrigin" : "AllowOrigins", "AllowCredentials"), ...shared };
}

/** The CORS settings of a Serverless function's events and URL, and with the first function those of the service. */
function* serviceCors(fn: Resource): Iterable<Cors> {
  const { template, name } = fn;
  for (const api of apisAt(fn)) yield apiCors(api);
  for (const isChecked of [true, false]) {
    const own = eventCors(fn, isChecked);
    const first = own && resourcesOfType(template, fn.type).find((other) => eventCors(other, isChecked));
    if (own && first === fn) yield { ...own, name, isChecked, isBucket: false };
  }
  const url = valueOf(fn.properties, "url");
  const meaning = url && template.resolve(url);
  if (!value.map(meaning)) return;
  const isChecked = value.text(value.at(meaning, "authorizer")) === "aws_iam";
  yield { ...framework(value.at(meaning, "cors")), name, isChecked, isBucket: false };
}

/** The first event of a Serverless function that lets in every origin: the framework's switch is told once for a service. */
function eventCors(fn: Resource, isChecked: boolean): ReturnType<typeof framework> | undefined {
  const events = fn.writtenAs === "functions" ? valueOf(fn.properties, "events") : undefined;
  for (const event of value.items(events && fn.template.resolve(events))) {
    const http = value.at(event, "http");
    if (!value.map(http) || (value.at(http, "authorizer") !== undefined) !== isChecked) continue;
    const cors = framework(value.at(http, "cors"));
    if (value.items(cors.origins).some(isEveryone)) return cors;
  }
  return undefined;
}

/** `cors: true`, or a mapping. */
function framework(cors: Value | undefined) {
  if (!value.map(cors)) return { origins: value.boolean(cors) === true ? cors : undefined, withCredentials: false };
  const keys = ["origin", "origins", "allowedOrigins"];
  const origins = keys.map((key) => value.at(cors, key)).find((found) => found !== undefined);
  return { origins, withCredentials: value.boolean(value.at(cors, "allowCredentials")) === true };
}
