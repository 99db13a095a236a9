import type { TreeDocument } from "../syntax/document.ts";
import type { Alias, Entry, Mapping, Node, Scalar } from "../syntax/node.ts";
import type { Site } from "../text/source.ts";
import type { Value } from "./value.ts";

export type Dialect = "cloudformation" | "sam" | "serverless" | "openapi" | "stepfunctions";

/** What one file deploys, whatever dialect it is written in. */
export interface Template {
  readonly document: TreeDocument;
  readonly dialect: Dialect;
  readonly root: Mapping;
  /** The node of a top-level key. What needs one only should not ask for the root, which any edit changes. */
  section(name: string): Exclude<Node, Alias> | undefined;
  readonly resources: readonly Resource[];
  readonly parameters: readonly Declared[];
  readonly outputs: readonly Declared[];
  /** The resource of a logical id or a Serverless function name. */
  resource(name: string): Resource | undefined;
  /** What a node means here. */
  resolve(node: Node): Value;
  /** Whether a word stands anywhere in the file's text, in a comment too. */
  says(word: string): boolean;
}

/** What stands under `Parameters` or `Outputs`. */
export interface Declared {
  readonly template: Template;
  readonly name: string;
  readonly key: Scalar;
  readonly entry: Entry;
  /** `Type`, `NoEcho`, `Value`. Undefined: absent. */
  attribute(name: string): Property | undefined;
}

/**
 * A resource as CloudFormation will know it. A SAM or Serverless function is an `AWS::Lambda::Function`, a SAM API an
 * `AWS::ApiGateway::RestApi` or `AWS::ApiGatewayV2::Api`, a SAM table an `AWS::DynamoDB::Table`: rules ask for CloudFormation's
 * property paths and the dialect answers from its own spelling, with `Globals` and `provider` merged in.
 */
export interface Resource {
  /** The present template of its file: a resource whose text and values are the same is the same object in each version. */
  readonly template: Template;
  readonly name: string;
  /** Another name under which it is referred to. */
  readonly alias?: string | undefined;
  readonly type: string;
  /** `AWS::Serverless::Function`, or `functions` for a Serverless Framework function; the type itself in plain CloudFormation. */
  readonly writtenAs: string;
  /** Where the name stands: a missing property is reported here. */
  readonly key: Scalar;
  /** The whole entry: what a suppression beside the resource covers. */
  readonly entry: Entry;
  /** The mapping that holds the properties as written, if there is one (a Serverless function's own body). */
  readonly properties?: Mapping;
  /**
   * The property at a CloudFormation path, `TracingConfig/Mode`. Undefined: surely absent. Defaults of AWS are not filled in; those of
   * `Globals` and `provider` are.
   */
  property(path: string): Property | undefined;
  /** What stands beside the properties, `DeletionPolicy` or `Condition`; a function of a Serverless service has none. */
  attribute(name: string): Property | undefined;
  /** Under which name, in which mapping, this dialect would write a property of that CloudFormation path. Undefined: it cannot. */
  spelling(path: string): Spelling | undefined;
}

export interface Property {
  readonly value: Value;
  /** The key, where it is written here; absent for list items and computed values. */
  readonly key?: Scalar;
  /** Where a finding about the property goes: its value's node. */
  readonly at: Node;
  /** It comes from `Globals` or `provider`, for all functions. */
  readonly inherited: boolean;
}

/** A place to write a property: keys below the entry `under` (created where absent). */
export interface Spelling {
  readonly under: Site & { readonly kind: string };
  readonly keys: readonly string[];
  /** What is written there for a value of CloudFormation's, if not the value itself. Undefined: it cannot be said. */
  written?(value: Json): Json | undefined;
}

/** A value as it is written into a file. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What makes a function run. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** Where the event is declared, and the word that names it. */
  readonly at: Node;
  readonly key: Scalar;
  /** HTTP only. */
  readonly method?: string;
  readonly path?: string;
  /** HTTP only: whether something checks the caller; `unknown`: we cannot tell. */
  readonly authorizer?: CallerCheck;
  /** Of a function that is an authorizer: whether it is given a token or the whole request. */
  readonly identity?: "token" | "request";
  /** EventBridge only: the rule lets through events of AWS services and no others. */
  readonly isOfAws?: true;
}

export type CallerCheck = "none" | "some" | "unknown";

export type TriggerKind =
  | "rest-api"
  | "http-api"
  | "function-url"
  | "websocket"
  | "alb"
  | "sqs"
  | "sns"
  | "s3"
  | "dynamodb"
  | "kinesis"
  | "eventbridge"
  | "schedule"
  | "cognito"
  | "authorizer"
  | "firehose"
  | "kafka"
  | "mq"
  | "documentdb"
  | "iot"
  | "ses"
  | "logs"
  | "appsync"
  /** A resolver or function in JavaScript that AppSync runs itself. */
  | "appsync-resolver"
  | "cloudfront"
  | "custom-resource"
  | "rotation"
  | "config"
  | "codepipeline"
  | "lex"
  | "alexa"
  | "connect"
  | "bedrock-agent"
  /** A task of a state machine. */
  | "invoke"
  /** What a rule of EventBridge lets through of AWS services only: no template says it, see `Trigger.isOfAws`. */
  | "aws-event"
  | "other";
