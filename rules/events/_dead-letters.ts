import { type Edit, followed, type Plain, type Resource, referredTo, type SiteEdit } from "../../engine/authoring.ts";
import { companion, deadLetterQueue } from "../shared/companions.ts";

/** A queue beside a resource for what it cannot handle. */
export interface DeadLetters {
  readonly name: string;
  readonly arn: Plain;
  readonly edits: readonly SiteEdit[];
}

export function deadLettersOf(resource: Resource, edit: Edit): DeadLetters | undefined {
  const added = companion(resource, `${logicalName(resource.name)}DeadLetters`, deadLetterQueue, edit);
  return added && { name: added.name, arn: { "Fn::GetAtt": [added.name, "Arn"] }, edits: added.edits };
}

/** The policy under which EventBridge puts into such a queue what a rule could not deliver: the one of the ARN `source`, else any of the account's own. */
export function eventsPolicy(letters: DeadLetters, near: Resource, source: Plain | undefined, edit: Edit) {
  const condition: Plain = source
    ? { ArnEquals: { "aws:SourceArn": source } }
    : { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } };
  const statement = {
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: letters.arn,
    Condition: condition,
  };
  const body = {
    Type: "AWS::SQS::QueuePolicy",
    Properties: {
      Queues: [{ Ref: letters.name }],
      PolicyDocument: { Version: "2012-10-17", Statement: [statement] },
    },
  };
  return companion(near, `${letters.name}Policy`, body, edit)?.edits;
}

/** A Serverless function's name may have characters that a logical id cannot. */
const logicalName = (name: string): string => {
  const words = name.split(/[^A-Za-z0-9]+/);
  return words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("");
};

/** Lets the role that a resource names send to a queue. Undefined: the role is not of this template. */
export function mayQueue(resource: Resource, arn: Plain, edit: Edit, path = "Role"): readonly SiteEdit[] | undefined {
  const role = referredTo(resource.property(path)?.value, resource.template);
  if (role?.type !== "AWS::IAM::Role") return undefined;
  const policy = {
    PolicyName: "DeadLetters",
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: arn }],
    },
  };
  const policies = followed(role.property("Policies")?.at);
  if (!policies) return edit.setProperty(role, "Policies", [policy]);
  return policies.kind === "sequence" ? edit.append(policies, policy) : undefined;
}

/** Whether the role of a function is made by its framework, which lets it send to the destinations that it names. */
export const hasOwnRole = (fn: Resource): boolean => fn.writtenAs !== fn.type && fn.property("Role") === undefined;
