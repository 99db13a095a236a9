import type { Resource, Trigger, TriggerKind } from "./model.ts";
import { stateMachineOf } from "./state-machine.ts";
import { at, items, text, type Value } from "./value.ts";

/** A reference to a function, and the kind of event that follows from where it stands. */
export interface Call {
  readonly target: Value | undefined;
  readonly trigger: Trigger;
}

type Calls = (resource: Resource) => readonly Call[];

const call = (resource: Resource, kind: TriggerKind, target: Value | undefined): Call => ({
  target,
  trigger: { kind, at: target?.at ?? resource.entry.value, key: resource.key },
});

/** A reader of one property. */
const named =
  (path: string, kind: TriggerKind): Calls =>
  (resource) => [call(resource, kind, resource.property(path)?.value)];

/** A reader of each item of a list, at a path below the item. */
const eachOf =
  (path: string, kind: TriggerKind, ...below: readonly string[]): Calls =>
  (resource) =>
    items(resource.property(path)?.value).map((item) => call(resource, kind, at(item, ...below)));

function edgeCalls(distribution: Resource): readonly Call[] {
  const config = distribution.property("DistributionConfig")?.value;
  const behaviours = [at(config, "DefaultCacheBehavior"), ...items(at(config, "CacheBehaviors"))];
  return behaviours
    .flatMap((behaviour) => items(at(behaviour, "LambdaFunctionAssociations")))
    .map((association) => call(distribution, "cloudfront", at(association, "LambdaFunctionARN")));
}

function transformCalls(stream: Resource): readonly Call[] {
  const processing = stream.property("ExtendedS3DestinationConfiguration/ProcessingConfiguration")?.value;
  const parameters = items(at(processing, "Processors")).flatMap((processor) => items(at(processor, "Parameters")));
  return parameters
    .filter((parameter) => text(at(parameter, "ParameterName")) === "LambdaArn")
    .map((parameter) => call(stream, "firehose", at(parameter, "ParameterValue")));
}

function stageCalls(pipeline: Resource): readonly Call[] {
  const actions = items(pipeline.property("Stages")?.value).flatMap((stage) => items(at(stage, "Actions")));
  return actions
    .filter((action) => text(at(action, "ActionTypeId", "Provider")) === "Lambda")
    .map((action) => call(pipeline, "codepipeline", at(action, "Configuration", "FunctionName")));
}

/** Tasks whose resource is a function, or the integration that invokes one. */
function taskCalls(machine: Resource): readonly Call[] {
  const states = stateMachineOf(machine)?.states ?? [];
  return states.flatMap(({ type, written }) => {
    if (type !== "Task") return [];
    const resource = at(written, "Resource");
    const isInvoke = /^arn:[\w-]+:states:[^:]*:[^:]*:lambda:invoke/.test(text(resource) ?? "");
    const given = at(written, "Parameters", "FunctionName") ?? at(written, "Arguments", "FunctionName");
    return [call(machine, "invoke", isInvoke ? given : resource)];
  });
}

/** What services do that call functions by themselves, by the type of the resource that says so. */
const readers: ReadonlyMap<string, Calls> = new Map<string, Calls>([
  ["AWS::AppSync::DataSource", named("LambdaConfig/LambdaFunctionArn", "appsync")],
  ["AWS::IoT::TopicRule", eachOf("TopicRulePayload/Actions", "iot", "Lambda", "FunctionArn")],
  ["AWS::SES::ReceiptRule", eachOf("Rule/Actions", "ses", "LambdaAction", "FunctionArn")],
  ["AWS::CloudFront::Distribution", edgeCalls],
  ["AWS::KinesisFirehose::DeliveryStream", transformCalls],
  ["AWS::CodePipeline::Pipeline", stageCalls],
  ["AWS::Config::ConfigRule", named("Source/SourceIdentifier", "config")],
  ["AWS::Logs::SubscriptionFilter", named("DestinationArn", "logs")],
  ["AWS::SecretsManager::RotationSchedule", named("RotationLambdaARN", "rotation")],
  ["AWS::CloudFormation::CustomResource", named("ServiceToken", "custom-resource")],
  ["AWS::StepFunctions::StateMachine", taskCalls],
]);

/** The functions that the service of a resource calls. */
export function callsOf(resource: Resource): readonly Call[] {
  const type = resource.type.startsWith("Custom::") ? "AWS::CloudFormation::CustomResource" : resource.type;
  return readers.get(type)?.(resource) ?? [];
}

/** What the service behind a principal calls functions with, where the permission is all that is known. */
export const principalKinds: ReadonlyMap<string, TriggerKind> = new Map<string, TriggerKind>([
  ["s3.amazonaws.com", "s3"],
  ["sns.amazonaws.com", "sns"],
  ["events.amazonaws.com", "eventbridge"],
  ["scheduler.amazonaws.com", "schedule"],
  ["elasticloadbalancing.amazonaws.com", "alb"],
  ["cognito-idp.amazonaws.com", "cognito"],
  ["iot.amazonaws.com", "iot"],
  ["ses.amazonaws.com", "ses"],
  ["logs.amazonaws.com", "logs"],
  ["config.amazonaws.com", "config"],
  ["secretsmanager.amazonaws.com", "rotation"],
  ["lex.amazonaws.com", "lex"],
  ["lexv2.amazonaws.com", "lex"],
  ["alexa-appkit.amazon.com", "alexa"],
  ["connect.amazonaws.com", "connect"],
  ["bedrock.amazonaws.com", "bedrock-agent"],
  ["edgelambda.amazonaws.com", "cloudfront"],
  ["lambda.alarms.cloudwatch.amazonaws.com", "aws-event"],
]);

/** Whether a pattern of EventBridge lets through events of AWS services and no others. */
export function isOfAws(pattern: Value | undefined): boolean {
  const sources = items(at(pattern, "source"));
  return sources.length > 0 && sources.every((source) => /^aws\./.test(text(source) ?? ""));
}
