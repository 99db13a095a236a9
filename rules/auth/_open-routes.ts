import {
  type Operation,
  operationsAt,
  operationsOf,
  operationsOfApi,
  type Resource,
  type Severity,
} from "../../engine/authoring.ts";
import { listed } from "../shared/listed.ts";
import { isAnyMethod, routeOf } from "../shared/route.ts";
import { shown } from "../shared/shown.ts";
import { asksOtherwise, isPublicByNature } from "./_callers.ts";
import { hasNothing, mayWrite } from "./_may-write.ts";

/** Routes that nothing asks for who calls: one, or all that an API has. */
export interface OpenRoutes {
  readonly resource: Resource;
  readonly operations: readonly [Operation, ...Operation[]];
  /** No route of the API is checked: it may be meant so, or nobody has come to it yet. */
  readonly isWhole: boolean;
}

/** Whether an operation is written in an OpenAPI definition. */
export const isDefined = ({ api, declaredBy, written }: Operation): boolean =>
  api === declaredBy && written !== undefined;

/** Which routes a rule looks at, and which of these it reports. */
export interface Guarding {
  isJudged(operation: Operation): boolean;
  isBad(operation: Operation): boolean;
}

/** Routes that should ask who calls, and do not. */
export const nothing: Guarding = {
  isJudged: (operation) => shouldAsk(operation) && !asksOtherwise(operation),
  isBad: ({ authorizer }) => authorizer === "none",
};

/** Routes that should ask who calls, and ask for an API key only. */
export const onlyKey: Guarding = {
  isJudged: shouldAsk,
  isBad: ({ authorizer, needsKey }) => authorizer === "none" && needsKey === true,
};

/**
 * The bad routes that a resource declares, each by itself; where all routes of an API are bad, all of them once, at the first. Where a file
 * says of some that they are public on purpose, each is told by itself.
 */
export function openRoutesAt(
  resource: Resource,
  isWanted: (operation: Operation) => boolean,
  { isJudged, isBad }: Guarding = nothing,
): readonly OpenRoutes[] {
  const own = operationsAt(resource).filter((one) => isWanted(one) && isJudged(one) && isBad(one));
  return own.flatMap((operation): readonly OpenRoutes[] => {
    const all = siblingsOf(operation).filter(isJudged);
    const isWhole = all.every(isBad);
    const [first, ...others] = all.filter(isWanted);
    if (!first || others.length === 0 || !isWhole || isDecided(resource))
      return [{ resource, operations: [operation], isWhole }];
    return first.key === operation.key ? [{ resource, operations: [first, ...others], isWhole }] : [];
  });
}

const isDecided = ({ template }: Resource): boolean =>
  /auth\/(api-no-authorizer|api-key-only|openapi-no-security)/.test(template.document.file.text);

/** All operations of the same API; those that a framework makes an API for belong together by their kind. */
function siblingsOf(operation: Operation): readonly Operation[] {
  if (operation.api) return operationsOfApi(operation.api);
  const { template } = operation.declaredBy;
  return operationsOf(template).filter((other) => other.kind === operation.kind && !other.api);
}

/** Whether the route is one that should ask: not one that cannot, or leads out of the account. */
function shouldAsk(operation: Operation): boolean {
  const { kind, path, isPreflight, integration, runs } = operation;
  if (isPreflight || (kind === "websocket" && path !== "$connect")) return false;
  if (!runs && !/^AWS/.test(integration?.type ?? "")) return false;
  return !isPublicByNature(operation);
}

/** The route, or all of them, as a message names them. */
export function namesOf({ operations }: OpenRoutes): string {
  const [first, ...others] = operations;
  if (others.length === 0) return `'${shown(routeOf(first))}'`;
  return `all ${operations.length} routes of this API, ${listed(operations.map((one) => shown(routeOf(one), 24)))}`;
}

/** What is so where nothing asks. */
export function openText(routes: OpenRoutes): string {
  const [{ runs }, ...others] = routes.operations;
  const claim = `anyone can call ${namesOf(routes)}`;
  return others.length > 0 ? claim : `${claim}: nothing checks who ${runs ? `runs '${runs.name}'` : "calls"}`;
}

/**
 * Calls that change something are worse than those that only read; for a whole API only where that is sure, and less bad where no function
 * behind it has anything to read or change.
 */
export function severityOf({ operations, isWhole }: OpenRoutes): Severity | undefined {
  const isWorse = operations.some((one) => changes(one, isWhole));
  if (!isWhole || !operations.every(({ runs }) => hasNothing(runs))) return isWorse ? "error" : undefined;
  return isWorse ? undefined : "info";
}

function changes({ kind, method, runs }: Operation, isWhole: boolean): boolean {
  if (kind === "websocket") return false;
  if (method === undefined || isAnyMethod(method)) return mayWrite(runs);
  if (/^(put|patch|delete)$/i.test(method)) return true;
  return /^post$/i.test(method) && (!isWhole || mayWrite(runs));
}
