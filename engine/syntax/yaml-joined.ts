import { type Composed, composed } from "./yaml-compose.ts";

/** More such places in one file are not looked for: each costs another reading. */
const mostPlaces = 10;

interface Joined {
  readonly stream?: Composed;
  readonly stuck?: number;
}

/**
 * The reading of a text whose strings and brackets run on over lines that are indented less than they, as the YAML readers of AWS and
 * of the Serverless Framework have it, but not our parser. It is given their lines joined into one. No stream if errors remain: then
 * the text is broken indeed, or `stuck` is where something starts that does not end in it.
 */
export function composedJoined(text: string, strict: Composed, depth?: number): Joined {
  const comments: [number, number][] = [];
  let stream = strict;
  let joined = text;
  for (let places = 0; stream.errors.length > 0; places++) {
    const start = stream.brokenOff;
    const end = start === undefined || places === mostPlaces ? undefined : endOf(joined, start);
    if (start === undefined || end === undefined) return { stuck: start ?? stream.unclosed };
    const line = joined.slice(start, end).replace(tokens, (token, at: number) => {
      if (token.startsWith("#")) comments.push([start + at, start + at + token.length]);
      return token.startsWith("#") ? " ".repeat(token.length) : token.replace(/[\r\n]/g, " ");
    });
    joined = joined.slice(0, start) + line + joined.slice(end);
    stream = composed(joined, depth);
    if (stream.brokenOff !== undefined && stream.brokenOff < end) return {};
  }
  return { stream: { ...stream, comments: [...stream.comments, ...comments].sort(([a], [b]) => a - b) } };
}

/** Quoted strings, comments, brackets, line ends. */
const tokens = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|(?<=\s)#[^\r\n]*|[{}[\]]|[\r\n]/g;

/** Where the string or the brackets that begin at an offset end. Undefined if they do not. */
export function endOf(text: string, start: number): number | undefined {
  const pattern = new RegExp(tokens);
  pattern.lastIndex = start;
  let depth = 0;
  for (let token = pattern.exec(text); token; token = pattern.exec(text)) {
    if (depth === 0 && token.index !== start) return undefined;
    if (/^[{[]/.test(token[0])) depth++;
    else if (/^[}\]]/.test(token[0])) depth--;
    if (depth === 0) return pattern.lastIndex;
  }
  return undefined;
}
