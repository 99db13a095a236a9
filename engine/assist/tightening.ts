import { createEdit } from "../edit/create-edit.ts";
import type { Edit } from "../edit/edit.ts";
import { memo } from "../memo.ts";
import { type Narrowed, narrowedOf } from "../privileges/narrowed.ts";
import type { Privileges } from "../privileges/privileges.ts";
import type { Fix } from "../rule/finding.ts";
import { compatible, type FixContext, fixFrom, together } from "../rule/fixes.ts";
import type { SiteEdit } from "../rule/rule.ts";
import type { TextEdit } from "../text/edit.ts";

/** Writes what is to be left of one place of a policy. Undefined: it cannot be written. */
export type Tighten = (narrowed: Narrowed, privileges: Privileges, edit: Edit) => readonly SiteEdit[] | undefined;

/** The places of a function's role that grant more than is needed. */
export const excessOf = memo((privileges: Privileges): readonly Narrowed[] => narrowedOf(privileges));

/** The edits that leave a function's role what is needed. None in a template that cannot be read to its end. */
export function tighteningOf(
  privileges: Privileges,
  tighten: Tighten,
  context: FixContext,
): ReadonlyMap<string, readonly TextEdit[]> {
  const { document } = privileges.deployed.template;
  if (document.problems.length > 0) return new Map();
  const edit = createEdit((site) => context.documentOf(site.block.path), context.options);
  const fixes = excessOf(privileges).flatMap((one): readonly Fix[] => {
    const edits = context.bounded(document.file.path, () => tighten(one, privileges, edit));
    const fix = edits && fixFrom("iam/unused-grant", { title: "Tighten", safety: "unsafe", edits }, context);
    return fix ? [fix] : [];
  });
  return together(compatible(fixes));
}
