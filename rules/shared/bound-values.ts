import { type Code, type Edit, type Flow, type SiteEdit, textAt } from "../../engine/authoring.ts";
import type { BoundValue, Parameterised } from "./parameterised.ts";

/** Hands values to the call that runs an SQL text, as its driver takes them. Undefined if the call is written in a way that leaves doubt. */
export function boundValues(flow: Flow, { values, sql }: Parameterised, edit: Edit): readonly SiteEdit[] | undefined {
  const known = sql.placeholders.length;
  const numbered = flow.facts["placeholder"] === "$1";
  const place = (items: readonly Code.Expression[]): readonly BoundValue[] | undefined => {
    if (numbered)
      return items.length === sql.highest ? values.map((value) => ({ ...value, after: items.length })) : undefined;
    return items.length === known ? values : undefined;
  };
  if (flow.facts["values"] === "later") return intoLaterCall(flow, place, edit);
  if (flow.argument.kind === "object") return intoOptions(flow.argument, flow, place, edit);
  return intoArgument(flow, place, edit);
}

type Place = (items: readonly Code.Expression[]) => readonly BoundValue[] | undefined;

/** `db.execute(sql, [a])`: the argument after the text. A callback there makes room. */
function intoArgument(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const { call, argument } = flow;
  if (call.kind !== "call" || !endsAt(argument, /^\s*[,)]/)) return undefined;
  const next = call.args[call.args.indexOf(argument) + 1];
  if (next?.kind === "array") return intoList(next.items, innerOf(next), place, edit);
  if (next !== undefined && next.kind !== "function") return undefined;
  const placed = place([]);
  return placed && edit.text(after(argument), `, [${placed.map(({ source }) => source).join(", ")}]`);
}

/** `client.query({ text, values })`. */
function intoOptions(
  options: Code.ObjectExpression,
  flow: Flow,
  place: Place,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const given = options.properties.find(({ key }) => key === "values");
  if (given)
    return given.value.kind === "array" ? intoList(given.value.items, innerOf(given.value), place, edit) : undefined;
  if (
    flow.call.kind !== "call" ||
    flow.call.args.length > 1 ||
    options.properties.some(({ key }) => typeof key !== "string")
  )
    return undefined;
  const text = options.properties.find(({ key }) => key === "text" || key === "sql");
  const placed = place([]);
  return text && placed && edit.text(after(text), `, values: [${placed.map(({ source }) => source).join(", ")}]`);
}

/** `db.prepare(sql).all(a)`. */
function intoLaterCall(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const [method, call] = flow.around(flow.call).slice(-2).reverse();
  if (call?.kind !== "call" || call.callee !== method || method?.kind !== "member" || method.object !== flow.call)
    return undefined;
  if (typeof method.property !== "string" || !/^(?:all|get|run|iterate)$/.test(method.property)) return undefined;
  return intoList(call.args, call.argsAt, place, edit);
}

/** Puts each value before or behind the items that are there. `inner`: what stands between the brackets. */
function intoList(
  items: readonly Code.Expression[],
  inner: Code.Literal | Pick<Code.Call, "block" | "start" | "end">,
  place: Place,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  if (items.some(({ kind }) => kind === "spread") || !items.every((item) => isBare(item, inner))) return undefined;
  const placed = place(items);
  if (!placed) return undefined;
  const gaps = [...new Set(placed.map((value) => value.after))];
  return gaps.flatMap((gap) => {
    const sources = placed
      .filter((value) => value.after === gap)
      .map(({ source }) => source)
      .join(", ");
    const next = items[gap];
    const last = items.at(-1);
    if (next) return edit.text({ ...next, end: next.start }, `${sources}, `);
    return last ? edit.text(after(last), `, ${sources}`) : edit.text(inner, sources);
  });
}

/** No brackets or cast around it that its site leaves out. */
const isBare = (item: Code.Expression, inner: { readonly start: number; readonly end: number }): boolean =>
  /(?:^|,)\s*$/.test(item.block.text.slice(inner.start, item.start)) &&
  /^\s*(?:,|$)/.test(item.block.text.slice(item.end, inner.end));

const endsAt = (site: Code.Expression, next: RegExp): boolean => next.test(site.block.text.slice(site.end));

const after = (site: { readonly block: Code.Expression["block"]; readonly end: number }) => ({
  block: site.block,
  start: site.end,
  end: site.end,
});

const innerOf = ({ block, start, end }: Code.ArrayExpression) => ({ block, start: start + 1, end: end - 1 });

/** The tag that binds what it finds, for `db.$queryRawUnsafe(sql)`: `` db.$queryRaw`…` ``. */
export function tagged(
  { call, argument }: Flow,
  { edits }: Parameterised,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const [template] = edits;
  if (call.kind !== "call" || call.args.length !== 1 || call.callee.kind !== "member") return undefined;
  if (!template || template.start !== argument.start || template.end !== argument.end) return undefined;
  const name = textAt(call.callee.propertyAt).replace(/Unsafe$/, "");
  const list = { block: call.block, start: call.argsAt.start - 1, end: call.end };
  return [...edit.text(call.callee.propertyAt, name), ...edit.text(list, template.text)];
}
