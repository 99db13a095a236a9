import { type Resource, resourcesOfType, textAt } from "../../engine/authoring.ts";
import { entriesBelow } from "../shared/entries-below.ts";

/** The types whose resources hand on what they could not deliver or do. */
const senders = [
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
];

const failureKeys = /dead-?letter|redrive|^onError$|^onFailure$|^onSuccess$/i;

/**
 * Whether a queue or topic takes what others could not deliver or have done: something names it as dead-letter queue or destination, or
 * its own name says so.
 */
export function takesFailures(resource: Resource): boolean {
  const { name, template } = resource;
  if (/dlq|dead-?letter|fail|error|redrive|poison|undeliver/i.test(name)) return true;
  if (resource.property("RedriveAllowPolicy")) return true;
  const isNamed = new RegExp(`(?<![A-Za-z0-9])${name.replace(/[^A-Za-z0-9]/g, "\\$&")}(?![A-Za-z0-9])`);
  const others = senders.flatMap((type) => resourcesOfType(template, type));
  return others.some(
    (other) =>
      textAt(other.entry).includes(name) &&
      entriesBelow(other.entry.value).some(
        (entry) => failureKeys.test(String(entry.key.value)) && isNamed.test(textAt(entry.value)),
      ),
  );
}
