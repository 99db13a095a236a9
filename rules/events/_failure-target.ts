import { gathered, type Resource, textAt } from "../../engine/authoring.ts";
import { entriesBelow } from "../shared/entries-below.ts";

/** The types whose resources hand on what they could not deliver or do. */
const senders: ReadonlySet<string> = new Set([
  "AWS::SQS::Queue",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::Lambda::Function",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Events::Rule",
  "AWS::Scheduler::Schedule",
  "AWS::Pipes::Pipe",
  "AWS::StepFunctions::StateMachine",
]);

const failureKeys = /dead-?letter|redrive|^onError$|^onFailure$|^onSuccess$/i;

/** The resources that name, where they say what becomes of a failure, some word. */
const naming = gathered((resource) => {
  if (!senders.has(resource.type)) return [];
  const kept = entriesBelow(resource.entry.value).filter(({ key }) => failureKeys.test(String(key.value)));
  const words = new Set(kept.flatMap(({ value }) => textAt(value).match(/[A-Za-z0-9]+/g) ?? []));
  return [...words].map((word) => [word, resource] as const);
});

/**
 * Whether a queue or topic takes what others could not deliver or have done: something names it as dead-letter queue or destination, or
 * its own name says so.
 */
export function takesFailures(resource: Resource): boolean {
  const { name, template } = resource;
  if (/dlq|dead-?letter|fail|error|redrive|poison|undeliver/i.test(name)) return true;
  return resource.property("RedriveAllowPolicy") !== undefined || naming(template, name).length > 0;
}
