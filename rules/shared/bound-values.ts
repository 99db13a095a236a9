import { type Code, type Edit, type Flow, nodesOf, type SiteEdit, textAt } from "../../engine/authoring.ts";
import type { BoundValue, Parameterised } from "./parameterised.ts";
import { requestInputs } from "./request-inputs.ts";

/** Hands values to the call that runs an SQL text, as its driver takes them. Undefined if the call is written in a way that leaves doubt. */
export function boundValues(flow: Flow, { values, sql }: Parameterised, edit: Edit): readonly SiteEdit[] | undefined {
  if (values.length === 0) return [];
  const items = values.map((value) => ({ after: value.after, text: itemOf(value, flow.facts["values"]) }));
  if (items.some(({ text }) => text === undefined)) return undefined;
  const isNumbered = /\d/.test(flow.facts["placeholder"] ?? "");
  const place: Place = (known) => {
    const count = isNumbered ? sql.highest : isNamed(flow) ? known.length : sql.placeholders.length;
    if (known.length !== count) return undefined;
    const isBehind = isNumbered || isNamed(flow);
    return items.map(({ after, text = "" }) => ({ text, after: isBehind ? known.length : after }));
  };
  return placed(flow, place, edit);
}

/** The edits that put a whole list of values, kept under a name, where the driver takes them. */
export function boundList(flow: Flow, name: string, edit: Edit): readonly SiteEdit[] | undefined {
  if (isNamed(flow) || itemOf(plainValue, flow.facts["values"]) !== plainValue.source) return undefined;
  const later = flow.facts["values"] === "later";
  const spread: Place = (known) => (known.length === 0 ? [{ text: `...${name}`, after: 0 }] : undefined);
  const edits = placed(flow, spread, edit);
  return later || flow.facts["values"] === "rest"
    ? edits
    : edits?.map((one) => ({ ...one, text: one.text.replace(`[...${name}]`, name) }));
}

const plainValue: BoundValue = { source: "x", name: "x", after: 0, isQuoted: true, form: "one" };

/** Values for a list that is there: each with how many of its items stand before. Undefined if they do not fit. */
type Place = (known: readonly unknown[]) => readonly { readonly text: string; readonly after: number }[] | undefined;

const isNamed = ({ facts }: Flow): boolean => /name/.test(facts["placeholder"] ?? "");

/** A value as the driver's list has it. */
function itemOf({ source, name, isQuoted, form }: BoundValue, way: string | undefined): string | undefined {
  const spread = form === "each" ? `...${source}` : source;
  switch (way) {
    case "rds":
      if (form !== "one") return undefined;
      return `{ name: "${name}", value: ${isQuoted ? `{ stringValue: ${source} }` : `{ longValue: Number(${source}) }`} }`;
    case "redshift":
      return form === "one" ? `{ name: "${name}", value: ${isQuoted ? source : `String(${source})`} }` : undefined;
    case "attributes":
      if (form === "each") return `...${source}.map((item) => ({ S: item }))`;
      return isQuoted ? `{ S: ${source} }` : `{ N: String(${source}) }`;
    case "plain":
      return isQuoted || form !== "one" ? spread : `Number(${source})`;
    case "athena":
      // its values are literals of the language
      if (form !== "one") return undefined;
      return isQuoted ? `\`'\${String(${source}).replaceAll("'", "''")}'\`` : `String(Number(${source}))`;
    case "named":
    case "replacements":
    case "input":
      return source === name ? name : `${name}: ${source}`;
    default:
      return spread;
  }
}

function placed(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  switch (flow.facts["values"]) {
    case "none":
    case "tag":
      return undefined;
    case "later":
      return intoLaterCall(flow, place, edit);
    case "input":
      return requestInputs(flow, place([]) ?? [], edit);
    case "replacements":
      return intoReplacements(flow, place, edit);
    case "rest":
      return asArguments(flow, place, edit);
    default:
      return flow.value !== flow.argument || flow.part !== undefined
        ? intoOption(flow, place, edit)
        : intoArgument(flow, place, edit);
  }
}

const brackets = (flow: Flow): readonly [string, string] => {
  const isObject =
    /^(?:named|replacements)$/.test(flow.facts["values"] ?? "") || /^\{/.test(flow.facts["placeholder"] ?? "");
  return isObject ? ["{ ", " }"] : ["[", "]"];
};

/** `db.execute(sql, [a])`: the argument after the text. A callback there makes room. */
function intoArgument(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const { call, argument } = flow;
  if (call.kind !== "call" || !endsAt(argument, /^\s*[,)]/)) return undefined;
  const next = call.args[call.args.indexOf(argument) + 1];
  if (next && next.kind !== "function") return intoGiven(next, flow, place, edit);
  const [open, close] = brackets(flow);
  const values = place([]);
  return values && edit.text(after(argument), `, ${open}${values.map(({ text }) => text).join(", ")}${close}`);
}

/** Into a list or object literal that is there. */
function intoGiven(given: Code.Expression, flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const isObject = brackets(flow)[0] === "{ ";
  if (given.kind === "array" && !isObject) return intoList(given.items, innerOf(given), place, edit);
  if (given.kind !== "object" || !isObject) return undefined;
  const values = place(given.properties);
  const last = given.properties.at(-1);
  const text = values?.map((one) => one.text).join(", ");
  if (!text) return undefined;
  return last ? edit.text(after(last), `, ${text}`) : edit.text(given, `{ ${text} }`);
}

/** `client.query({ text, values })`: beside the text, in the object literal that holds it. */
function intoOption(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const option = flow.facts["option"];
  const holder = flow.around(flow.value).findLast((node) => node.kind === "object");
  const text = holder?.kind === "object" ? holder.properties.find(({ value }) => value === flow.value) : undefined;
  if (!option || holder?.kind !== "object" || !text || flow.call.kind !== "call") return undefined;
  const given = holder.properties.find(({ key }) => key === option);
  if (given) return intoGiven(given.value, flow, place, edit);
  // values may be behind the object as well, or in what is spread into it
  const isAlone =
    holder !== flow.argument || flow.call.args.every((one) => one === flow.argument || one.kind === "function");
  if (!isAlone || holder.properties.some(({ key }) => typeof key !== "string")) return undefined;
  const [open, close] = brackets(flow);
  const values = place([]);
  const list = values?.map((one) => one.text).join(", ");
  return list ? edit.text(after(text), `${between(holder, text)}${option}: ${open}${list}${close}`) : undefined;
}

/** A comma, and the line break and indentation that stand before a property. */
function between(holder: Code.ObjectExpression, property: Code.ObjectProperty): string {
  const before = holder.block.text.slice(holder.start, property.start);
  return `,${/\r?\n[ \t]*$/.exec(before)?.[0] ?? " "}`;
}

/** `db.prepare(sql).all(a)`, also of a statement that is held by a name for one such call. */
function intoLaterCall(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const around = flow.around(flow.call);
  const holder = around.at(-1);
  const isHeld = holder?.kind === "variable" && holder.word === "const" && holder.initial === flow.call;
  const statement = isHeld ? onlyUse(holder.target, flow) : flow.call;
  const [method, call] = statement ? flow.around(statement).slice(-2).reverse() : [];
  if (call?.kind !== "call" || call.callee !== method || method?.kind !== "member" || method.object !== statement)
    return undefined;
  if (typeof method.property !== "string" || !/^(?:all|get|run|iterate)$/.test(method.property)) return undefined;
  return intoList(call.args, call.argsAt, place, edit);
}

/** Where a name is read, if that is one place in the function that declares it. */
function onlyUse(target: Code.Pattern, flow: Flow): Code.Expression | undefined {
  const scope = flow.around(flow.call).findLast((node) => node.kind === "function");
  if (target.kind !== "name" || !scope) return undefined;
  const uses = nodesOf(scope).flatMap((node) => (node.kind === "name" && node.name === target.name ? [node] : []));
  return uses.length === 1 ? uses[0] : undefined;
}

/** `db.all(sql, a, b, callback)`. */
function asArguments(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const { call, argument } = flow;
  if (call.kind !== "call" || !endsAt(argument, /^\s*[,)]/)) return undefined;
  const rest = call.args.slice(call.args.indexOf(argument) + 1).filter(({ kind }) => kind !== "function");
  if (rest.some(({ kind }) => kind === "array" || kind === "object")) return undefined;
  if (rest.length > 0) {
    const inner = {
      ...call.argsAt,
      start: argument.end,
      end: call.args.at(-1) === rest.at(-1) ? call.argsAt.end : (rest.at(-1)?.end ?? 0),
    };
    return intoList(rest, { ...inner, start: argument.end + 1 }, place, edit);
  }
  const values = place([]);
  return values && edit.text(after(argument), `, ${values.map(({ text }) => text).join(", ")}`);
}

/** `sequelize.query(sql, { replacements: { id } })`. */
function intoReplacements(flow: Flow, place: Place, edit: Edit): readonly SiteEdit[] | undefined {
  const { call, argument } = flow;
  if (call.kind !== "call" || flow.part !== undefined || !endsAt(argument, /^\s*[,)]/)) return undefined;
  const options = call.args[call.args.indexOf(argument) + 1];
  if (!options) {
    const values = place([]);
    return values && edit.text(after(argument), `, { replacements: { ${values.map(({ text }) => text).join(", ")} } }`);
  }
  if (options.kind !== "object" || options.properties.some(({ key }) => typeof key !== "string")) return undefined;
  if (options.properties.some(({ key }) => key === "bind")) return undefined;
  const given = options.properties.find(({ key }) => key === "replacements");
  if (given) return intoGiven(given.value, flow, place, edit);
  const values = place([]);
  const text = values && `replacements: { ${values.map((one) => one.text).join(", ")} }`;
  const [first] = options.properties;
  if (!text) return undefined;
  return first
    ? edit.text({ ...first, end: first.start }, `${text}${between(options, first)}`)
    : edit.text(options, `{ ${text} }`);
}

/** Puts each value before or behind the items that are there. `inner`: what stands between the brackets. */
function intoList(
  items: readonly Code.Expression[],
  inner: Code.Literal | Pick<Code.Call, "block" | "start" | "end">,
  place: Place,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  if (items.some(({ kind }) => kind === "spread") || !items.every((item) => isBare(item, inner))) return undefined;
  const values = place(items);
  if (!values) return undefined;
  const gaps = [...new Set(values.map((value) => value.after))];
  return gaps.flatMap((gap) => {
    const sources = values
      .filter((value) => value.after === gap)
      .map(({ text }) => text)
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
