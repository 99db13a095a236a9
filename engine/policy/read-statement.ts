import type { Node } from "../syntax/node.ts";
import { mappingOf } from "../template/fields.ts";
import type { Resource, Template } from "../template/model.ts";
import type { MapValue, Value } from "../template/value.ts";
import { at, items, list, map, possibilities, text } from "../template/value.ts";
import type { Element, Statement, StatementRole } from "./statement.ts";

/** Where statements stand. */
export interface Standing {
  readonly template?: Template;
  readonly owner?: Resource;
  /** Undefined: by whether the statement names a principal. */
  readonly role?: StatementRole;
}

/** `isComplete` is false where a part cannot be read: there may be more statements. */
export interface StatementSet {
  readonly statements: readonly Statement[];
  readonly isComplete: boolean;
}

export const noStatements: StatementSet = { statements: [], isComplete: true };

export const unreadable: StatementSet = { statements: [], isComplete: false };

export const union = (sets: readonly StatementSet[]): StatementSet => ({
  statements: sets.flatMap((set) => set.statements),
  isComplete: sets.every((set) => set.isComplete),
});

/** The statements of a policy document. */
export function statementsInPolicy(policy: Value | undefined, standing: Standing): StatementSet {
  if (!policy) return noStatements;
  const { known, certain } = possibilities(policy);
  const sets = known.flatMap(({ value }) =>
    map(value) ? [statementsIn(at(value, "Statement"), standing)] : value.value === null ? [] : [unreadable],
  );
  return union([...sets, certain ? noStatements : unreadable]);
}

/** The statements of a `Statement` value: one, or a list of them, under whatever conditions. */
export function statementsIn(value: Value | undefined, standing: Standing, depth = 0): StatementSet {
  if (!value) return noStatements;
  const { known, certain } = possibilities(value);
  const sets = known.map(({ value: option }): StatementSet => {
    const content = map(option);
    if (content) return { statements: statementFrom(content, option.at, standing), isComplete: true };
    if (list(option) && depth < 4) return union(items(option).map((item) => statementsIn(item, standing, depth + 1)));
    return option.value === null ? noStatements : unreadable;
  });
  return union([...sets, certain ? noStatements : unreadable]);
}

function statementFrom(content: MapValue, written: Node, standing: Standing): Statement[] {
  const node = mappingOf(written);
  if (!node) return [];
  const effect = text(content.get("Effect"));
  const nodeOf = (key: string) => content.entries.find((entry) => entry.key.value === key)?.node;
  const statement = {
    node,
    effect: effect === "Allow" || effect === "Deny" ? effect : undefined,
    actions: elementsIn(content.get("Action")),
    notActions: elementsIn(content.get("NotAction")),
    resources: elementsIn(content.get("Resource")),
    notResources: elementsIn(content.get("NotResource")),
    principal: content.get("Principal"),
    notPrincipal: content.get("NotPrincipal"),
    condition: content.get("Condition"),
    actionNode: nodeOf("Action") ?? nodeOf("NotAction"),
    resourceNode: nodeOf("Resource") ?? nodeOf("NotResource"),
  } as const;
  const { owner, template, role } = standing;
  return [
    {
      ...statement,
      owner,
      role: role ?? roleOf(statement),
      get template() {
        return owner?.template ?? template;
      },
    },
  ];
}

/** The actions or resources that a value lists, those of every branch of a condition. */
function elementsIn(value: Value | undefined): Element[] {
  if (!value) return [];
  if (value.kind === "oneOf") return value.options.flatMap((option) => elementsIn(option.value));
  const entries = list(value)?.items;
  if (entries) return entries.flatMap((item) => (list(item) ? [] : elementsIn(item)));
  return value.kind === "known" && value.value === null ? [] : [{ text: text(value), value, at: value.at }];
}

/** Without anything that says so, a statement with a principal belongs to a resource, or lets a role be taken. */
function roleOf(statement: Pick<Statement, "principal" | "notPrincipal" | "actions">): StatementRole {
  if (!statement.principal && !statement.notPrincipal) return "identity";
  const isTrust = statement.actions.length > 0 && statement.actions.every((action) => /^sts:/i.test(action.text ?? ""));
  return isTrust ? "trust" : "resource";
}
