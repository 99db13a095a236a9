import { rolePaths, type Switched, switchedActions } from "../facts/conditional-actions.ts";
import { forwardedActions, unboundedOperations } from "../facts/forwarded-actions.ts";
import { neededActions } from "../policy/operations.ts";
import type { Target } from "../policy/target.ts";
import type { UsedCall } from "../program/sdk.ts";
import type { Deployed } from "../project/deployed.ts";
import type { Gap } from "../project/usage.ts";
import { deployedTexts } from "./deployed-text.ts";
import { below } from "./named-arn.ts";
import type { Need } from "./need.ts";
import { connectionTargets } from "./own-api.ts";
import { partiqlOf } from "./partiql.ts";
import { type Found, firstGiven, isPartlyKnown, named, nothingKnown, targetsOf } from "./targets.ts";

interface Needs {
  readonly needs: readonly Need[];
  readonly gaps: readonly Gap[];
}

/** Where a call is made. */
export interface Setting {
  readonly deployed: Deployed;
  /** Whether the function's code has a word. */
  says(word: string): boolean;
}

/** What one call needs: the actions of its operation, and those that its parameters ask for. */
export function needsOfCall(call: UsedCall, setting: Setting): Needs {
  const { deployed } = setting;
  const operation = neededActions(call.service, call.operation);
  if (!operation)
    return {
      needs: [],
      gaps: [{ why: `what '${call.operation}' of '${call.service}' needs is not known`, at: call.at }],
    };
  const switched = switchesOf(call, deployed);
  const replaced = new Map(switched.flatMap(({ instead, said }) => (instead === undefined ? [] : [[instead, said]])));
  const decided = new Set(switched.flatMap(({ actions }) => actions.split(" ")));
  const needs = [
    ...operation.required.flatMap((action) =>
      needsFor(call, action, call.isOnFailure ? "open" : wayBeside(replaced.get(action)), onIt(call, action, deployed)),
    ),
    ...switched.flatMap((one) => switchedNeeds(call, one, setting)),
    ...operation.conditional
      .filter((action) => !decided.has(action) && !isBesideThePoint(call, action, deployed))
      .flatMap((action) =>
        needsFor(call, action, "conditional", sameService(call, action, operation.required, deployed)),
      ),
    ...(operation.passesRoleTo ? roleNeeds(call, operation.passesRoleTo, deployed) : []),
  ];
  const statements = partiqlNeeds(call, deployed);
  const isUnbounded = unboundedOperations.includes(`${call.service}:${call.operation}`);
  const why = `what '${call.operation}' does with the function's own rights is not known`;
  return { needs: statements ?? needs, gaps: isUnbounded ? [{ why, at: call.at }] : [] };
}

/** Access points that run a function are named by their ARN: a bucket that is known needs no rights to them. */
function isBesideThePoint(call: UsedCall, action: string, deployed: Deployed): boolean {
  if (!action.startsWith("s3-object-lambda:") || call.service !== "s3") return false;
  const said = call.said("Bucket");
  const found = typeof said === "object" ? named(said, "bucket", deployed) : nothingKnown;
  return !found.isPartial && !found.targets.some(({ arn }) => arn.includes(":s3-object-lambda:"));
}

/** `open`: conditional, and not known whether it is asked for. */
type Way = Need["kind"] | "open";

/** How an action is needed in the place of which another may be asked for. */
function wayBeside(other: Switch["said"] | undefined): Way {
  if (other === "given") return "conditional";
  return other === "open" ? "open" : "required";
}

/** The known targets in one need; where there may be others, those in another. */
function needsFor(call: UsedCall, action: string, way: Way, { targets, isPartial, isAny }: Found): readonly Need[] {
  const need = (of: Need["targets"]): Need => ({
    action,
    targets: of,
    ...(isAny && of ? { isAny } : {}),
    at: call.at,
    call,
    kind: way === "required" ? way : "conditional",
    ...(way === "open" ? { isOpen: true } : {}),
  });
  return [...(targets.length > 0 ? [need(targets)] : []), ...(isPartial ? [need(undefined)] : [])];
}

const onIt = (call: UsedCall, action: string, deployed: Deployed): Found =>
  call.service === "apigatewaymanagementapi" ? connectionTargets(call, deployed) : targetsOf(call, action, deployed);

/** Of an action that is not the operation's own, only those of the same service are on what the operation is on. */
function sameService(call: UsedCall, action: string, required: readonly string[], deployed: Deployed): Found {
  const prefix = action.slice(0, action.indexOf(":") + 1);
  return required.some((one) => one.startsWith(prefix)) ? targetsOf(call, action, deployed) : nothingKnown;
}

interface Switch extends Switched {
  /** `open`: given, but perhaps with nothing. */
  readonly said: "given" | "open" | "absent" | "unknown";
}

function switchesOf(call: UsedCall, deployed: Deployed): readonly Switch[] {
  const key = `${call.service}:${call.operation}`;
  const listed = [switchedActions, forwardedActions].flatMap((table) =>
    Object.hasOwn(table, key) ? (table[key] ?? []) : [],
  );
  // a parameter of no operation: what is not known of others is then their value, not whether they are given
  const isAllSeen = listed.length > 0 && call.said("-") === "absent";
  return listed.map((one) => {
    const said = firstGiven(call, one.when);
    if (said === "unknown" && isAllSeen) return { ...one, said: "open" };
    if (typeof said !== "object") return { ...one, said };
    const isSure = one.isPresence || said.flatMap((text) => deployedTexts(text, deployed)).some(isPartlyKnown);
    return { ...one, said: isSure ? "given" : "open" };
  });
}

function switchedNeeds(call: UsedCall, one: Switch, { deployed, says }: Setting): readonly Need[] {
  if (one.said === "absent") return [];
  return one.actions.split(" ").flatMap((action) => {
    const { on } = one;
    const found = on ? givenAs(call, on.parameter, on.kind, deployed) : targetsOf(call, action, deployed);
    return needsFor(call, action, wayOf(one, says), found);
  });
}

function wayOf({ said, isOptional, changes }: Switch, says: Setting["says"]): Way {
  if (isOptional) return changes?.split(" ").some((word) => word === "*" || says(word)) ? "open" : "conditional";
  if (said === "given") return "required";
  return said === "open" ? "open" : "conditional";
}

function givenAs(call: UsedCall, parameter: string, kind: string, deployed: Deployed): Found {
  const said = parameter === "" ? "unknown" : firstGiven(call, parameter);
  return typeof said === "object" ? named(said, kind, deployed) : nothingKnown;
}

/** Roles that the call hands to a service, which needs the right to pass them. */
function roleNeeds(call: UsedCall, passedTo: readonly string[], deployed: Deployed): readonly Need[] {
  const all = rolePaths.map((path) => call.said(path));
  const given = all.flatMap((said) => (typeof said === "object" ? said : []));
  const required = given.length > 0 ? needsFor(call, "iam:PassRole", "required", named(given, "role", deployed)) : [];
  const others = needsFor(call, "iam:PassRole", "conditional", nothingKnown);
  const needs = required.some(({ targets }) => !targets) ? required : [...required, ...others];
  return passedTo.length > 0 ? needs.map((need) => ({ ...need, passedTo })) : needs;
}

/** What statements in PartiQL need. Undefined: the call executes none. */
function partiqlNeeds(call: UsedCall, deployed: Deployed): readonly Need[] | undefined {
  const found = partiqlOf(call);
  if (!found) return undefined;
  const known = found.statements.flatMap(({ action, table, suffix }) => {
    const { targets, isPartial } = named([table], "table", deployed);
    return needsFor(call, action, "required", { targets: targets.map((one): Target => below(one, suffix)), isPartial });
  });
  const others = found.isPartial ? (neededActions(call.service, call.operation)?.conditional ?? []) : [];
  return [...known, ...others.flatMap((action) => needsFor(call, action, "conditional", nothingKnown))];
}
