import { type Value, value } from "../../engine/authoring.ts";

const effectOf = (statement: Value): string | undefined => value.text(value.at(statement, "Effect"));

export const isAllow = (statement: Value): boolean => effectOf(statement) === "Allow";

/** The statements of a policy, one or a list, if each of them can be read. */
export function readStatements(written: Value | undefined): readonly Value[] | undefined {
  const statements = value.items(written);
  const isRead = statements.length > 0 && statements.every((one) => ["Allow", "Deny"].includes(effectOf(one) ?? ""));
  return isRead ? statements : undefined;
}

/** Whether a condition tests a key (in small letters) of that kind; one that cannot be read may. */
export function mayTest(condition: Value | undefined, isOfKind: (key: string, tested: Value) => boolean): boolean {
  if (!condition) return false;
  const tests = value.map(condition)?.entries.map((test) => value.map(test.value));
  if (!tests || tests.includes(undefined)) return true;
  return tests
    .flatMap((test) => test?.entries ?? [])
    .some((entry) => isOfKind(String(entry.key.value).toLowerCase(), entry.value));
}
