import type { Resource } from "../template/model.ts";
import { triggersOf } from "../template/triggers.ts";
import { text } from "../template/value.ts";
import { statementsOfManaged } from "./managed-policy.ts";
import type { Statement } from "./statement.ts";

/** Policies by which Lambda reads from a source, by the kind of trigger. https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html */
const polling: ReadonlyMap<string, string> = new Map([
  ["sqs", "AWSLambdaSQSQueueExecutionRole"],
  ["dynamodb", "AWSLambdaDynamoDBExecutionRole"],
  ["kinesis", "AWSLambdaKinesisExecutionRole"],
  ["kafka", "AWSLambdaMSKExecutionRole"],
]);

/**
 * What SAM, or the Serverless Framework, puts by itself into the role that it makes for a function: for logs, and for what the function's
 * settings and triggers ask for. SAM attaches these policies of AWS; the framework writes statements to the same end, on narrower resources.
 */
export function madeStatements(user: Resource): readonly Statement[] {
  const isTraced = text(user.property("TracingConfig/Mode")?.value) === "Active";
  const kinds = triggersOf(user).map(({ kind }) => polling.get(kind));
  const names = new Set([
    "AWSLambdaBasicExecutionRole",
    ...(user.property("VpcConfig") ? ["AWSLambdaVPCAccessExecutionRole"] : []),
    ...(isTraced ? ["AWSXRayDaemonWriteAccess"] : []),
    ...kinds.flatMap((name) => name ?? []),
  ]);
  return [...names].flatMap((name) => statementsOfManaged(name, user.key, { owner: user, role: "identity" }) ?? []);
}
