import {
  type Code,
  type Edit,
  type HandlerCode,
  nodesOf,
  parentsBelow,
  type SiteEdit,
  textAt,
} from "../../engine/authoring.ts";

type Loop = Extract<Code.Statement, { kind: "loop" }>;

/** A loop over the records of the event in which one that fails ends the handler. */
export function recordLoop(code: HandlerCode): Loop | undefined {
  const { fn } = code.entry;
  const loop = nodesOf(fn).find(
    (node): node is Loop =>
      node.kind === "loop" &&
      node.word === "of" &&
      node.over !== undefined &&
      code.eventPath(node.over)?.join(".") === "Records",
  );
  return loop && isUnguarded(loop, fn) ? loop : undefined;
}

/** Whether something is waited for in it, and nothing catches what that throws, in the loop or around it. */
function isUnguarded(loop: Loop, fn: Code.FunctionExpression): boolean {
  const parents = parentsBelow(fn);
  const isCaught = (node: Code.Expression | Code.Statement): boolean => {
    for (let here = parents.get(node); here && here !== fn; here = parents.get(here))
      if (here.kind === "function" || (here.kind === "try" && here.handler)) return true;
    return false;
  };
  const awaits = loop.body.flatMap((one) => nodesOf(one)).filter(({ kind }) => kind === "await");
  return awaits.length > 0 && awaits.some((one) => !isCaught(one));
}

/** Has the handler go on with the other records, and answer which failed. Undefined: the loop is not its last statement, or in another form. */
export function answeringWhichFailed(
  { entry: { fn } }: HandlerCode,
  loop: Loop,
  edit: Edit,
): readonly SiteEdit[] | undefined {
  const [first] = loop.body;
  const last = loop.body.at(-1);
  const name = loop.each?.kind === "name" ? loop.each.name : undefined;
  if (fn.body.at(-1) !== loop || !first || !last || name === undefined) return undefined;
  const { block } = loop;
  const lineOf = (at: number) => block.text.slice(block.text.lastIndexOf("\n", at - 1) + 1, at);
  const [outer, inner] = [lineOf(loop.start), lineOf(first.start)];
  // statements that share a line with others are left to their author
  if (/\S/.test(outer) || /\S/.test(inner) || inner.length <= outer.length) return undefined;
  const unit = inner.slice(outer.length);
  const written = textAt({ block, start: first.start, end: last.end });
  // lines of a text are not to be moved
  if (/`[^`]*\n/.test(written)) return undefined;
  const body = written.replaceAll(`\n${inner}`, `\n${inner}${unit}`);
  const lines = [
    "try {",
    `${unit}${body}`,
    "} catch (error) {",
    `${unit}console.error(error);`,
    `${unit}batchItemFailures.push({ itemIdentifier: ${name}.messageId });`,
    "}",
  ];
  return [
    ...edit.linesBefore(loop, ["const batchItemFailures = [];"]),
    ...edit.text({ block, start: first.start, end: last.end }, lines.join(`\n${inner}`)),
    ...edit.text({ block, start: loop.end, end: loop.end }, `\n${outer}return { batchItemFailures };`),
  ];
}
