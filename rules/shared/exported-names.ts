import type { Code } from "../../engine/authoring.ts";

type Document = { readonly file: { readonly text: string }; readonly statements: readonly Code.Statement[] };

/** All names that a module exports. Undefined: there may be more than its text shows (`export *`, a whole object, `exports` handed on). */
export function exportedNames({ file, statements }: Document): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  let written = 0;
  for (const statement of statements) {
    if (statement.kind === "export") {
      if (statement.names.some(({ exported }) => exported === "*")) return undefined;
      for (const { exported } of statement.names) names.add(exported);
      if (statement.value) names.add("default");
    } else if (statement.kind === "expression") {
      for (const one of assignedIn(statement.value)) {
        written++;
        for (const name of one) names.add(name);
      }
    }
  }
  // the word stands elsewhere too: something else may happen to it
  const mentions = file.text.match(/\bexports\b/g)?.length ?? 0;
  return mentions > written || /\bexport\s*=/.test(file.text) ? undefined : names;
}

/** For each assignment to `exports` in a chain of them, the names that it gives. */
function assignedIn(value: Code.Expression): readonly (readonly string[])[] {
  if (value.kind !== "assignment" || value.target.kind !== "member") return [];
  const further = assignedIn(value.value);
  const { object, property } = value.target;
  if (typeof property !== "string") return further;
  if (isExports(object)) return [[property], ...further];
  return isExports(value.target) && value.value.kind === "object" ? [...namesIn(value.value), ...further] : further;
}

const isExports = (e: Code.Expression): boolean =>
  (e.kind === "name" && e.name === "exports") ||
  (e.kind === "member" && e.property === "exports" && e.object.kind === "name" && e.object.name === "module");

function namesIn({ properties }: Code.ObjectExpression): readonly (readonly string[])[] {
  const names = properties.map(({ key }) => key);
  return names.every((name) => typeof name === "string") ? [names] : [];
}
