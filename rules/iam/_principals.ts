import {
  type Edit,
  gathered,
  type Plain,
  type Resource,
  type Statement,
  type Value,
  value,
} from "../../engine/authoring.ts";
import { mayTest } from "../shared/statements.ts";

/** The root of the template's own account: whoever its policies allow. */
const ownAccount: Plain = { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" };

/** Puts the own account where a principal names everyone. */
export const onlyOwnAccount = (statement: Statement, everyone: Value, edit: Edit, account: Plain = ownAccount) =>
  everyone === statement.principal
    ? edit.set(statement.node, ["Principal"], { AWS: account })
    : edit.replace(everyone.at, account);

/** The functions of a template that run with a role, by its logical id. */
const runners = gathered((resource) => {
  if (resource.type !== "AWS::Lambda::Function") return [];
  const role = resource.property("Role")?.value;
  const name = role?.kind === "unknown" ? role.refersTo?.resource : undefined;
  return name === undefined ? [] : [[name, resource]];
});

export const functionsWith = (role: Resource): readonly Resource[] => runners(role.template, role.name);

/** Whether a condition asks for a secret that only the other side knows, or may. */
export const asksForSecret = (statement: Statement): boolean =>
  mayTest(statement.condition, (key) => key === "sts:externalid");

/** The texts that a principal names under a key (`AWS`, `Service`, `Federated`), with their places. */
export const named = (statement: Statement, key: string): readonly Value[] =>
  value.map(statement.principal) ? value.items(value.at(statement.principal, key)) : [];

/** The values that a condition compares a key with, by any operator. `key` in small letters. */
export function testedValues(statement: Statement, isKey: (key: string) => boolean): readonly Value[] {
  const operators = value.map(statement.condition)?.entries ?? [];
  return operators.flatMap((operator) =>
    (value.map(operator.value)?.entries ?? []).flatMap((test) =>
      isKey(String(test.key.value).toLowerCase()) ? value.items(test.value) : [],
    ),
  );
}
