import { type Code, type Edit, type Flow, type SiteEdit, textAt } from "../../engine/authoring.ts";

/** Calls of `.input("id", id)` on the request that runs the text; a pool or the package is asked for a request first. `inputs`: `id` or `id: source`. */
export function requestInputs(
  flow: Flow,
  inputs: readonly { readonly text: string }[],
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const { call } = flow;
  if (call.kind !== "call" || call.callee.kind !== "member" || call.callee.optional || inputs.length === 0)
    return undefined;
  const receiver = call.callee.object;
  const quote = edit.quote(call);
  const calls = inputs.map(({ text }) => {
    const [, name = "", source = name] = /^(\w+)(?:: ([\s\S]+))?$/.exec(text) ?? [];
    return `.input(${quote}${name}${quote}, ${source})`;
  });
  const end = { block: receiver.block, start: receiver.end, end: receiver.end };
  if (isRequest(receiver, flow)) return edit.text(end, calls.join(""));
  if (receiver.kind !== "name") return undefined;
  if (isPackage(receiver.name, flow)) return edit.text(receiver, `new ${textAt(receiver)}.Request()${calls.join("")}`);
  return edit.text(end, `.request()${calls.join("")}`);
}

function isRequest(e: Code.Expression, flow: Flow): boolean {
  if (e.kind === "name") {
    const held = flow.definition(e.name);
    return held !== undefined && held.kind !== "name" && isRequest(held, flow);
  }
  if (e.kind !== "call") return false;
  const name = e.callee.kind === "member" ? e.callee.property : e.callee.kind === "name" ? e.callee.name : undefined;
  if (name === "input" && e.callee.kind === "member") return isRequest(e.callee.object, flow);
  return e.isNew ? name === "Request" : name === "request";
}

/** Whether a name is what `mssql` itself was imported as. */
function isPackage(name: string, flow: Flow): boolean {
  for (const statement of flow.statements()) {
    if (statement.kind === "import" && statement.from === "mssql")
      if (statement.names.some(({ local, imported }) => local === name && /^(?:default|\*)$/.test(imported)))
        return true;
    if (statement.kind !== "variable" || statement.target.kind !== "name" || statement.target.name !== name) continue;
    const { initial } = statement;
    return initial?.kind === "call" && initial.callee.kind === "name" && initial.callee.name === "require";
  }
  return false;
}
