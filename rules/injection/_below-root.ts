import { type Code, type Cure, type Edit, type Flow, textAt } from "../../engine/authoring.ts";
import { bodyAround, freeName } from "./_around.ts";
import { type Piece, piecesOf, termsOf, theirsAmong } from "./_pieces.ts";

const isString = (piece: Piece | undefined): piece is string => typeof piece === "string";

/** Only the last name of what came in is used: whatever folders stand before it are cut off. Undefined: it may stand for a folder. */
export function lastNameOnly(flow: Flow, edit: Edit): Cure | undefined {
  const pieces = piecesOf(flow.value, flow);
  const [hole, ...others] = theirsAmong(pieces, flow);
  if (!hole || others.length > 0) return undefined;
  const behind = pieces.slice(pieces.indexOf(hole) + 1);
  const isLast = behind.every((piece) => isString(piece) && !/[/\\]/.test(piece));
  const before = pieces.slice(0, pieces.indexOf(hole));
  const known = before.slice(before.findLastIndex((piece) => !isString(piece)) + 1).join("");
  if (!isLast || !known.includes("/")) return undefined;
  const module = pathModule(flow);
  const name = module === undefined ? "basename" : `${module}.basename`;
  return {
    title: "Use only the last name of the path",
    safety: "unsafe",
    edits: [
      ...edit.text(hole, `${name}(${textAt(hole)})`),
      ...(module === undefined ? edit.importName(flow.call, "basename", "node:path") : []),
    ],
  };
}

/** What the module calls the functions of paths by, where the path itself shows it: `path` of `path.join(…)`. */
function pathModule(flow: Flow): string | undefined {
  const joined = joinOf(flow);
  return joined ? /^([\w$]+)\.(?:join|resolve|normalize)$/.exec(textAt(joined.callee))?.[1] : undefined;
}

/** The call that puts the path together. */
function joinOf(flow: Flow): Code.Call | undefined {
  const { value } = flow;
  const made = value.kind === "name" ? flow.definition(value.name) : value;
  return made?.kind === "call" && /(?:^|\.)(?:join|resolve|normalize)$/.test(textAt(made.callee)) ? made : undefined;
}

/** The path must begin with its folder once it is put together, or nothing is done with it. */
export function belowRoot(flow: Flow, edit: Edit): Cure | undefined {
  const root = rootOf(flow, edit.quote(flow.call));
  const { value } = flow;
  if (!bodyAround(flow) || root === undefined) return undefined;
  const joined = joinOf(flow);
  const isHeld = value.kind === "name" && joined !== undefined;
  const name = isHeld ? value.name : freeName(flow, "file", "filePath", "target");
  if (name === undefined) return undefined;
  const module = pathModule(flow);
  const of = (member: string): string => (module === undefined ? member : `${module}.${member}`);
  const quote = edit.quote(flow.call);
  const isJoined = joined !== undefined && /join$/.test(textAt(joined.callee));
  const start = isJoined ? `${of("join")}(${root}, ${of("sep")})` : `${of("resolve")}(${root}) + ${of("sep")}`;
  const made = joined ? textAt(value) : `${of("resolve")}(${textAt(value)})`;
  const lines = [
    ...(isHeld ? [] : [`const ${name} = ${made};`]),
    `if (!${name}.startsWith(${start})) throw new Error(${quote}The path leads out of its folder${quote});`,
  ];
  const imports = module === undefined ? [isJoined ? "join" : "resolve", "sep"] : [];
  return {
    title: "Refuse a path that leads out of its folder",
    safety: "unsafe",
    edits: [
      ...edit.linesBefore(flow.call, lines),
      ...(isHeld ? [] : edit.text(value, name)),
      ...imports.flatMap((one) => edit.importName(flow.call, one, "node:path")),
    ],
  };
}

/** The folder, as an expression: what is joined before the outsider's text, or the known text before it up to its last slash. */
function rootOf(flow: Flow, quote: string): string | undefined {
  const joined = joinOf(flow);
  const isTheirs = (e: Code.Expression): boolean =>
    theirsAmong(piecesOf(flow.value, flow), flow).some((one) => isWithin(one, e));
  if (joined) {
    const first = joined.args.findIndex(isTheirs);
    const roots = joined.args.slice(0, first);
    if (first <= 0 || roots.some(({ kind }) => kind === "spread")) return undefined;
    const texts = roots.map(textAt);
    const join = textAt(joined.callee);
    return texts.length === 1 ? texts[0] : `${join}(${texts.join(", ")})`;
  }
  const { value } = flow;
  const made = value.kind === "name" ? flow.definition(value.name) : value;
  return made && rootOfText(made, quote);
}

const isWithin = (inner: Code.Expression, outer: Code.Expression): boolean =>
  inner.block === outer.block && outer.start <= inner.start && inner.end <= outer.end;

/** `"/opt/pages/" + name` begins with "/opt/pages", `${ROOT}/${name}` with ROOT. */
function rootOfText(made: Code.Expression, quote: string): string | undefined {
  if (made.kind === "template" && !made.tag) {
    const [first, second] = made.texts;
    if (first && first.value !== "") return folderText(first.value, quote);
    return second && /^[/\\]/.test(second.value) && made.expressions[0] ? textAt(made.expressions[0]) : undefined;
  }
  if (made.kind !== "binary" || made.operator !== "+") return undefined;
  const [first, second] = termsOf(made);
  if (first?.kind === "literal" && typeof first.value === "string") return folderText(first.value, quote);
  const isSlash = second?.kind === "literal" && typeof second.value === "string" && second.value.startsWith("/");
  return first && isSlash ? textAt(first) : undefined;
}

const folderText = (text: string, quote: string): string | undefined => {
  const folder = text.slice(0, text.lastIndexOf("/"));
  return folder === "" || /[\\"'`$\n]/.test(folder) ? undefined : quote + folder + quote;
};
