import {
  type Authorizer,
  type Code,
  type CodeNode,
  type Cure,
  type EventRead,
  type HandlerCode,
  parentsBelow,
  projectRule,
  textAt,
  value,
} from "../../engine/authoring.ts";
import { type Asking, authorizersRun } from "../shared/authorizers-run.ts";
import { listed } from "../shared/listed.ts";
import { shown } from "../shared/shown.ts";
import { type IdentityPart, identityParts, withPart } from "./_identity-sources.ts";

interface Read {
  readonly kind: "header" | "query" | "path";
  readonly name: string;
  readonly at: EventRead["at"];
}

interface Unkeyed extends Asking {
  readonly reads: readonly Read[];
}

export default projectRule<Unkeyed>({
  meta: {
    id: "auth/authorizer-identity-source",
    severity: "warning",
    confidence: "medium",
    summary: "An authorizer that decides by more of a request than its kept answers are told apart by",
    why: "API Gateway keeps an authorizer's answer and gives it again to each request whose identity sources are the same. Whatever else the function reads does not count then: if it decides by the token and the tenant, but only the token is an identity source, the answer for the first tenant is the answer for all of them, for as long as answers are kept. Name every part of the request that it decides by, or keep no answers.",
    duty: "iam",
    cwe: [524, 863],
    controls: ["SAS-2"],
    references: [
      {
        title: "API Gateway: configuring a Lambda authorizer, and what answers are kept by",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html",
      },
      {
        title: "API Gateway: Lambda authorizers of HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
      },
    ],
    examples: [
      {
        title: "By token and tenant, kept by token",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Members:
          ^^^^^^^ 'Members' decides by 'X-Tenant' too, but its answers are kept without it
            FunctionArn: !GetAtt Check.Arn
            FunctionPayloadType: REQUEST
            Identity:
              Headers:
                - Authorization
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  const claims = await verify(event.headers.Authorization);
  return policyFor(claims, event.headers["X-Tenant"]);
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Members:
            FunctionArn: !GetAtt Check.Arn
            FunctionPayloadType: REQUEST
            Identity:
              Headers:
                - Authorization
                - X-Tenant
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  const claims = await verify(event.headers.Authorization);
  return policyFor(claims, event.headers["X-Tenant"]);
};`,
      },
      {
        title: "A part of the path cannot be one of them",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
    events:
      - http:
          path: albums/{tenant}
          method: get
          authorizer:
          ^^^^^^^^^^ 'check' decides by 'tenant' too, but its answers are kept without it
            name: check
            type: request
            identitySource: method.request.header.Authorization
  check:
    handler: src/check.handler
//- src/albums.js
exports.list = async () => ({ statusCode: 200 });
//- src/check.js
exports.handler = async ({ headers, pathParameters }) => policyFor(await verify(headers.Authorization), pathParameters.tenant);`,
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
    events:
      - http:
          path: albums/{tenant}
          method: get
          authorizer:
            name: check
            type: request
            identitySource: method.request.header.Authorization
            resultTtlInSeconds: 0
  check:
    handler: src/check.handler
//- src/albums.js
exports.list = async () => ({ statusCode: 200 });
//- src/check.js
exports.handler = async ({ headers, pathParameters }) => policyFor(await verify(headers.Authorization), pathParameters.tenant);`,
      },
      {
        title: "An HTTP API that keeps answers for a minute",
        file: "template.json",
        bad: `{
  "Resources": {
    "Http": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "Name": "albums", "ProtocolType": "HTTP" } },
    "Members": {
    ^^^^^^^^^ 'Members' decides by 'tenant' too
      "Type": "AWS::ApiGatewayV2::Authorizer",
      "Properties": {
        "Name": "members",
        "ApiId": { "Ref": "Http" },
        "AuthorizerType": "REQUEST",
        "AuthorizerPayloadFormatVersion": "2.0",
        "AuthorizerUri": { "Fn::GetAtt": ["Check", "Arn"] },
        "AuthorizerResultTtlInSeconds": 60,
        "IdentitySource": ["$request.header.Authorization"]
      }
    },
    "Check": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "check.handler", "Runtime": "nodejs22.x" }
    }
  }
}
//- src/check.mjs
export const handler = async (event) => {
  const { tenant } = event.queryStringParameters;
  return { isAuthorized: await mayUse(event.headers.authorization, tenant) };
};`,
        fixed: `{
  "Resources": {
    "Http": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "Name": "albums", "ProtocolType": "HTTP" } },
    "Members": {
      "Type": "AWS::ApiGatewayV2::Authorizer",
      "Properties": {
        "Name": "members",
        "ApiId": { "Ref": "Http" },
        "AuthorizerType": "REQUEST",
        "AuthorizerPayloadFormatVersion": "2.0",
        "AuthorizerUri": { "Fn::GetAtt": ["Check", "Arn"] },
        "AuthorizerResultTtlInSeconds": 60,
        "IdentitySource": ["$request.header.Authorization", "$request.querystring.tenant"]
      }
    },
    "Check": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "check.handler", "Runtime": "nodejs22.x" }
    }
  }
}
//- src/check.mjs
export const handler = async (event) => {
  const { tenant } = event.queryStringParameters;
  return { isAuthorized: await mayUse(event.headers.authorization, tenant) };
};`,
      },
      {
        title:
          "Told apart by all of it; answers are not kept; a header that is only logged; the token in other letters",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Members:
            FunctionArn: !GetAtt Check.Arn
            FunctionPayloadType: REQUEST
            Identity:
              Headers: [authorization, x-tenant]
          Guests:
            FunctionArn: !GetAtt Guest.Arn
            FunctionPayloadType: REQUEST
            Identity:
              Headers: [Authorization]
              ReauthorizeEvery: 0
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
  Guest:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: guest.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  console.log(event.headers["X-Request-Id"], event.queryStringParameters.debug);
  return policyFor(await verify(event.headers.Authorization), event.headers["X-Tenant"]);
};
//- src/guest.mjs
export const handler = async ({ headers, pathParameters }) => policyFor(headers.Authorization, pathParameters.album);`,
      },
    ],
  },
  *check({ resource, template }, _usage, { code }) {
    if (!code) return;
    for (const asking of authorizersRun(resource, template)) {
      const { authorizer, isHttp } = asking;
      const parts =
        authorizer.kind === "request" && keeps(authorizer, isHttp) ? identityParts(authorizer, isHttp) : undefined;
      const reads = parts ? readsBeside(parts, code) : [];
      if (reads.length === 0) continue;
      const trace = reads.map(({ at, name }) => ({ at, message: `here it reads '${name}'` }));
      yield { at: authorizer.key, data: { ...asking, reads }, trace };
    }
  },
  message: ({ authorizer: { name }, reads }) =>
    `'${shown(name, 24)}' decides by ${listed(reads.map((read) => shown(read.name, 20)))} too, but its answers are kept without it`,
  fix({ authorizer, isHttp, reads }, edit) {
    const [first, ...more] = reads;
    const cures: Cure[] = [];
    if (first && first.kind !== "path" && more.length === 0) {
      const edits = withPart(authorizer, { kind: first.kind, name: first.name }, isHttp, edit);
      // a request without it is turned away
      if (edits) cures.push({ title: `Keep answers by '${first.name}' too`, safety: "unsafe", edits });
    }
    const place = authorizer.place("ttl");
    const edits = place && edit.set(place.under, place.keys, 0);
    return edits ? [...cures, { title: "Keep no answers", safety: "safe", edits }] : cures;
  },
});

/** Whether answers are surely kept. */
function keeps({ ttl }: Authorizer, isHttp: boolean): boolean {
  return ttl ? (value.number(ttl) ?? 0) > 0 : !isHttp;
}

/** Headers that tell of the request's way, and of nobody's rights. */
const ofNoMatter =
  /^(?:user-agent|x-forwarded-\w+|x-amz\w*-[\w-]+|x-(?:request|correlation|trace)-id|traceparent|host|via|accept[\w-]*|content-\w+|cloudfront-[\w-]+|referer|origin)$/;

/** What the handler reads of a request beside the parts that answers are told apart by, each once. */
function readsBeside(parts: readonly IdentityPart[], { eventReads, entry }: HandlerCode): readonly Read[] {
  const found = new Map<string, Read>();
  for (const read of eventReads) {
    const part = partOf(read);
    if (!part || (read.member && isLogged(read.member, parentsBelow(entry.fn)))) continue;
    const name = part.kind === "header" ? part.name.toLowerCase() : part.name;
    if (part.kind === "header" && ofNoMatter.test(name)) continue;
    if (parts.some((one) => one.kind === part.kind && one.name === name)) continue;
    if (!found.has(`${part.kind} ${name}`)) found.set(`${part.kind} ${name}`, part);
  }
  return [...found.values()];
}

const kinds: Readonly<Record<string, Read["kind"]>> = {
  headers: "header",
  multiValueHeaders: "header",
  queryStringParameters: "query",
  multiValueQueryStringParameters: "query",
  pathParameters: "path",
};

function partOf({ path, at }: EventRead): Read | undefined {
  const [map = "", name] = path;
  const kind = Object.hasOwn(kinds, map) ? kinds[map] : undefined;
  return kind && name !== undefined && name !== "[]" ? { kind, name, at } : undefined;
}

function isLogged(member: Code.Expression, parents: ReadonlyMap<CodeNode, CodeNode>): boolean {
  let here: CodeNode | undefined = member;
  while (here && here.kind !== "function") {
    if (here.kind === "call" && /^(?:console|log|logger|\w*Logger)\.\w+$/.test(textAt(here.callee))) return true;
    here = parents.get(here);
  }
  return false;
}
