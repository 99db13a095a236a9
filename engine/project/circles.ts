import { componentsOf } from "../components.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { ScriptDocument } from "../syntax/document.ts";

/** For each relative specifier of a script, in order, the script it leads to. */
type Imports = (document: ScriptDocument) => readonly (ScriptDocument | undefined)[];

/** Evaluates a module, given what its imports are; `again`: for the second time. */
type Evaluate = (
  document: ScriptDocument,
  imported: readonly (ModuleFacts | undefined)[],
  again: boolean,
) => ModuleFacts | undefined;

/**
 * Evaluates a module and all that it imports, into `known`, imported before importing. Of modules that import one another in a circle
 * each is evaluated in an order that does not depend on which was asked for; one that was evaluated before what it imports is evaluated again.
 */
export function evaluateAll(
  document: ScriptDocument,
  known: Map<ScriptDocument, ModuleFacts | undefined>,
  importsOf: Imports,
  evaluate: Evaluate,
): void {
  const unknownImports = (from: ScriptDocument) =>
    importsOf(from).filter((to): to is ScriptDocument => to !== undefined && !known.has(to));
  for (const circle of componentsOf([document], unknownImports)) {
    const tooEarly: ScriptDocument[] = [];
    for (const one of inOrder(circle, importsOf)) {
      const imported = importsOf(one);
      if (imported.some((to) => to && !known.has(to))) tooEarly.push(one);
      known.set(
        one,
        evaluate(
          one,
          imported.map((to) => to && known.get(to)),
          false,
        ),
      );
    }
    const second = tooEarly.map((one) =>
      evaluate(
        one,
        importsOf(one).map((to) => to && known.get(to)),
        true,
      ),
    );
    for (const [index, one] of tooEarly.entries()) known.set(one, second[index]);
  }
}

/** The modules of a circle, each after those that it imports, as far as that can be; beginning with the one whose path is the least. */
function inOrder(circle: readonly ScriptDocument[], importsOf: Imports): readonly ScriptDocument[] {
  const inside = new Set(circle);
  const ordered = new Set<ScriptDocument>();
  const entered = new Set<ScriptDocument>();
  const enter = (document: ScriptDocument): void => {
    if (entered.has(document)) return;
    entered.add(document);
    for (const to of importsOf(document)) if (to && inside.has(to)) enter(to);
    ordered.add(document);
  };
  const [first] = [...circle].sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  if (first) enter(first);
  return [...ordered];
}
