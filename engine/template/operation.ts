import type { Mapping, Node, Scalar } from "../syntax/node.ts";
import type { CallerCheck, Resource } from "./model.ts";
import type { Value } from "./value.ts";

export type ApiKind = "rest-api" | "http-api" | "websocket";

/** `unknown`: it cannot be told from the text. */
export type Claim = boolean | "unknown";

/** What an API offers at one method and path, in whatever dialect it is written. */
export interface Operation {
  readonly kind: ApiKind;
  /** The API's resource. Undefined: it is declared elsewhere, or made without one by a framework. */
  readonly api: Resource | undefined;
  /** Upper case; `ANY` stands for all of them. Undefined: not to be known, or a route of a WebSocket. */
  readonly method: string | undefined;
  /** `/photos/{id}`, `$default`; a WebSocket's route key. Undefined: not to be known. */
  readonly path: string | undefined;
  /** The resource whose text holds it: a method, a route, the function of an event, the API of a definition. */
  readonly declaredBy: Resource;
  /** Where a finding goes: the name of the method or route, the event's key, the operation's key in a definition. */
  readonly key: Scalar;
  readonly at: Node;
  /** The operation as it is written: the properties of a method or an event, the operation object of a definition. */
  readonly written: Value | undefined;
  /** Whether something asks who calls: an authorizer, IAM, a policy of the API. An API key is no such thing. */
  readonly authorizer: CallerCheck;
  /** The authorizer's name or reference as it is written, `AWS_IAM` and `NONE` too; maybe the API's default. */
  readonly authorizerName: Value | undefined;
  readonly needsKey: Claim;
  readonly scopes: Value | undefined;
  /** Undefined: none is written. */
  readonly integration: Integration | undefined;
  /** The request validator, or what asks for one. Undefined: requests are not checked against anything. */
  readonly validator: Value | undefined;
  /** The models or schemas of the request's body. */
  readonly models: Value | undefined;
  readonly parameters: Value | undefined;
  /** The function of this template that it runs. */
  readonly runs: Resource | undefined;
  /** An OPTIONS operation, which browsers ask before they send. */
  readonly isPreflight: boolean;
  /** Where the dialect would write one of its parts. Undefined: it cannot, or the operation is written as one text. */
  place(part: OperationPart): OperationPlace | undefined;
}

export interface Integration {
  /** `AWS_PROXY`, `AWS`, `HTTP`, `HTTP_PROXY`, `MOCK`. Undefined: not to be known. */
  readonly type: string | undefined;
  readonly uri: Value | undefined;
  readonly written: Value | undefined;
  readonly at: Node;
}

/** `authorizer`: its name or reference; `authorization`: the type beside it, where the dialect has one. */
export type OperationPart = "authorizer" | "authorization" | "scopes" | "key" | "validator" | "models";

/** Keys below a mapping, for `Edit.set`. */
export interface OperationPlace {
  readonly under: Mapping;
  readonly keys: readonly string[];
}

/** An API with all that the template says of it. */
export interface Api {
  readonly kind: ApiKind;
  /** Undefined: the framework makes it, and nothing describes it. */
  readonly resource: Resource | undefined;
  readonly name: string;
  /** Where a finding about the whole of it goes. */
  readonly key: Scalar;
  readonly operations: readonly Operation[];
  /** `AWS::ApiGateway::Stage`, `AWS::ApiGatewayV2::Stage`. */
  readonly stages: readonly Resource[];
  readonly authorizers: readonly Authorizer[];
  /** It is reached only from within a network. */
  readonly isPrivate: Claim;
  /** The resource policy, as CloudFormation would have it or as the dialect writes it. */
  readonly policy: Value | undefined;
  readonly cors: Value | undefined;
  /** Its operations may be more than are told: a definition that cannot be read. */
  readonly isComplete: boolean;
}

/** An authorizer that an API declares. */
export interface Authorizer {
  readonly name: string;
  readonly kind: "token" | "request" | "cognito" | "jwt" | "iam" | "unknown";
  readonly key: Scalar;
  readonly at: Node;
  readonly written: Value | undefined;
  /** Seconds that an answer is kept. Undefined: not written, so 300 for a REST API, 0 for an HTTP API. */
  readonly ttl: Value | undefined;
  readonly identitySource: Value | undefined;
  /** The function of this template that answers. */
  readonly runs: Resource | undefined;
  readonly declaredBy: Resource;
  place(part: AuthorizerPart): OperationPlace | undefined;
}

export type AuthorizerPart = "ttl" | "identity-source" | "validation";
