import {
  actionNamed,
  type Cure,
  type Deployed,
  type Edit,
  type Element,
  type Grounds,
  hasWildcard,
  matchesAction,
  narrowedStatement,
  type Part,
  type Statement,
} from "../../engine/authoring.ts";
import { exactTitle, withoutExcess } from "./_excess.ts";

/** The cure that leaves of a statement exactly what the functions need that have it, if that is known: the first to offer where a wildcard is reported. `isCured`: whether what is left would not be reported. */
export function exactCures(
  statement: Statement,
  edit: Edit,
  grounds: Grounds,
  isCured: (left: readonly Part[]) => boolean = () => true,
): readonly Cure[] {
  const { node, template } = statement;
  const isMeant = ({ grants }: Deployed) => grants.statements.some((one) => one.node === node);
  const [privileges] = template ? grounds.privilegesIn(template, isMeant) : [];
  const narrowed = privileges && narrowedStatement(statement, privileges);
  const edits = narrowed && isCured(narrowed.left) ? withoutExcess(narrowed, privileges, edit) : undefined;
  return narrowed && edits && edits.length > 0
    ? [{ title: exactTitle(narrowed, privileges), safety: "unsafe", edits }]
    : [];
}

/** Whether a function with the statement calls some of its actions on what is not known, or on all: then no resource may be named in its place. */
export function isNeededAnywhere(statement: Statement, { privilegesIn }: Grounds): boolean {
  const { node, template, actions } = statement;
  const isMeant = ({ grants }: Deployed) => grants.statements.some((one) => one.node === node);
  const isNamed = (name: string) => actions.some(({ text }) => text !== undefined && matchesAction(text, name));
  const all = template ? privilegesIn(template, isMeant) : [];
  return all.some(({ needed }) =>
    needed.some(
      ({ action, targets, kind }) =>
        kind === "required" &&
        isNamed(action) &&
        actionNamed(action)?.isLimitable !== false &&
        (!targets || targets.some(({ arn }) => arn === "*")),
    ),
  );
}

/** Whether no pattern of actions is left. */
export const namesActions = (left: readonly Part[]): boolean => left.every(({ actions }) => !actions.some(hasWildcard));

/** Whether none of the resources is left that stand for too much. */
export const namesResources =
  (broad: readonly Element[]) =>
  (left: readonly Part[]): boolean =>
    left.every(({ resources }) => resources !== undefined && !resources.some((one) => broad.includes(one as Element)));
