import {
  type Mapping,
  type Node,
  type Resource,
  type Scalar,
  type Value,
  value,
  valueOf,
} from "../../engine/authoring.ts";

/** A rule of EventBridge or a schedule: what it takes, and where it sends that. */
export interface EventRule {
  readonly key: Scalar;
  /** What the rule is written in: a resource of its own, a SAM function or state machine, a Serverless function. */
  readonly resource: Resource;
  readonly style: "sam" | "serverless" | "rule" | "schedule";
  readonly pattern: Value | undefined;
  /** It listens to a bus that is named, not to the account's own. */
  readonly isOnBus: boolean;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly arn: Value | undefined;
  /** The mapping that has, or would have, the target's dead-letter queue, and its key there. */
  readonly node: Mapping | undefined;
  readonly hasQueue: boolean;
}

const mappingAt = (node: Node | undefined): Mapping | undefined => {
  const at = valueOf(node);
  return at?.kind === "mapping" ? at : undefined;
};

/** The rules that a resource declares: itself, or in its events. */
export function rulesIn(resource: Resource): readonly EventRule[] {
  if (resource.type === "AWS::Events::Rule") return [ruleOf(resource)];
  if (resource.type === "AWS::Scheduler::Schedule") return [scheduleOf(resource)];
  if (resource.writtenAs === "functions") return serviceRules(resource);
  return /^AWS::Serverless::(Function|StateMachine)$/.test(resource.writtenAs) ? samRules(resource) : [];
}

/** The types whose resources declare such rules. */
export const ruleTypes = [
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
  "AWS::Lambda::Function",
  "AWS::StepFunctions::StateMachine",
] as const;

function ruleOf(rule: Resource): EventRule {
  const targets = value.list(rule.property("Targets")?.value)?.items ?? [];
  return {
    key: rule.key,
    resource: rule,
    style: "rule",
    pattern: rule.property("EventPattern")?.value,
    isOnBus: rule.property("EventBusName") !== undefined,
    targets: targets.map((target) => targetOf(target, "Arn", "DeadLetterConfig")),
  };
}

function scheduleOf(schedule: Resource): EventRule {
  const target = schedule.property("Target")?.value;
  return {
    key: schedule.key,
    resource: schedule,
    style: "schedule",
    pattern: undefined,
    isOnBus: false,
    targets: target ? [targetOf(target, "Arn", "DeadLetterConfig")] : [],
  };
}

const targetOf = (target: Value, arn: string, queue: string): Target => ({
  arn: value.at(target, arn),
  node: mappingAt(target.at),
  hasQueue: !value.map(target) || value.at(target, queue) !== undefined,
});

function samRules(resource: Resource): readonly EventRule[] {
  const events = value.map(resource.property("Events")?.value)?.entries ?? [];
  return events.flatMap(({ key, node, value: event }) => {
    const type = value.text(value.at(event, "Type")) ?? "";
    if (!/^(EventBridgeRule|CloudWatchEvent|Schedule|ScheduleV2)$/.test(type)) return [];
    const properties = value.at(event, "Properties");
    const target = { arn: undefined, node: mappingAt(valueOf(node, "Properties")), hasQueue: false };
    return {
      key,
      resource,
      style: "sam" as const,
      pattern: value.at(properties, "Pattern"),
      isOnBus: value.at(properties, "EventBusName") !== undefined,
      targets:
        properties && value.map(properties)
          ? [{ ...target, hasQueue: value.at(properties, "DeadLetterConfig") !== undefined }]
          : [],
    };
  });
}

function serviceRules(resource: Resource): readonly EventRule[] {
  const events = value.items(resource.template.resolve(valueOf(resource.properties, "events") ?? resource.key));
  return events.flatMap((event) => {
    const entry = value.map(event)?.entries.find(({ key }) => key.value === "eventBridge");
    if (!entry || !value.map(entry.value)) return [];
    const hasQueue = value.at(entry.value, "deadLetterQueueArn") !== undefined;
    return {
      key: entry.key,
      resource,
      style: "serverless" as const,
      pattern: value.at(entry.value, "pattern"),
      isOnBus: value.at(entry.value, "eventBus") !== undefined,
      targets: [{ arn: undefined, node: mappingAt(entry.node), hasQueue }],
    };
  });
}

/** Whether a rule runs a function or a state machine of the template. */
export const runsCode = ({ style, resource, targets }: EventRule): boolean =>
  style === "sam" || style === "serverless" || targets.some(({ arn }) => isCode(arn, resource));

function isCode(arn: Value | undefined, { template }: Resource): boolean {
  const name = arn?.kind === "unknown" ? arn.refersTo?.resource : undefined;
  const type = name === undefined ? undefined : template.resource(name)?.type;
  return type === "AWS::Lambda::Function" || type === "AWS::StepFunctions::StateMachine";
}
