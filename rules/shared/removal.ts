import type { Edit, Entry, Mapping, Node, Sequence, SiteEdit } from "../../engine/authoring.ts";

/** A part of a mapping or a list, in what it is a part of. */
type Step = { readonly in: Mapping; readonly part: Entry } | { readonly in: Sequence; readonly part: Node };

/**
 * Removes a statement of a policy below `root`, with what would be empty without it: the policy, the list of policies. Undefined where a
 * resource would be left that needs it.
 */
export function removeStatement(root: Node, statement: Node, edit: Edit): readonly SiteEdit[] | undefined {
  const steps = stepsTo(root, statement).reverse();
  let step = steps.shift();
  while (step && isAllOf(step)) {
    const above = steps.shift();
    // without the list, the function would run with what all functions of the service may do
    if (above && ["iamRoleStatements", "statements"].includes(keyOf(above) ?? "")) return edit.replace(step.in, []);
    step = above;
  }
  return step && edit.remove(step.in, step.part);
}

/** Whether nothing of use is left without the part: of a list its last item, of a policy its statements. */
function isAllOf(step: Step): boolean {
  if (step.in.kind === "sequence") return step.in.items.length === 1;
  return step.in.entries.length === 1 || ["Statement", "PolicyDocument"].includes(keyOf(step) ?? "");
}

const keyOf = ({ part }: Step): string | undefined => ("key" in part ? String(part.key.value) : undefined);

/** The way from a node to one below it, the outermost step first. Empty if it is not below. */
function stepsTo(root: Node, target: Node): Step[] {
  const steps: Step[] = [];
  let at: Node | undefined = root;
  while (at && at !== target) {
    const step = stepIn(at, target);
    if (!step) return [];
    steps.push(step);
    at = "key" in step.part ? step.part.value : step.part;
  }
  return steps;
}

const holds = (node: Node, target: Node): boolean => node.start <= target.start && target.end <= node.end;

function stepIn(node: Node, target: Node): Step | undefined {
  if (node.kind === "sequence") {
    const part = node.items.find((item) => holds(item, target));
    return part && { in: node, part };
  }
  if (node.kind !== "mapping") return undefined;
  const part = node.entries.find((entry) => holds(entry.value, target));
  return part && { in: node, part };
}

/** The list below `root` that a node is an item of. */
export function listHolding(root: Node, item: Node): Sequence | undefined {
  const step = stepsTo(root, item).at(-1);
  return step?.in.kind === "sequence" && step.part === item ? step.in : undefined;
}

/** The entry below `root` that a node is the value of, and the mapping that has it. */
export function entryHolding(root: Node, node: Node): { readonly in: Mapping; readonly entry: Entry } | undefined {
  const step = stepsTo(root, node).at(-1);
  if (step?.in.kind !== "mapping" || !("key" in step.part)) return undefined;
  return step.part.value === node ? { in: step.in, entry: step.part } : undefined;
}
