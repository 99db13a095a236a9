import {
  type Action,
  actionsMatching,
  arnsIn,
  covers,
  type Element,
  hasWildcard,
  memoByText,
  type Statement,
  segmentsOf,
} from "../../engine/authoring.ts";
import { everyResource, isEveryResource } from "./_wildcard.ts";

/** The ARN patterns that an element of `Resource` may be, as `arnsIn` has them. */
export function arnsOf({ text, value }: Element, { template }: Statement): readonly string[] {
  if (template) return arnsIn(value, template) ?? [];
  return text === undefined ? [] : [text];
}

/**
 * Whether an ARN pattern stands for every resource of a type that the action works on: `*`, or `table/*` for an action on tables. Region and
 * account do not count: what is named alike in two of them is one name.
 */
export const isEvery = (pattern: string, action: Action): boolean =>
  isEveryResource(pattern) ||
  action.resources.some(({ type }) =>
    type.arns.some((arn) => isEveryOf(pattern, arn) && !isMadeBy(action, type.name, arn)),
  );

/** Whether an action makes what the ARN is of, so that AWS chooses its id and no name can be given: `instance/*` of `ec2:RunInstances`. */
function isMadeBy({ name }: Action, type: string, arn: string): boolean {
  const [, prefix, made = ""] =
    /^([\w-]+):(?:Allocate|Copy|Create|Import|Register|Request|Run|Submit)(\w+)$/.exec(name) ?? [];
  const isNamedAfter = made.toLowerCase().startsWith(type.replace(/-/g, "").toLowerCase());
  return /Id\}$/.test(arn) && (prefix === "ec2" || isNamedAfter);
}

function isEveryOf(pattern: string, format: string): boolean {
  const [granted, wanted] = [partsOf(pattern), partsOf(format)];
  if (!granted || !wanted || !hasWildcard(granted.resource) || !wanted.resource.includes("${")) return false;
  return (
    granted.service === wanted.service &&
    covers(shortArn(granted.resource), shortArn(asFormat(wanted.resource))) === true
  );
}

/** The format's own placeholders are nobody's parameters, whatever they are called. */
const asFormat = (resource: string): string => resource.replaceAll("${", "${format ");

const shortArn = (resource: string): string => `arn:aws:x:::${resource}`;

/** Service and resource of an ARN. A placeholder may hold colons. */
export const partsOf = memoByText((arn): { readonly service: string; readonly resource: string } | undefined => {
  const [start, , service, , , resource] = segmentsOf(arn);
  return start === "arn" && service !== undefined && resource !== undefined ? { service, resource } : undefined;
});

/** The actions of a pattern for which some resource of the statement stands for all there are. */
export const everywhereIn = (statement: Statement, pattern: string): readonly Action[] =>
  actionsMatching(pattern).filter((action) => broadFor(statement, action) !== undefined);

/** The first resource of a statement that stands for every one that an action works on. */
export const broadFor = (statement: Statement, action: Action): Element | undefined =>
  everyResource(statement) ??
  statement.resources.find((element) => arnsOf(element, statement).some((arn) => isEvery(arn, action)));
