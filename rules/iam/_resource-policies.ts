import { matchesAction, type Resource, type Statement, type value } from "../../engine/authoring.ts";
import { everyoneIn, restrictsStrangers } from "../shared/caller-condition.ts";
import { mayTest } from "../shared/statements.ts";

/** Owners whose public statements other rules tell: an API's, a bus's. */
const toldElsewhere = /^AWS::(?:ApiGateway|Events|Serverless)::/;

/** Owners where everyone means everyone who is there already: in the network, past IAM. */
const isInside = /^AWS::(?:EC2::VPCEndpoint|VpcLattice::AuthPolicy|Logs::ResourcePolicy)$/;

/** What sending to it is called: events/queue-policy-source tells who may. */
const sending: Readonly<Record<string, string>> = {
  "AWS::SQS::QueuePolicy": "sqs:SendMessage",
  "AWS::SNS::TopicPolicy": "sns:Publish",
};

/** Where a statement of a resource's policy lets everyone in, and no condition keeps anyone out. */
export function openTo(statement: Statement): value.Value | undefined {
  const { owner, role, effect, condition, principal } = statement;
  if (role !== "resource" || effect !== "Allow" || isInside.test(owner?.type ?? "")) return undefined;
  if (restrictsStrangers(condition) || mayTest(condition, (key) => limits.test(key))) return undefined;
  if (owner && isInNetwork(owner)) return undefined;
  return everyoneIn(principal);
}

/** Keys beside those of the caller that keep strangers out. */
const limits =
  /^(?:elasticfilesystem:accessedviamounttarget|elasticfilesystem:accesspointarn|kms:viaservice|aws:resourceaccount|secretsmanager:resourceid)$/;

/** A search domain in a VPC is reached from there only. */
const isInNetwork = (owner: Resource): boolean => owner.property("VPCOptions") !== undefined;

/** Whether another rule tells that everyone may. */
export function isToldElsewhere({ owner, actions }: Statement): boolean {
  if (actions.length > 0 && actions.every(({ text }) => /^execute-api:/i.test(text ?? ""))) return true;
  if (!owner) return false;
  if (toldElsewhere.test(owner.type)) return true;
  const action = sending[owner.type];
  return action !== undefined && actions.some(({ text }) => text !== undefined && matchesAction(text, action));
}

/** How a message calls what the policy is for. */
export const whatOf = ({ owner }: Statement): string => (owner ? `'${owner.name}'` : "the policy");
