import {
  type Answer,
  type Authorizer,
  type Code,
  type Cure,
  type Edit,
  type Match,
  projectRule,
  textAt,
  value,
} from "../../engine/authoring.ts";
import { type Asking, authorizersRun } from "../shared/authorizers-run.ts";
import { shown } from "../shared/shown.ts";

type Misshapen = Asking &
  (
    | { readonly kind: "simple"; readonly isOnlyThat: boolean }
    | { readonly kind: "nobody" }
    | { readonly kind: "context"; readonly key: string; readonly part: Code.Expression }
  );

export default projectRule<Misshapen>({
  meta: {
    id: "auth/authorizer-response-shape",
    severity: "warning",
    confidence: "high",
    summary: "An authorizer whose answer its API cannot read",
    why: "A REST API, and an HTTP API unless simple answers are switched on, wants a policy from an authorizer: 'principalId', 'policyDocument', and a 'context' of texts, numbers and booleans. A simple answer, 'isAuthorized', is for HTTP APIs with payload format 2.0 that ask for it. An answer in the wrong form is no refusal but an error of the API: callers who may come in get a 500, and the function's own log shows nothing.",
    duty: "code",
    cwe: [684],
    controls: ["SAS-2"],
    references: [
      {
        title: "API Gateway: what a Lambda authorizer answers",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html",
      },
      {
        title: "API Gateway: Lambda authorizers of HTTP APIs",
        url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html",
      },
    ],
    examples: [
      {
        title: "A simple answer that the HTTP API did not ask for",
        bad: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Members:
            FunctionArn: !GetAtt Check.Arn
            AuthorizerPayloadFormatVersion: "2.0"
            Identity:
              Headers: [Authorization]
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  const claims = await verify(event.headers.authorization);
  return { isAuthorized: claims !== undefined };
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'Members' takes a policy for an answer, not 'isAuthorized'
};`,
        fixed: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Members:
            FunctionArn: !GetAtt Check.Arn
            AuthorizerPayloadFormatVersion: "2.0"
            Identity:
              Headers: [Authorization]
            EnableSimpleResponses: true
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  const claims = await verify(event.headers.authorization);
  return { isAuthorized: claims !== undefined };
};`,
      },
      {
        title: "A list in the context of a REST API",
        file: "serverless.yml",
        bad: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
    events:
      - http:
          path: albums
          method: get
          authorizer:
            name: check
            type: request
  check:
    handler: src/check.handler
//- src/albums.js
exports.list = async () => ({ statusCode: 200 });
//- src/check.js
exports.handler = async (event) => {
  const { sub, roles } = await verify(event.headers.Authorization);
  return {
    principalId: sub,
    policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }] },
    context: { user: sub, roles: [...roles] },
                                 ^^^^^^^^^^ 'roles' is a list: in the context 'check' takes only texts, numbers and booleans
  };
};`,
        fixed: `service: albums
provider:
  name: aws
functions:
  list:
    handler: src/albums.list
    events:
      - http:
          path: albums
          method: get
          authorizer:
            name: check
            type: request
  check:
    handler: src/check.handler
//- src/albums.js
exports.list = async () => ({ statusCode: 200 });
//- src/check.js
exports.handler = async (event) => {
  const { sub, roles } = await verify(event.headers.Authorization);
  return {
    principalId: sub,
    policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }] },
    context: { user: sub, roles: JSON.stringify([...roles]) },
  };
};`,
      },
      {
        title: "Nobody's policy",
        file: "template.json",
        bad: `{
  "Resources": {
    "Api": { "Type": "AWS::ApiGateway::RestApi", "Properties": { "Name": "albums" } },
    "Members": {
      "Type": "AWS::ApiGateway::Authorizer",
      "Properties": {
        "Name": "members",
        "RestApiId": { "Ref": "Api" },
        "Type": "TOKEN",
        "IdentitySource": "method.request.header.Authorization",
        "AuthorizerUri": { "Fn::Sub": "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Check.Arn}/invocations" }
      }
    },
    "Check": {
      "Type": "AWS::Lambda::Function",
      "Properties": { "Code": "./src", "Handler": "check.handler", "Runtime": "nodejs22.x" }
    }
  }
}
//- src/check.mjs
const allow = (arn) => ({
  policyDocument: { Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: arn }] },
});
export const handler = async (event) => {
  await verify(event.authorizationToken);
  return allow("arn:aws:execute-api:eu-west-1:111122223333:api/v1/*");
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the answer to 'Members' has no 'principalId'
};`,
      },
      {
        title: "Answers in the form that is asked for; an answer that is not known",
        good: `Transform: AWS::Serverless-2016-10-31
Resources:
  Albums:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Members:
            FunctionArn: !GetAtt Check.Arn
            AuthorizerPayloadFormatVersion: "2.0"
            EnableSimpleResponses: true
            Identity:
              Headers: [Authorization]
  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token:
            FunctionArn: !GetAtt Token.Arn
          Other:
            FunctionArn: !GetAtt Other.Arn
  Check:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: check.handler
      Runtime: nodejs22.x
  Token:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: token.handler
      Runtime: nodejs22.x
  Other:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: other.handler
      Runtime: nodejs22.x
//- src/check.mjs
export const handler = async (event) => {
  const claims = await verify(event.headers.authorization);
  return { isAuthorized: true, context: { roles: claims.roles, of: { any: "kind" } } };
};
//- src/token.mjs
export const handler = async (event) => {
  const claims = await verify(event.authorizationToken);
  const policyDocument = { Version: "2012-10-17", Statement: [] };
  return { principalId: claims.sub, policyDocument, context: { user: claims.sub, roles: JSON.stringify(claims.roles) } };
};
//- src/other.mjs
export const handler = async (event) => policyFor(await verify(event.authorizationToken));`,
      },
    ],
  },
  *check({ resource, template }, _usage, { code }) {
    if (!code || code.wrappers.length > 0) return;
    for (const asking of authorizersRun(resource, template)) {
      if (isSimple(asking.authorizer) !== false) continue;
      for (const answer of code.answers) yield* misshapen(answer, asking, code.answers);
    }
  },
  message(data) {
    const name = `'${shown(data.authorizer.name, 30)}'`;
    if (data.kind === "simple")
      return `${name} takes a policy for an answer, not 'isAuthorized': each caller gets a 500`;
    if (data.kind === "nobody") return `the answer to ${name} has no 'principalId': each caller gets a 500`;
    const what = data.part.kind === "array" ? "a list" : "an object";
    return `'${shown(data.key, 24)}' is ${what}: in the context ${name} takes only texts, numbers and booleans`;
  },
  fix(data, edit): Cure | undefined {
    if (data.kind === "context") {
      const edits = edit.text(data.part, `JSON.stringify(${textAt(data.part)})`);
      return { title: `Write '${data.key}' as text`, safety: "unsafe", edits };
    }
    return data.kind === "simple" && data.isOnlyThat ? switchedOn(data, edit) : undefined;
  },
});

/** Whether simple answers are switched on. Undefined: not to be known. */
function isSimple({ written }: Authorizer): boolean | undefined {
  const setting = value.at(written, "EnableSimpleResponses") ?? value.at(written, "enableSimpleResponses");
  return setting ? value.boolean(setting) : false;
}

function* misshapen(answer: Answer, asking: Asking, all: readonly Answer[]): Iterable<Match<Misshapen>> {
  const { keys, isOpen, object, at } = answer;
  if (!keys) return;
  const trace = [{ at: asking.authorizer.key, message: `'${asking.authorizer.name}' gets the answer` }];
  if (keys.has("isAuthorized") && !keys.has("policyDocument")) {
    const isOnlyThat = all.every((one) => one.keys?.has("isAuthorized") ?? one.isSimple);
    yield { at, data: { ...asking, kind: "simple", isOnlyThat }, trace };
    return;
  }
  if (asking.isHttp || !keys.has("policyDocument")) return;
  if (!isOpen && !keys.has("principalId")) yield { at, data: { ...asking, kind: "nobody" }, trace };
  const context = object?.properties.find(({ key }) => key === "context")?.value;
  for (const { key, value: part } of context?.kind === "object" ? context.properties : [])
    if (typeof key === "string" && (part.kind === "object" || part.kind === "array"))
      yield { at: part, data: { ...asking, kind: "context", key, part }, trace };
}

/** Only an HTTP API with payload format 2.0 knows simple answers. */
function switchedOn({ authorizer, isHttp }: Asking, edit: Edit): Cure | undefined {
  const { written } = authorizer;
  const version = value.at(written, "AuthorizerPayloadFormatVersion") ?? value.at(written, "payloadVersion");
  const place = authorizer.place("ttl");
  if (!isHttp || !place || !/^2(?:\.0)?$/.test(String(value.primitive(version) ?? ""))) return undefined;
  const isService = authorizer.declaredBy.writtenAs === "functions";
  const keys = place.keys[0] === "Properties" ? ["Properties"] : [];
  const edits = edit.set(place.under, [...keys, isService ? "enableSimpleResponses" : "EnableSimpleResponses"], true);
  return edits && { title: "Have the API take simple answers", safety: "safe", edits };
}
