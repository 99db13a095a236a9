import { type Value, value } from "../../engine/authoring.ts";
import { mayTest } from "./statements.ts";

/** Condition keys that say who calls, or for whom a service does. */
const callerKeys =
  /^aws:(source(arn|account|owner|orgid|orgpaths|ip|vpc|vpce|vpcarn)|principal(arn|account|orgid|orgpaths|tag\/.+|type)|userid|vpcsourceip)$|^kms:calleraccount$|^s3:(dataaccesspointaccount|dataaccesspointarn)$/;

/** Whether a statement's condition may keep callers out: one that cannot be read may, one whose values are all `*` does not. */
export const restrictsCallers = (condition: Value | undefined): boolean =>
  mayTest(
    condition,
    (key, tested) => callerKeys.test(key) && !value.items(tested).every((one) => value.text(one) === "*"),
  );

/** The place where a principal names everyone. */
export function everyoneIn(principal: Value | undefined): Value | undefined {
  if (value.text(principal) === "*") return principal;
  return value.items(value.at(principal, "AWS")).find((who) => value.text(who) === "*");
}
