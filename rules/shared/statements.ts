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
export function mayTest(
  condition: Value | undefined,
  isOfKind: (key: string, tested: Value, operator: string) => boolean,
): boolean {
  if (!condition) return false;
  const tests = value.map(condition)?.entries.map((test) => ({ test, keys: value.map(test.value)?.entries }));
  if (!tests || tests.some(({ keys }) => keys === undefined)) return true;
  return tests.some(({ test, keys }) =>
    keys?.some((entry) => isOfKind(String(entry.key.value).toLowerCase(), entry.value, String(test.key.value))),
  );
}
