import {
  gathered,
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
 * Finds the bad routes that a resource declares, each by itself; where all routes of an API are bad, all of them once, at the first. Where a
 * file says of some that they are public on purpose, each is told by itself.
 */
export function openRoutes(
  isWanted: (operation: Operation) => boolean,
  { isJudged, isBad }: Guarding = nothing,
): (resource: Resource) => readonly OpenRoutes[] {
  const isOpen = (one: Operation): boolean => isWanted(one) && isJudged(one) && isBad(one);
  const namesOfThose = (isOne: (one: Operation) => boolean) =>
    gathered((resource) =>
      operationsAt(resource)
        .filter(isOne)
        .map((one) => [apiOf(one), nameOf(one)] as const),
    );
  // by name, so that typing in one route's function is no news for the others
  const open = namesOfThose(isOpen);
  const guarded = namesOfThose((one) => isJudged(one) && !isBad(one));
  return (resource) => {
    const { template } = resource;
    return operationsAt(resource)
      .filter(isOpen)
      .flatMap((operation): readonly OpenRoutes[] => {
        const isWhole = guarded(template, apiOf(operation)).length === 0;
        if (!isWhole || isDecided(resource)) return [{ resource, operations: [operation], isWhole }];
        if (open(template, apiOf(operation))[0] !== nameOf(operation)) return [];
        const others = siblingsOf(operation).filter((one) => isOpen(one) && one.key !== operation.key);
        return [{ resource, operations: [operation, ...others], isWhole }];
      });
  };
}

const apiOf = ({ api, kind }: Operation): string => api?.name ?? kind;

const nameOf = ({ declaredBy, key, method, path }: Operation): string =>
  [declaredBy.name, String(key.value), method, path].join(" ");

/** Whether a file names a rule of this family, which it does to say that some route is public on purpose. */
const isDecided = ({ template }: Resource): boolean => family.some((id) => template.says(id));

const family = ["auth/api-no-authorizer", "auth/api-key-only", "auth/openapi-no-security"];

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
export function namesOf({ operations, isWhole }: OpenRoutes): string {
  const [first, ...others] = operations;
  if (others.length === 0) return `'${shown(routeOf(first))}'`;
  const all = operations.length === 2 ? "both" : `all ${operations.length}`;
  return `${isWhole ? all : operations.length} routes of this API, ${listed(operations.map((one) => shown(routeOf(one), 24)))}`;
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
