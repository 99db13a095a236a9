import { type Code, textAt } from "../../engine/authoring.ts";

/**
 * The list whose items `list.join(",")` puts side by side: `` ids.map((id) => `'${id}'`).join(",") `` and, between quotes, `ids.join("','")`
 * count too. Undefined if it is none, or an expression that must not be written twice.
 */
export function listSource(expression: Code.Expression, isQuoted: boolean): string | undefined {
  const list = joinedBy(expression, isQuoted ? /^'\s*,\s*'$/ : /^\s*,\s*$/);
  if (!list) return undefined;
  const bare = isQuoted ? list : (quotedItems(list) ?? list);
  return isRepeatable(bare) ? textAt(bare) : undefined;
}

/** What `join` is called on, if that puts these marks between the items. */
function joinedBy(e: Code.Expression, marks: RegExp): Code.Expression | undefined {
  if (e.kind !== "call" || e.callee.kind !== "member" || e.callee.property !== "join" || e.optional) return undefined;
  const [mark] = e.args;
  const by = mark === undefined ? "," : mark.kind === "literal" ? mark.value : undefined;
  return typeof by === "string" && marks.test(by) ? e.callee.object : undefined;
}

/** The list below a `map` that puts quotes around each item. */
function quotedItems(e: Code.Expression): Code.Expression | undefined {
  if (e.kind !== "call" || e.callee.kind !== "member" || e.callee.property !== "map") return undefined;
  const [fn] = e.args;
  const item = fn?.kind === "function" ? fn.params[0]?.target : undefined;
  const [returned] = fn?.kind === "function" && fn.body.length === 1 ? fn.body : [];
  if (item?.kind !== "name" || returned?.kind !== "return" || !returned.value) return undefined;
  const quoted = new RegExp(
    `^(?:\`'\\$\\{\\s*${item.name}\\s*\\}'\`|["']'["']\\s*\\+\\s*${item.name}\\s*\\+\\s*["']'["'])$`,
  );
  return /^\w+$/.test(item.name) && quoted.test(textAt(returned.value)) ? e.callee.object : undefined;
}

/** A name, a member of one, or a text cut into pieces. */
function isRepeatable(e: Code.Expression): boolean {
  if (e.kind === "name") return true;
  if (e.kind === "member") return typeof e.property === "string" && !e.optional && isRepeatable(e.object);
  return (
    e.kind === "call" &&
    e.callee.kind === "member" &&
    e.callee.property === "split" &&
    !e.optional &&
    e.args.every(({ kind }) => kind === "literal") &&
    isRepeatable(e.callee.object)
  );
}
