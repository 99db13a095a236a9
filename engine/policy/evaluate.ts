import type { Template } from "../template/model.ts";
import { arnsIn } from "./arn.ts";
import { covers, mayMeet } from "./arn-match.ts";
import { actionNamed } from "./catalogue.ts";
import { isMet } from "./conditions.ts";
import { hasWildcard, matchesAction } from "./match.ts";
import { policyTextOf } from "./policy-text.ts";
import { accountOf, isAmong } from "./principals.ts";
import type { Request } from "./request.ts";
import type { Element, Statement } from "./statement.ts";
import { agreed, allOf, anyOf, not, type Truth } from "./truth.ts";

export type { Request } from "./request.ts";

/** `unknown`: it depends on what is not in the request, or cannot be read in a statement. */
export type Decision = "allowed" | "denied" | "unknown";

export interface Policies {
  /** Those of the role or user that asks. */
  readonly identity: readonly Statement[];
  /** What bounds it, if anything does: it gives nothing by itself. */
  readonly boundary?: readonly Statement[];
  /** The resource's own policy, in the same account. */
  readonly resource?: readonly Statement[];
}

/**
 * What IAM decides, inside one account. A Deny that applies wins. Else it is allowed by a policy of the identity or by the resource's, which
 * names who asks; a boundary must allow it too. A key's policy has to allow its use in any case: to who asks, or to the account, which leaves
 * it to the identity's policies. Elements of both branches of an `Fn::If` count as if all were there.
 */
export function decide(request: Request, policies: Policies): Decision {
  const allowed = allOf(
    [
      () => not(isDenied(request, policies)),
      () => allowedBy(request, policies.boundary),
      () => (isUseOfKey(request) && policies.resource ? isKeyGiven(request, policies) : isGiven(request, policies)),
    ],
    (holds) => holds(),
  );
  return allowed === undefined ? "unknown" : allowed ? "allowed" : "denied";
}

function isDenied(request: Request, { identity, boundary = [], resource = [] }: Policies): Truth {
  return anyOf([...identity, ...boundary, ...resource], (statement) => speaks(statement, "Deny", request));
}

/** Whether statements allow it; where there are none to ask, nothing forbids. */
const allowedBy = (request: Request, statements: readonly Statement[] | undefined): Truth =>
  !statements || anyOf(statements, (statement) => speaks(statement, "Allow", request));

const isGiven = (request: Request, { identity, resource = [] }: Policies): Truth =>
  anyOf([identity, resource], (statements) => allowedBy(request, statements));

const isUseOfKey = ({ action }: Request): boolean => /^kms:/i.test(action);

function isKeyGiven(request: Request, { identity, resource = [] }: Policies): Truth {
  const account = { ...request, principal: accountOf(request.principal) };
  const isLeftToAccount = () => anyOf(resource, (statement) => speaks(statement, "Allow", account));
  const byIdentity = () => allOf([isLeftToAccount, () => allowedBy(request, identity)], (holds) => holds());
  return anyOf([() => allowedBy(request, resource), byIdentity], (holds) => holds());
}

/** Whether a statement says this of the request. */
function speaks(statement: Statement, effect: "Allow" | "Deny", request: Request): Truth {
  if (statement.effect !== undefined && statement.effect !== effect) return false;
  const isThis = () => (statement.effect === undefined ? undefined : true);
  const parts = [isThis, isOfAction, isOfResource, isOfPrincipal];
  return allOf([...parts, () => isMet(statement.condition, request)], (holds) => holds(statement, request));
}

function isOfAction({ actions, notActions }: Statement, { action }: Request): Truth {
  const isNamed = ({ text: pattern }: Element): Truth =>
    pattern === undefined ? undefined : matchesAction(pattern, action);
  return notActions.length > 0 ? not(anyOf(notActions, isNamed)) : anyOf(actions, isNamed);
}

/** The policy that a resource has may leave out what it is about, as that of a role does. */
function isOfResource({ resources, notResources, role, template }: Statement, request: Request): Truth {
  const isNamed = (element: Element) => agreed(patternsIn(element, request, template)?.map(reaches(request)));
  if (notResources.length > 0) return not(anyOf(notResources, isNamed));
  return resources.length === 0 && role !== "identity" ? true : anyOf(resources, isNamed);
}

/** What a pattern may be: one for each branch of a condition. Variables of policies that are not known stay, as what is known at deployment does. */
function patternsIn(
  { text: written, value }: Element,
  request: Request,
  template?: Template,
): readonly string[] | undefined {
  if (written !== undefined) return [policyTextOf(written, request, true) ?? written];
  return template && arnsIn(value, template);
}

/** Whether a pattern is of all that is asked for; undefined if it is of some. */
function reaches({ action, resource }: Request): (pattern: string) => Truth {
  const mayBePart = hasWildcard(resource) && actionNamed(action)?.isLimitable !== false;
  return (pattern) => {
    const isAll = covers(pattern, resource);
    return isAll === false && mayBePart && mayMeet(pattern, resource) ? undefined : isAll;
  };
}

function isOfPrincipal({ principal, notPrincipal, role }: Statement, { principal: asking }: Request): Truth {
  if (notPrincipal) return not(isAmong(notPrincipal, asking));
  if (principal) return isAmong(principal, asking);
  return role === "identity";
}
