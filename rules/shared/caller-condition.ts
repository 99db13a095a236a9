import { type Value, value } from "../../engine/authoring.ts";
import { mayTest } from "./statements.ts";

/** Condition keys that say who calls, or for whom a service does. */
const callerKeys =
  /^aws:(source(arn|account|owner|orgid|orgpaths|ip|vpc|vpce|vpcarn)|principal(arn|account|orgid|orgpaths|tag\/.+|type)|userid|vpcsourceip)$|^kms:calleraccount$|^s3:(dataaccesspointaccount|dataaccesspointarn)$/;

/** Whether a statement's condition may keep callers out: one that cannot be read may, one whose values stand for all does not. */
export const restrictsCallers = (condition: Value | undefined): boolean => mayTest(condition, keepsOut);

/** The same where everyone is let in: a test that is passed by requests without the key keeps no stranger out. */
export const restrictsStrangers = (condition: Value | undefined): boolean =>
  mayTest(
    condition,
    (key, tested, operator) => keepsOut(key, tested, operator) && !(passesAbsent.test(operator) && key !== always),
  );

const passesAbsent = /IfExists$|^ForAllValues:/i;

/** A request over the internet has it. */
const always = "aws:sourceip";

/** Operators that let in all but those they name. */
const isNegated = /^(?:For(?:AllValues|AnyValue):)?(?:StringNot|ArnNot|NotIpAddress)/i;

const everything: ReadonlySet<string | undefined> = new Set(["*", "0.0.0.0/0", "::/0"]);

const keepsOut = (key: string, tested: Value, operator: string): boolean =>
  callerKeys.test(key) &&
  !isNegated.test(operator) &&
  !value.items(tested).every((one) => everything.has(value.text(one)));

/** The place where a principal names everyone. */
export function everyoneIn(principal: Value | undefined): Value | undefined {
  if (value.text(principal) === "*") return principal;
  return value.items(value.at(principal, "AWS")).find((who) => value.text(who) === "*");
}
