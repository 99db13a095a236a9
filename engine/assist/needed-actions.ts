import { neededActions } from "../policy/operations.ts";
import type { Analysis } from "../project/analysis.ts";
import { deployedOf } from "../project/deployed.ts";
import { handlerOf } from "../project/handler.ts";
import { usageOf } from "../project/usage-of.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Resource } from "../template/model.ts";
import type { NeededAction } from "./completion.ts";

type Actions = readonly Omit<NeededAction, "by">[];

interface Known {
  readonly modules: readonly unknown[];
  readonly actions: Actions;
}

/** What the calls of an export need, kept as long as its modules are the same: it is asked for at every key that is typed into a template. */
const kept = new WeakMap<ScriptDocument, Map<string, Known>>();

/** The actions that the calls of a function's code need, on whatever. */
export function actionsNeededBy(analysis: Analysis, resource: Resource): readonly NeededAction[] {
  const handler = handlerOf(resource);
  const document = handler && analysis.handlerScript({ handler });
  if (!handler || !document) return [];
  const modules = analysis.closure(document);
  const ofModule = kept.get(document) ?? new Map<string, Known>();
  kept.set(document, ofModule);
  let known = ofModule.get(handler.exported);
  if (!known || !isSame(known.modules, modules)) {
    known = { modules, actions: actionsOf(analysis, resource) };
    ofModule.set(handler.exported, known);
  }
  return known.actions.map((one) => ({ ...one, by: resource.name }));
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

function actionsOf(analysis: Analysis, resource: Resource): Actions {
  const deployed = deployedOf(resource.template).find((one) => one.resource === resource);
  const calls = deployed ? usageOf(analysis, deployed).calls : [];
  return calls.flatMap(({ service, operation }) => {
    const { required = [], conditional = [] } = neededActions(service, operation) ?? {};
    return [
      ...required.map((action) => ({ action, isConditional: false })),
      ...conditional.map((action) => ({ action, isConditional: true })),
    ];
  });
}
