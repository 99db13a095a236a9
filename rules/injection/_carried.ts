import { type Code, type CodeNode, type Flow, namesIn, nodesOf, rootOf, textAt } from "../../engine/authoring.ts";

/** Whether an expression at the sink is, by its name, what the outsider's text comes in: one of the ways it may be written. */
export function carrierOf(flow: Flow): (e: Code.Expression) => boolean {
  const names = carriers(flow);
  return (e) => {
    const root = rootOf(e);
    return (root !== undefined && names.has(root)) || textAt(e) === flow.source || /^JSON\.parse\(/.test(textAt(e));
  };
}

/** The variables that hold it on the way, and those that were taken out of the same object together with one of them. */
function carriers(flow: Flow): ReadonlySet<string> {
  const names = new Set<string>(
    flow.trace.flatMap(({ message }) => /^'([\w$]+)' (?:holds it|grows by it)$/.exec(message)?.[1] ?? []),
  );
  const last = /([\w$]+)$/.exec(flow.source)?.[1];
  if (last) names.add(last);
  for (const name of parametersAround(flow)) names.add(name);
  const scope = flow.around(flow.call).find((node) => node.kind === "function");
  for (const pattern of scope ? patternsIn(scope) : [])
    if (pattern.some((name) => names.has(name))) for (const name of pattern) names.add(name);
  return names;
}

/** What helpers that it is passed to call it. */
function* parametersAround(flow: Flow): Iterable<string> {
  if (!flow.trace.some(({ message }) => message.startsWith("passed to "))) return;
  for (const node of flow.around(flow.call))
    if (node.kind === "function" && node !== flow.entry?.fn)
      for (const { target } of node.params) yield* namesIn(target);
}

function* patternsIn(scope: CodeNode): Iterable<readonly string[]> {
  for (const node of nodesOf(scope)) {
    if (node.kind === "variable" && node.target.kind === "object-pattern") yield namesIn(node.target);
    if (node.kind !== "function") continue;
    for (const { target } of node.params) if (target.kind === "object-pattern" && node !== scope) yield namesIn(target);
  }
}
