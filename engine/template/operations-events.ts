import { mappingOf } from "./fields.ts";
import type { Resource, Template, Trigger } from "./model.ts";
import type { Claim, Integration, Operation, OperationPart } from "./operation.ts";
import { claimed, methodNamed, pathNamed } from "./operations-cloudformation.ts";
import { referenceIn } from "./references.ts";
import type { Value } from "./value.ts";
import { at, boolean, map, text } from "./value.ts";

type Parts = Readonly<Partial<Record<OperationPart, readonly string[]>>>;

const samParts: Parts = {
  authorizer: ["Properties", "Auth", "Authorizer"],
  scopes: ["Properties", "Auth", "AuthorizationScopes"],
  key: ["Properties", "Auth", "ApiKeyRequired"],
  validator: ["Properties", "RequestModel", "ValidateBody"],
  models: ["Properties", "RequestModel", "Model"],
};

const samHttpParts: Parts = { authorizer: samParts.authorizer, scopes: samParts.scopes };

const serviceParts: Parts = {
  authorizer: ["authorizer"],
  scopes: ["authorizer", "scopes"],
  key: ["private"],
  models: ["request", "schemas"],
};

const serviceHttpParts: Parts = { authorizer: ["authorizer"], scopes: ["authorizer", "scopes"] };

const placeIn = (trigger: Trigger, parts: Parts): Operation["place"] => {
  const under = mappingOf(trigger.at);
  return (part) => {
    const keys = parts[part];
    return under && keys && { under, keys };
  };
};

const apiKinds: ReadonlySet<string> = new Set(["rest-api", "http-api", "websocket"]);

/** Whether a trigger of a SAM or Serverless resource is a route. */
export const isRoute = (trigger: Trigger): trigger is Trigger & { readonly kind: Operation["kind"] } =>
  apiKinds.has(trigger.kind);

interface Common extends Pick<Operation, "declaredBy" | "key" | "at" | "method" | "authorizer"> {
  readonly runs: Resource | undefined;
  readonly isPreflight: boolean;
}

function common(trigger: Trigger, owner: Resource): Common {
  const method = trigger.kind === "websocket" ? undefined : methodNamed(trigger.method);
  return {
    declaredBy: owner,
    key: trigger.key,
    at: trigger.at,
    method: method ?? (trigger.path === "$default" ? "ANY" : undefined),
    authorizer: trigger.authorizer ?? "unknown",
    runs: owner.type === "AWS::Lambda::Function" ? owner : undefined,
    isPreflight: method === "OPTIONS",
  };
}

/** A route that an event of a SAM function or state machine declares. */
export function samOperation(trigger: Trigger & { readonly kind: Operation["kind"] }, owner: Resource): Operation {
  const { template } = owner;
  const isRest = trigger.kind === "rest-api";
  const written = at(template.resolve(trigger.at), "Properties");
  const api = samApi(written, isRest, template);
  const bare = !isRest && at(written, "Path") === undefined;
  return {
    ...common(trigger, owner),
    kind: trigger.kind,
    api,
    method: bare ? "ANY" : methodNamed(trigger.method),
    path: bare ? "$default" : trigger.path,
    written,
    authorizerName: at(written, "Auth", "Authorizer") ?? api?.property("Auth/DefaultAuthorizer")?.value,
    needsKey: isRest
      ? claimed(at(written, "Auth", "ApiKeyRequired") ?? api?.property("Auth/ApiKeyRequired")?.value)
      : false,
    scopes: at(written, "Auth", "AuthorizationScopes"),
    integration: {
      type: owner.type === "AWS::Lambda::Function" ? "AWS_PROXY" : "AWS",
      uri: undefined,
      written,
      at: trigger.at,
    },
    validator: validatorIn(at(written, "RequestModel")),
    models: at(written, "RequestModel", "Model"),
    parameters: at(written, "RequestParameters"),
    place: placeIn(trigger, isRest ? samParts : samHttpParts),
  };
}

/** `RequestModel` makes a validator only where it asks for one. */
function validatorIn(model: Value | undefined): Value | undefined {
  const wishes = [at(model, "ValidateBody"), at(model, "ValidateParameters")];
  return wishes.find((wish) => wish && boolean(wish) !== false);
}

function samApi(event: Value | undefined, isRest: boolean, template: Template): Resource | undefined {
  const reference = at(event, isRest ? "RestApiId" : "ApiId");
  const name = reference ? referenceIn(reference)?.resource : isRest ? "ServerlessRestApi" : "ServerlessHttpApi";
  return name === undefined ? undefined : template.resource(name);
}

/** A route that an event of a Serverless function declares. */
export function serviceOperation(trigger: Trigger & { readonly kind: Operation["kind"] }, owner: Resource): Operation {
  const { template } = owner;
  const written = template.resolve(trigger.at);
  const isRest = trigger.kind === "rest-api";
  const body = map(written) || written.kind !== "known" ? written : undefined;
  return {
    ...common(trigger, owner),
    kind: trigger.kind,
    api: template.resource(apiNames[trigger.kind]),
    path: trigger.kind === "websocket" ? trigger.path : pathNamed(trigger.path),
    written,
    authorizerName: at(body, "authorizer", "name") ?? at(body, "authorizer", "type") ?? at(body, "authorizer"),
    needsKey: isRest ? privateClaim(body) : false,
    scopes: at(body, "authorizer", "scopes"),
    integration: serviceIntegration(body, trigger),
    validator: at(body, "request", "schemas") ?? at(body, "request", "schema"),
    models: at(body, "request", "schemas") ?? at(body, "request", "schema"),
    parameters: at(body, "request", "parameters"),
    place: placeIn(trigger, isRest ? serviceParts : serviceHttpParts),
  };
}

/** The logical ids of the APIs that the framework makes. */
const apiNames: Readonly<Record<Operation["kind"], string>> = {
  "rest-api": "ApiGatewayRestApi",
  "http-api": "HttpApi",
  websocket: "WebsocketsApi",
};

const privateClaim = (body: Value | undefined): Claim => claimed(at(body, "private"));

const integrations: ReadonlyMap<string, string> = new Map([
  ["lambda-proxy", "AWS_PROXY"],
  ["aws-proxy", "AWS_PROXY"],
  ["lambda", "AWS"],
  ["aws", "AWS"],
  ["http", "HTTP"],
  ["http-proxy", "HTTP_PROXY"],
  ["mock", "MOCK"],
]);

function serviceIntegration(body: Value | undefined, trigger: Trigger): Integration {
  const named = at(body, "integration");
  const word = text(named)?.toLowerCase().replace(/_/g, "-");
  const type = named ? (word === undefined ? undefined : integrations.get(word)) : "AWS_PROXY";
  return { type, uri: at(body, "request", "uri"), written: named, at: named?.at ?? trigger.at };
}
