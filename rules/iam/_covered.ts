import { covers, type Element, hasWildcard, matchesAction, type Statement, value } from "../../engine/authoring.ts";
import { patternsOf } from "./_bucket-arn.ts";
import { sequenceOf } from "./_policy-shape.ts";

/** More than this is not compared with each other. */
const most = 150;

/** What stands in a statement's list beside something that says as much. */
export interface Needless {
  readonly element: Element;
  readonly covering: Element;
}

/** The actions, and the resources, that others of the same list cover. */
export function needlessIn(statement: Statement): readonly Needless[] {
  const { actionNode, resourceNode, template } = statement;
  const listed = (elements: readonly Element[], node: Statement["actionNode"]) =>
    elements.length <= most ? elements.filter(({ at }) => sequenceOf(node)?.items.includes(at)) : [];
  const actions = listed([...statement.actions, ...statement.notActions], actionNode);
  const resources = listed([...statement.resources, ...statement.notResources], resourceNode);
  return [
    ...needless(actions, (one, other) => coversAction(one.text, other.text)),
    ...needless(resources, (one, other) => coversResource(one, other, template)),
  ];
}

/** Of two that cover each other the first stays. */
function needless(
  list: readonly Element[],
  isCovering: (one: Element, other: Element) => boolean,
): readonly Needless[] {
  return list.flatMap((element, index) => {
    const covering = list.find(
      (one, place) => one !== element && isCovering(one, element) && (place < index || !isCovering(element, one)),
    );
    return covering ? [{ element, covering }] : [];
  });
}

function coversAction(pattern: string | undefined, action: string | undefined): boolean {
  if (pattern === undefined || action === undefined) return false;
  if (pattern.toLowerCase() === action.toLowerCase()) return true;
  // a `?` would take the other's `*` for a letter
  return (!hasWildcard(action) || !pattern.includes("?")) && matchesAction(pattern, action);
}

function coversResource(one: Element, other: Element, template: Statement["template"]): boolean {
  const [patterns, wanted] = [patternsOf(one, template), patternsOf(other, template)];
  if (!patterns || !wanted || patterns.length !== 1) return false;
  return wanted.every((arn) => covers(patterns[0] ?? "", arn) === true);
}

/** Whether a statement says nothing that another does not say. Both must be there in any case. */
export function isCoveredBy(statement: Statement, other: Statement): boolean {
  const isComparable =
    statement.effect !== undefined &&
    statement.effect === other.effect &&
    isPlain(statement) &&
    isPlain(other) &&
    statement.actions.length * other.actions.length <= most * most &&
    statement.resources.length * other.resources.length <= most * most;
  if (!isComparable || !isAsWide(statement, other)) return false;
  const { template } = statement;
  const [actions, resources] = [certain(other.actions, other.actionNode), certain(other.resources, other.resourceNode)];
  return (
    statement.actions.every(({ text }) => actions.some((one) => coversAction(one.text, text))) &&
    statement.resources.every((wanted) => resources.some((one) => coversResource(one, wanted, template)))
  );
}

const isPlain = ({ actions, resources, notActions, notResources, policyTemplate }: Statement): boolean =>
  policyTemplate === undefined &&
  actions.length > 0 &&
  resources.length > 0 &&
  notActions.length + notResources.length === 0;

/** Whoever and whenever the statement is about, the other is too. */
function isAsWide(statement: Statement, other: Statement): boolean {
  const isSame = (key: "condition" | "principal" | "notPrincipal") => written(statement[key]) === written(other[key]);
  return isSame("principal") && isSame("notPrincipal") && (written(other.condition) === "" || isSame("condition"));
}

/** The source of a value, without its layout. */
function written(one: Statement["condition"]): string {
  if (!one || value.primitive(one) === null) return "";
  const { block, start, end } = one.at;
  return block.text.slice(start, end).replace(/\s+/g, "") || "?";
}

/** Those that no condition can take away. */
const certain = (elements: readonly Element[], node: Statement["actionNode"]): readonly Element[] =>
  elements.filter(({ at }) => at === node || sequenceOf(node)?.items.includes(at));
