import {
  actionNamed,
  actionsMatching,
  actionsOf,
  type Element,
  hasWildcard,
  isCatalogued,
  isUnlisted,
  memoByText,
  requiredActionsOf,
  serviceNamed,
  servicePrefixes,
} from "../../engine/authoring.ts";
import { otherNames } from "../facts/service-prefixes.ts";
import { nearName } from "../shared/near-name.ts";

/** An action or pattern that stands for nothing, and why. */
export interface UnknownAction {
  readonly element: Element;
  readonly text: string;
  readonly kind: "prefix" | "name" | "operation" | "shape";
  /** What it means, if that is known. */
  readonly meant: readonly string[];
}

/** What is wrong with an element of `Action`. Undefined: nothing, or it is not to be known. */
export function unknownAction(element: Element): UnknownAction | undefined {
  const { text } = element;
  const unknown = text === undefined || text.length > longest ? undefined : unknownText(text);
  return unknown && { element, ...unknown };
}

/** No name of an action is longer. */
const longest = 200;

const unknownText = memoByText((text): Omit<UnknownAction, "element"> | undefined => {
  if (text.includes("${") || /^[*?:]*$/.test(text)) return undefined;
  const colon = text.indexOf(":");
  const prefix = text.slice(0, Math.max(0, colon)).toLowerCase();
  const name = text.slice(colon + 1);
  if (hasWildcard(prefix) || isUnlisted(text)) return undefined;
  if (colon < 0 || /[^A-Za-z0-9*?]/.test(name) || name === "") return { text, kind: "shape", meant: mended(text) };
  if (!isCatalogued(`${prefix}:`)) return { text, kind: "prefix", meant: inService(prefixMeant(prefix), name) };
  if (actionsMatching(`${prefix}:${name}`).length > 0) return undefined;
  if (hasWildcard(name)) return { text, kind: "name", meant: patternMeant(prefix, name) };
  const operation = operationActions(prefix, name);
  if (operation.length > 0) return { text, kind: "operation", meant: operation };
  return { text, kind: "name", meant: nearIn(prefix, name) };
});

/** `s3: GetObject`, `s3:GetObject,`. */
function mended(text: string): readonly string[] {
  const bare = text.replace(/[\s,;"']/g, "");
  return bare !== text && /^[\w-]+:[\w*?]+$/.test(bare) && actionsMatching(bare).length > 0 ? [bare] : [];
}

function prefixMeant(prefix: string): string | undefined {
  if (Object.hasOwn(otherNames, prefix)) return otherNames[prefix];
  return nearName(
    prefix,
    servicePrefixes.map((service) => service.prefix),
  );
}

/** The action of the other service, if it has one of that name: a name that only looks like another is no proof. */
function inService(prefix: string | undefined, name: string): readonly string[] {
  if (prefix === undefined) return [];
  const action = `${prefix}:${name}`;
  if (hasWildcard(name)) return actionsMatching(action).length > 0 ? [action] : [];
  const named = actionNamed(action);
  return named ? [named.name] : nearIn(prefix, name);
}

/** What a call of an SDK's operation of that name needs. */
function operationActions(prefix: string, name: string): readonly string[] {
  const required = requiredActionsOf(prefix, name);
  const actions = required.length > 0 ? required : actionsOf(prefix, name);
  return actions.filter((action) => action.startsWith(`${prefix}:`) && actionNamed(action));
}

const actionNames = (prefix: string): readonly string[] =>
  [...(serviceNamed(prefix)?.actions.values() ?? [])].map((action) => action.name.slice(prefix.length + 1));

function nearIn(prefix: string, name: string): readonly string[] {
  const near = nearName(name, actionNames(prefix));
  return near === undefined ? [] : [`${prefix}:${near}`];
}

/** `Gett*` means `Get*` if some action begins so. */
function patternMeant(prefix: string, pattern: string): readonly string[] {
  const [, stem = ""] = /^([A-Za-z]{3,})\*$/.exec(pattern) ?? [];
  const beginnings = new Set(actionNames(prefix).flatMap((name) => /^[A-Z][a-z]+/.exec(name)?.[0] ?? []));
  const near = stem && nearName(stem, beginnings);
  return near ? [`${prefix}:${near}*`] : [];
}
