import { isGlobal, packageOf } from "../flow/library-path.ts";
import type { Call, Expression } from "../program/ir.ts";
import { isClient } from "../program/sdk-paths.ts";
import type { CodeNode } from "../program/walk.ts";
import type { Module } from "./module.ts";
import type { Things } from "./things.ts";

/** Packages whose functions take a client and make no calls of it but those that are listed. */
const keepsClients =
  /^(?:@aws-sdk\/|@smithy\/|@aws-lambda-powertools\/|aws-xray-sdk|aws-sdk(?:$|\/)|@middy\/|bluebird$|util$)/;

/** Why there may be more calls than are seen, by one piece of code. */
export function gapAt(node: CodeNode, things: Things, module: Module): string | undefined {
  if (node.kind === "literal") return typeof node.value === "string" ? gapOfText(node.value) : undefined;
  if (node.kind === "template") return node.texts.map(({ value }) => gapOfText(value)).find((gap) => gap !== undefined);
  return node.kind === "call" ? (gapOfGlobal(node, module) ?? gapOfLibrary(node, things)) : undefined;
}

/** Extensions that fetch parameters, secrets and configurations with the function's role, by their port. */
const gapOfText = (text: string): string | undefined =>
  /\blocalhost:277[23]\b/.test(text) ? "an extension is asked to call in its name" : undefined;

function gapOfGlobal({ callee, args: [first], isNew }: Call, module: Module): string | undefined {
  if (callee.kind !== "name" || module.bindingOf(callee) !== undefined) return undefined;
  if (callee.name === "eval" || (callee.name === "Function" && isNew)) return "code is made of text at run time";
  const loads = /^(?:require|import)$/.test(callee.name) && first && first.kind !== "literal";
  return loads ? "which module is loaded is decided at run time" : undefined;
}

function gapOfLibrary({ callee, args }: Call, things: Things): string | undefined {
  const [first] = args;
  if (!first) return undefined;
  for (const one of things.of(callee)) {
    if (one.kind !== "library") continue;
    const name = packageOf(one.path);
    if (name === "child_process" && /\.(?:spawn|exec|execFile|fork)(?:Sync)?$/.test(one.path))
      return isOwnProgram(first, things) ? "another program is run" : undefined;
    if (one.path === "worker_threads.Worker") return "code runs in a worker";
    if (isGlobal(name) || keepsClients.test(name)) continue;
    if (args.some((argument) => holdsClient(argument, things))) return `a client is handed to '${name}'`;
  }
  return undefined;
}

function holdsClient(e: Expression, things: Things): boolean {
  if (e.kind === "object") return e.properties.some(({ value }) => holdsClient(value, things));
  return (
    /^(?:name|member|call)$/.test(e.kind) && things.of(e).some((one) => one.kind === "library" && isClient(one.path))
  );
}

/** A program that comes with the code, or the AWS CLI; tools such as `ffmpeg` call nothing. */
function isOwnProgram(e: Expression, things: Things): boolean {
  const texts = things
    .of(e)
    .map((one) => (one.kind === "value" && one.value.kind === "literal" ? String(one.value.value) : undefined));
  return texts.some(
    (text) => text === undefined || /^(?:\.|\/var\/task|\/opt\/|aws\b|node\b|sh\b|bash\b|python)/.test(text),
  );
}

/** Parameters that only operations of AWS have. */
const ofOperations =
  /^(?:TableName|Bucket|QueueUrl|TopicArn|FunctionName|SecretId|stateMachineArn|UserPoolId|StreamName|RequestItems|TransactItems|EventBusName|DeliveryStreamName|RoleArn|CiphertextBlob)$/;

/** Whether a call looks like one of AWS, though what is called is not known: a method or a command with such parameters. */
export function looksLikeOperation({ callee, args: [first], isNew }: Call, things: Things): boolean {
  const isNamed = isNew
    ? callee.kind !== "member" && /Command$/.test(callee.kind === "name" ? callee.name : "")
    : callee.kind === "member" && /^[a-z]/.test(typeof callee.property === "string" ? callee.property : "");
  if (!isNamed || !first || (first.kind !== "object" && first.kind !== "name")) return false;
  const hasParameter = things
    .of(first)
    .some(
      (one) =>
        one.kind === "value" &&
        one.value.kind === "object" &&
        one.value.properties.some(({ key }) => typeof key === "string" && ofOperations.test(key)),
    );
  return hasParameter && things.of(callee).every(({ kind }) => kind !== "value");
}
