/** A piece of a text that a state puts together: what the definition says, what comes from the input, or something harmless. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `path`: `$.id`, `$states.input.id`. */
  | { readonly kind: "input"; readonly path: string }
  | { readonly kind: "other" };

/** Longer expressions are left alone. */
const longest = 10_000;

/** The pieces of what an intrinsic function of JSONPath makes: `States.Format('SELECT {}', $.id)`. Undefined: it makes no such text. */
export function formatted(source: string): readonly Piece[] | undefined {
  const call = source.length > longest ? undefined : callIn(source.trim());
  if (call?.name !== "States.Format") return undefined;
  const [format, ...args] = call.args;
  const pattern = format === undefined ? undefined : quoted(format);
  return pattern?.split(/(?<!\\)\{\}/).flatMap((text, index): readonly Piece[] => {
    const arg = index === 0 ? undefined : args[index - 1];
    const before: readonly Piece[] = index === 0 ? [] : [arg === undefined ? other : argument(arg)];
    return [...before, { kind: "text", text: text.replace(/\\([{}'\\])/g, "$1") }];
  });
}

const other: Piece = { kind: "other" };

/** Functions whose result is a number, a hash or made by Step Functions itself. */
const harmless = /^States\.(?:UUID|Hash|MathAdd|MathRandom|ArrayLength|ArrayContains|Base64Encode)$/;

function argument(source: string): Piece {
  const text = quoted(source);
  if (text !== undefined) return { kind: "text", text };
  const call = callIn(source);
  if (call) return harmless.test(call.name) ? other : (call.args.map(argument).find(isInput) ?? other);
  return isInputPath(source) ? { kind: "input", path: source } : other;
}

const isInput = (piece: Piece): boolean => piece.kind === "input";

/** The context object is set by the service, but for the input that it holds. */
const isInputPath = (path: string): boolean => /^\$(?:$|[.[])/.test(path) || path.startsWith("$$.Execution.Input");

interface IntrinsicCall {
  readonly name: string;
  readonly args: readonly string[];
}

function callIn(source: string): IntrinsicCall | undefined {
  const name = /^States\.[A-Za-z0-9]+(?=\()/.exec(source)?.[0];
  if (name === undefined || !source.endsWith(")")) return undefined;
  return { name, args: argumentsIn(source.slice(name.length + 1, -1)) };
}

function argumentsIn(source: string): readonly string[] {
  const args: string[] = [];
  let [depth, start, isQuoted] = [0, 0, false];
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (isQuoted && character === "\\") at++;
    else if (character === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "," && depth === 0) {
      args.push(source.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...args, source.slice(start).trim()];
}

const quoted = (source: string): string | undefined => /^'((?:[^'\\]|\\[\s\S])*)'$/.exec(source)?.[1];

const jsonata = /^\s*\{%([\s\S]*)%\}\s*$/;
const token =
  /\s+|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`|\$*[A-Za-z_][\w$]*|\d+(?:\.\d+)?|[!<>]=|\*\*|:=|[\s\S]/g;

/** The pieces that a JSONata expression joins by `&`. Undefined: it joins nothing, or cannot be read. */
export function joined(source: string): readonly Piece[] | undefined {
  const inner = source.length > longest ? undefined : jsonata.exec(source)?.[1];
  const tokens = inner?.match(token)?.filter((one) => one.trim() !== "");
  const isBroken = tokens?.some((one) => one === "'" || one === '"' || one === "`");
  if (!tokens?.includes("&") || isBroken) return undefined;
  return splitAt("&", tokens).map(operand);
}

function splitAt(word: string, tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const one of tokens) {
    if (/^[([{]$/.test(one)) depth++;
    if (/^[)\]}]$/.test(one)) depth--;
    if (one === word && depth === 0) parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}

/** Only what is surely the input as it is: a path by itself, through functions that change nothing of what matters. */
function operand(tokens: readonly string[]): Piece {
  const [first = "", second] = tokens;
  if (tokens.length === 1 && /^["']/.test(first)) return { kind: "text", text: unescaped(first) };
  if (carrying.has(first) && second === "(" && tokens.at(-1) === ")") {
    const [inner = []] = splitAt(",", tokens.slice(2, -1));
    return operand(inner);
  }
  const path = tokens.join("");
  const isPath = /^\$states\.(?:input|context\.Execution\.Input)(?:\.\w+|\.`[^`]*`|\[\d+\])*$/.test(path);
  return isPath ? { kind: "input", path } : other;
}

const carrying = new Set(["$string", "$trim", "$uppercase", "$lowercase", "$substring"]);

const unescaped = (source: string): string =>
  source.slice(1, -1).replace(/\\([\s\S])/g, (_, character: string) => ({ n: "\n", t: "\t" })[character] ?? character);
