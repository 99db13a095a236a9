import { memo } from "../memo.ts";
import { behind, type Declared, declarationsIn, givenBy, isModuleExports } from "../program/exported.ts";
import type { Expression } from "../program/ir.ts";
import type { ScriptDocument } from "../syntax/document.ts";

/** An export of a module. */
export interface ExportOf {
  readonly document: ScriptDocument;
  readonly exported: string;
}

type Follow = (from: ScriptDocument, specifier: string) => ScriptDocument | undefined;

const mostHops = 8;

/** Whether a handler's module may have it from another: seen without reading all handlers of a workspace. */
export const mayGiveAnothers = (text: string): boolean =>
  !/=>|\bfunction\b/.test(text) || /\bexport\s*(?:\*|\{[^}]{0,2000}\})\s*from\b/.test(text);

/**
 * The module whose function an export is in the end: `export { handler } from "./impl"`, `export * from "./impl"`, an imported function that is
 * given out as it is or in a wrapper. It is read off the text, since no module should have to be run to know what runs another.
 */
export function definitionOf(start: ExportOf, follow: Follow): ExportOf {
  let here = start;
  const seen = new Set<string>();
  for (let hops = 0; hops < mostHops; hops++) {
    const key = `${here.document.file.path}\0${here.exported}`;
    if (seen.has(key)) return start;
    seen.add(key);
    const next = nextOf(here, follow);
    if (!next) return here;
    here = next;
  }
  return start;
}

function nextOf({ document, exported }: ExportOf, follow: Follow): ExportOf | undefined {
  const borrowed = borrowedBy(document);
  for (const { from, imported, isWrapped } of borrowed.named.get(exported) ?? []) {
    const target = follow(document, from);
    if (target && (!isWrapped || isFunction(target, imported))) return { document: target, exported: imported };
  }
  if (borrowed.own.has(exported)) return undefined;
  for (const from of borrowed.wholes) {
    const target = follow(document, from);
    if (target && mayGive(target, exported)) return { document: target, exported };
  }
  return undefined;
}

function mayGive(document: ScriptDocument, exported: string): boolean {
  const { own, named, wholes } = borrowedBy(document);
  return own.has(exported) || named.has(exported) || wholes.length > 0;
}

/** Whether an export is written as a function, or is another module's in turn: what else is handed to a wrapper is no handler. */
function isFunction(document: ScriptDocument, exported: string): boolean {
  const given = givenBy(document).find((one) => one.exported === exported);
  const declared = declarationsIn(document.statements);
  if (given?.value && behind(given.value, declared).some(({ kind }) => kind === "function")) return true;
  return borrowedBy(document).named.has(exported);
}

interface Imported {
  readonly from: string;
  readonly imported: string;
  /** A call is given it: it may be the function that the call wraps. */
  readonly isWrapped?: boolean;
}

interface Borrowed {
  /** What is given out under a name and is of another module. */
  readonly named: ReadonlyMap<string, readonly Imported[]>;
  /** Modules all of whose exports are given out. */
  readonly wholes: readonly string[];
  /** The names of all else that is given out. */
  readonly own: ReadonlySet<string>;
}

const borrowedBy = memo((document: ScriptDocument): Borrowed => {
  const { statements } = document;
  const named = new Map<string, readonly Imported[]>();
  const wholes: string[] = [];
  const own = new Set<string>();
  const local = localImports(document);
  for (const statement of statements) {
    if (statement.kind !== "export") continue;
    for (const { local: name, exported } of statement.names) {
      if (statement.from !== undefined && name === "*" && exported === "*") wholes.push(statement.from);
      else if (statement.from !== undefined) named.set(exported, [{ from: statement.from, imported: name }]);
      else named.set(exported, importedAs(name, local));
    }
  }
  const declared = declarationsIn(statements);
  for (const { exported, value } of givenBy(document)) {
    const found = value ? importedBehind(value, declared, local) : [];
    if (exported === "default" && found[0]?.imported === "*") wholes.push(found[0].from);
    else {
      own.add(exported);
      named.set(exported, found);
    }
  }
  return { named, wholes, own };
});

function importedBehind(
  value: Expression,
  declared: Declared,
  local: ReadonlyMap<string, Imported>,
): readonly Imported[] {
  const required = requiredBy(value);
  if (required) return [required];
  if (value.kind === "member" && value.object.kind === "name" && typeof value.property === "string") {
    const whole = local.get(value.object.name);
    return whole?.imported === "*" ? [{ from: whole.from, imported: value.property }] : [];
  }
  const names = behind(value, declared).flatMap((one) => (one.kind === "name" ? importedAs(one.name, local) : []));
  return value.kind === "name" ? names : names.map((one) => ({ ...one, isWrapped: true }));
}

const importedAs = (name: string, local: ReadonlyMap<string, Imported>): readonly Imported[] => {
  const found = local.get(name);
  return found ? [found] : [];
};

/** `require("./x")` as a whole, or a member of it. */
function requiredBy(value: Expression): Imported | undefined {
  if (value.kind === "member" && typeof value.property === "string" && !isModuleExports(value)) {
    const whole = requiredBy(value.object);
    return whole?.imported === "*" ? { from: whole.from, imported: value.property } : undefined;
  }
  if (value.kind !== "call" || value.callee.kind !== "name" || value.callee.name !== "require") return undefined;
  const first = value.args[0];
  return first?.kind === "literal" && typeof first.value === "string"
    ? { from: first.value, imported: "*" }
    : undefined;
}

/** What the names of a script's imports stand for: `import`, and constants that `require` gives. */
function localImports({ statements }: ScriptDocument): ReadonlyMap<string, Imported> {
  const names = new Map<string, Imported>();
  for (const statement of statements) {
    if (statement.kind === "import")
      for (const { imported, local } of statement.names) names.set(local, { from: statement.from, imported });
    const required = statement.kind === "variable" && statement.initial ? requiredBy(statement.initial) : undefined;
    if (statement.kind !== "variable" || !required) continue;
    const { target } = statement;
    if (target.kind === "name") names.set(target.name, required);
    else if (target.kind === "object-pattern" && required.imported === "*")
      for (const { key, target: part } of target.properties)
        if (typeof key === "string" && part.kind === "name")
          names.set(part.name, { from: required.from, imported: key });
  }
  return names;
}
