import { type Edit, type ExactStatement, isByName, type Privileges, type SiteEdit } from "../../engine/authoring.ts";
import { addGrants } from "../shared/grant-writing.ts";

/** Grants what is missing: in a statement about the same resources where there is one, else in statements of its own. */
export function granted(
  exact: readonly ExactStatement[],
  privileges: Privileges,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const edits: SiteEdit[] = [];
  const others: ExactStatement[] = [];
  for (const one of exact) {
    const own = intoStatement(one, privileges, edit);
    if (own) edits.push(...own);
    else others.push(one);
  }
  const added = others.length > 0 ? addGrants(privileges.deployed, others, edit) : [];
  return added && [...edits, ...added];
}

function intoStatement(
  { actions, targets }: ExactStatement,
  { granted: grants }: Privileges,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const wanted = new Set(targets?.map(({ arn }) => arn));
  const fits = grants.find(
    ({ statement, resources }) =>
      !isByName(statement) &&
      !statement.condition &&
      resources?.length === wanted.size &&
      resources.every((arn) => wanted.has(arn)),
  );
  const list = fits?.statement.actionNode;
  if (!fits || !list || wanted.size === 0) return undefined;
  return actions.flatMap((action) => edit.append(list, action) ?? []);
}
