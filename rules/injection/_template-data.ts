import { type Code, type Cure, type Edit, type Flow, type SiteEdit, textAt } from "../../engine/authoring.ts";

/** How an engine writes a value of its data, encoded. */
const placeholders: Readonly<Record<string, (name: string) => string>> = {
  ejs: (name) => `<%= ${name} %>`,
  nunjucks: (name) => `{{ ${name} }}`,
};

/** The names that a template is built with become names of its data: `<%= name %>`, for engines whose call takes both. */
export function intoData(flow: Flow, edit: Edit): Cure | undefined {
  const { call, argument } = flow;
  const placeholder = placeholders[flow.library ?? ""];
  if (!placeholder || call.kind !== "call" || argument.kind !== "template" || argument.tag) return undefined;
  if (call.callee.kind !== "member" || !/^render(?:String)?$/.test(String(call.callee.property))) return undefined;
  const names = argument.expressions.map((e) => (e.kind === "name" ? e.name : undefined));
  if (!names.every((name) => name !== undefined)) return undefined;
  const data = dataWith([...new Set(names)], call, argument, edit);
  if (!data) return undefined;
  const texts = argument.expressions.flatMap((e, index) => {
    const [before, after] = [argument.texts[index], argument.texts[index + 1]];
    if (!before || !after) return [];
    return edit.text({ block: e.block, start: before.end, end: after.start }, placeholder(textAt(e)));
  });
  return { title: "Hand the values over as data", safety: "unsafe", edits: [...texts, ...data] };
}

/** The names as properties of the data that stands behind the template. */
function dataWith(
  names: readonly string[],
  call: Code.Call,
  template: Code.Expression,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const data = call.args[call.args.indexOf(template) + 1];
  const list = names.join(", ");
  const after = { block: template.block, start: template.end, end: template.end };
  if (!data) return edit.text(after, `, { ${list} }`);
  if (data.kind !== "object" || data.properties.some(({ key }) => typeof key !== "string" || names.includes(key)))
    return undefined;
  const [first] = data.properties;
  if (!first) return edit.text(data, `{ ${list} }`);
  return edit.text({ block: first.block, start: first.start, end: first.start }, `${list}, `);
}
