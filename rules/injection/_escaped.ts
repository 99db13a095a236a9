import { type Code, type Cure, type Edit, type Flow, nodesOf, textAt } from "../../engine/authoring.ts";
import { asArgument, isTyped } from "./_around.ts";
import { isEncoded, piecesOf, theirsAmong } from "./_pieces.ts";

/** The places in a text, as the code writes it, where the outsider's text is put in. None: the text is made elsewhere. */
export function placesOf(flow: Flow): readonly Code.Expression[] {
  const pieces = piecesOf(flow.value, flow);
  const places = theirsAmong(pieces, flow).filter(
    (one) => !isEncoded(one) && one.block === flow.value.block && !isParameter(one, flow),
  );
  return pieces.length > 1 || isAsItCame(flow) ? places : [];
}

/** What is given at the sink is not text that the code put together. */
export const isAsItCame = ({ value, outline }: Flow): boolean =>
  (outline === undefined || outline === "\0") && /^(?:name|member)$/.test(value.kind);

/** Of a helper that makes the text: who calls it may have made the argument harmless, or mean it as it is. */
export const isParameter = (one: Code.Expression, flow: Flow): boolean =>
  one.kind === "name" &&
  flow.around(one).some((node) => node.kind === "function" && node !== flow.entry?.fn && takes(node, one.name));

const takes = ({ params }: Code.FunctionExpression, name: string): boolean =>
  params.some(({ target }) => target.kind === "name" && target.name === name);

/** Each place is put into a call of a function: `encodeURIComponent(name)`. */
export const wrapped = (flow: Flow, edit: Edit, by: string): Cure["edits"] =>
  placesOf(flow).flatMap((place) => instead(flow, edit, place, `${by}(${asArgument(place)})`));

/** Another expression in the place of one; `{ body }` becomes `{ body: … }`. */
export function instead(flow: Flow, edit: Edit, place: Code.Expression, text: string): Cure["edits"] {
  const object = flow.around(place).at(-1);
  const isShorthand =
    object?.kind === "object" && object.properties.some(({ shorthand, value }) => shorthand && value === place);
  return edit.text(place, isShorthand ? `${textAt(place)}: ${text}` : text);
}

/** `escapeHtml` around each place, declared before the statement if the module has no such function. */
export function escaped(flow: Flow, edit: Edit): Cure | undefined {
  const edits = wrapped(flow, edit, "escapeHtml");
  const [top] = flow.around(flow.call);
  if (edits.length === 0 || !top) return undefined;
  return {
    title: "Escape the text for HTML",
    safety: "unsafe",
    edits: [...(declares(flow, "escapeHtml") ? [] : edit.linesBefore(top, escapeHtml(isTyped(flow)))), ...edits],
  };
}

const escapeHtml = (isTypescript: boolean): readonly string[] => [
  isTypescript ? "const escapeHtml = (text: unknown): string =>" : "const escapeHtml = (text) =>",
  "  String(text).replace(/[&<>\"']/g, (mark) => `&#${mark.charCodeAt(0)};`);",
  "",
];

function declares(flow: Flow, name: string): boolean {
  for (const statement of flow.statements()) {
    if (statement.kind === "import" && statement.names.some(({ local }) => local === name)) return true;
    if (statement.kind !== "variable") continue;
    if ([statement, ...nodesOf(statement)].some((node) => node.kind === "variable" && textAt(node.target) === name))
      return true;
  }
  return false;
}
