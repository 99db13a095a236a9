import { type Code, type Flow, namesIn } from "../../engine/authoring.ts";
import { type Piece, piecesOf, theirText } from "./_pieces.ts";

/** What stands for an expression in the sketch of an address: the outsider's text, or something else. */
const theirs = "\u0001";
const other = "\0";

/** Whether the outsider's text decides which host an address leads to. What cannot be told counts as no. */
export function decidesHost(flow: Flow): boolean {
  const sketch = sketchOf(flow);
  const isHost = flow.facts["is"] === "host" || /host(?:name)?$/i.test(flow.part ?? "");
  if (isHost) return endsHost.test(sketch);
  return leadsAway(sketch, flow.source, flow.facts["joins"] === "/");
}

/** Of a host by itself: a domain behind the text stays the code's own. */
const endsHost = new RegExp(`${theirs}(?::\\d*)?$`);

/** Of a whole address. `isJoined`: text behind a lone slash may bring another one, and then a host. */
export function leadsAway(sketch: string, source: string, isJoined: boolean): boolean {
  // the path of a request begins with a slash
  const isPath = /^[\w$]+\.(?:path|rawPath|requestContext\.(?:http\.)?path)$/.test(source);
  const start = isPath ? sketch.replace(theirs, `/${theirs}`) : sketch;
  if (isJoined && !isPath && start.startsWith(`/${theirs}`)) return true;
  const scheme = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.exec(start)?.[0];
  if (scheme === undefined) return start.replace(/^https?:\/?/i, "").startsWith(theirs);
  const authority = /^[^/?#\\]*/.exec(start.slice(scheme.length))?.[0] ?? "";
  return authority.includes(theirs) && !authority.startsWith(other);
}

/** An address as far as it is known, with marks for what is not. */
export function sketchOf(flow: Flow): string {
  const { outline } = flow;
  if (outline !== undefined && outline !== other && outline.split(other).length === 2)
    return outline.replace(other, theirs).trimStart();
  const pieces = piecesOf(flow.value, flow);
  const holes = pieces.filter((piece): piece is Code.Expression => typeof piece !== "string");
  const [only] = holes;
  // a property that was changed since; of an address more often its query is
  if (!only) return outline ?? (flow.part === undefined ? drawn(pieces, () => false) : theirs);
  if (holes.length !== 1) {
    const isTheirs = theirText(flow);
    return drawn(pieces, (e) => isTheirs(e) && !isGiven(e, flow));
  }
  return outline !== undefined && outline !== other && isMadeElsewhere(only, flow)
    ? outline
    : drawn(pieces, () => true);
}

/** A parameter, or what a function gives back: how it looks is known better than where each piece is from. */
const isMadeElsewhere = (e: Code.Expression, flow: Flow): boolean =>
  e.kind === "call" || (e.kind === "name" && flow.definition(e.name) === undefined);

/** Of several parameters of a helper it is not known which one brings the text. */
const isGiven = (e: Code.Expression, flow: Flow): boolean =>
  e.kind === "name" &&
  flow
    .around(flow.call)
    .some(
      (node) =>
        node.kind === "function" &&
        node !== flow.entry?.fn &&
        node.params.some(({ target }) => namesIn(target).includes(e.name)),
    );

const drawn = (pieces: readonly Piece[], isTheirs: (e: Code.Expression) => boolean): string =>
  pieces
    .map((piece) => (typeof piece === "string" ? piece : isTheirs(piece) ? theirs : other))
    .join("")
    .trimStart();
