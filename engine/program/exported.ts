import type { ScriptDocument } from "../syntax/document.ts";
import type { Site } from "../text/source.ts";
import type { Expression, FunctionExpression, Name, Statement } from "./ir.ts";

/** What a script gives out under a name, as it is written. */
export interface Given {
  readonly exported: string;
  readonly value: Expression | undefined;
  readonly at: Site;
  /** The text of its annotation. */
  readonly type?: string;
  /** The statement that declares it, or gives it out. */
  readonly statement: Statement;
}

type Variable = Extract<Statement, { kind: "variable" }>;

export type Declared = ReadonlyMap<string, Variable>;

/** The variables of a script's top level, by name. */
export function declarationsIn(statements: readonly Statement[]): Declared {
  const named = new Map<string, Variable>();
  for (const one of statements)
    if (one.kind === "variable" && one.target.kind === "name") named.set(one.target.name, one);
  return named;
}

/** What a script gives out by itself: `export`, `exports.x = …`, `module.exports = { x, … }`. */
export function givenBy({ statements }: ScriptDocument): readonly Given[] {
  const declared = declarationsIn(statements);
  return statements.flatMap((statement): readonly Given[] => {
    if (statement.kind === "expression") return assigned(statement.value, statement);
    if (statement.kind !== "export") return [];
    const { value } = statement;
    const whole = value ? [{ exported: "default", value, at: value, statement }] : [];
    if (statement.from !== undefined) return whole;
    const named = statement.names.flatMap(({ local, exported }) => {
      const variable = declared.get(local);
      if (!variable) return [];
      return [{ exported, value: variable.initial, at: variable.target, type: variable.type, statement: variable }];
    });
    return [...whole, ...named];
  });
}

/** `exports.x = …`, `module.exports.x = …`, `module.exports = { x, … }`, also chained. */
function assigned(value: Expression, statement: Statement): readonly Given[] {
  if (value.kind !== "assignment" || value.target.kind !== "member") return [];
  const chained = value.value.kind === "assignment" ? assigned(value.value, statement) : [];
  const { object, property, propertyAt } = value.target;
  const isExports = object.kind === "name" ? object.name === "exports" : isModuleExports(object);
  if (isExports && typeof property === "string")
    return [...chained, { exported: property, value: value.value, at: propertyAt, statement }];
  if (!isModuleExports(value.target)) return chained;
  if (value.value.kind !== "object")
    return [...chained, { exported: "default", value: value.value, at: value.target, statement }];
  const parts = value.value.properties.flatMap((part) =>
    typeof part.key === "string" ? [{ exported: part.key, value: part.value, at: part.keyAt, statement }] : [],
  );
  return [...chained, ...parts];
}

export const isModuleExports = (e: Expression): boolean =>
  e.kind === "member" && e.property === "exports" && e.object.kind === "name" && e.object.name === "module";

/**
 * The functions that an expression is or may wrap, the likeliest first, and names that nothing here declares (of an import, say):
 * `middy(fn).use(…)`, `wrap({…}, fn)`, `Sentry.wrapHandler(fn)`.
 */
export function behind(e: Expression, declared: Declared, depth = 0): readonly (FunctionExpression | Name)[] {
  if (depth > 8) return [];
  if (e.kind === "function") return [e];
  if (e.kind === "name") {
    const variable = declared.get(e.name);
    return variable ? (variable.initial ? behind(variable.initial, declared, depth + 1) : []) : [e];
  }
  if (e.kind !== "call") return [];
  const inside = [...e.args, ...(e.callee.kind === "member" ? [e.callee.object] : [])];
  return inside
    .slice(0, mostParts)
    .flatMap((one) => behind(one, declared, depth + 1))
    .slice(0, mostParts);
}

const mostParts = 20;
