import {
  allChars,
  type Chars,
  charOf,
  charRange,
  charsIn,
  escapes,
  hasAny,
  inAnyCase,
  lineEnds,
  noChars,
  nonAscii,
  without,
} from "./chars.ts";

/** A regular expression taken apart. */
export type PatternNode =
  | { readonly kind: "chars"; readonly set: Chars; readonly takes: readonly boolean[] }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: "start" | "end" | "boundary" | "no-boundary" }
  | { readonly kind: "look"; readonly part: PatternNode; readonly isNot: boolean };

/** A pattern as it is written, with its slashes and flags. Undefined: it has something that is not understood here. */
export function patternTree(literal: string): PatternNode | undefined {
  const end = literal.lastIndexOf("/");
  const flags = literal.slice(end + 1);
  if (!literal.startsWith("/") || end < 1 || end > longest || flags.includes("v")) return undefined;
  const reader = new TreeReader(literal.slice(1, end), flags);
  return reader.whole();
}

/** A place that takes one character; `takes`: the same set by the character's code, all beyond ASCII as one. */
const oneOf = (set: Chars): PatternNode => ({
  kind: "chars",
  set,
  takes: Array.from({ length: 129 }, (_, code) => hasAny(set, charOf(code))),
});

const longest = 2000;
const deepest = 20;

class TreeReader {
  private at = 0;
  private readonly isAnyCase: boolean;

  constructor(
    private readonly source: string,
    private readonly flags: string,
  ) {
    this.isAnyCase = flags.includes("i");
  }

  whole(): PatternNode | undefined {
    const tree = this.choice(0);
    return this.at === this.source.length ? tree : undefined;
  }

  private choice(depth: number): PatternNode | undefined {
    const parts: PatternNode[] = [];
    for (;;) {
      const part = this.sequence(depth);
      if (!part) return undefined;
      parts.push(part);
      if (this.source[this.at] !== "|") return parts.length === 1 ? part : { kind: "choice", parts };
      this.at++;
    }
  }

  private sequence(depth: number): PatternNode | undefined {
    const parts: PatternNode[] = [];
    while (this.at < this.source.length && !/[|)]/.test(this.source.charAt(this.at))) {
      const atom = this.atom(depth);
      if (!atom) return undefined;
      parts.push(this.repeated(atom));
    }
    return { kind: "sequence", parts };
  }

  private atom(depth: number): PatternNode | undefined {
    const char = this.source.charAt(this.at);
    if (char === "(") return depth < deepest ? this.group(depth + 1) : undefined;
    if (char === "[") return this.charClass();
    if (char === "\\") return this.escape();
    this.at++;
    if (/[*+?]/.test(char)) return undefined;
    if (char === "^" || char === "$")
      return this.flags.includes("m") ? undefined : { kind: char === "^" ? "start" : "end" };
    if (char === ".") return oneOf(this.flags.includes("s") ? allChars : without(allChars, lineEnds));
    return this.chars(charsIn(char));
  }

  private group(depth: number): PatternNode | undefined {
    const opening =
      /^\((?:\?(?::|[=!]|<[A-Za-z_$][\w$]*>))?/.exec(this.source.slice(this.at, this.at + 60))?.[0] ?? "(";
    this.at += opening.length;
    const part = this.choice(depth);
    if (!part || this.source[this.at] !== ")") return undefined;
    this.at++;
    return /[=!]$/.test(opening) ? { kind: "look", part, isNot: opening.endsWith("!") } : part;
  }

  private repeated(part: PatternNode): PatternNode {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})(\??)/.exec(this.source.slice(this.at, this.at + 24));
    if (!found) return part;
    this.at += found[0].length;
    const [sign, from, comma, to, lazy] = found;
    const least = from === undefined ? (sign.startsWith("+") ? 1 : 0) : Number(from);
    const open = sign.startsWith("?") ? 1 : Number.POSITIVE_INFINITY;
    const most = from === undefined ? open : comma ? (to ? Number(to) : Number.POSITIVE_INFINITY) : least;
    return { kind: "repeat", part, least, most, isLazy: lazy === "?" };
  }

  private escape(): PatternNode | undefined {
    const next = this.source.charAt(this.at + 1);
    if (/[1-9k]/.test(next)) return undefined;
    if (next === "b" || next === "B") {
      this.at += 2;
      return { kind: next === "b" ? "boundary" : "no-boundary" };
    }
    const set = this.escaped();
    return set === undefined ? undefined : this.chars(set);
  }

  private escaped(): Chars | undefined {
    const found = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([^xuc\dpPk]|0(?!\d)))/.exec(
      this.source.slice(this.at, this.at + 8),
    );
    const own = /^\\([dDwWsS])/.exec(this.source.slice(this.at, this.at + 2))?.[1];
    if (!found && !own) return undefined;
    this.at += own ? 2 : (found?.[0].length ?? 0);
    const code = found?.[1] ?? found?.[2];
    if (code !== undefined) return charOf(Number.parseInt(code, 16));
    const char = own ?? found?.[3] ?? "";
    return escapes.get(char) ?? charsIn(char);
  }

  private charClass(): PatternNode | undefined {
    this.at++;
    const isOther = this.source[this.at] === "^";
    if (isOther) this.at++;
    let set = noChars;
    while (this.at < this.source.length && this.source[this.at] !== "]") {
      const from = this.classChar();
      if (from === undefined) return undefined;
      set |= this.rangeFrom(from) ?? from.set;
    }
    if (this.source[this.at] !== "]") return undefined;
    this.at++;
    const whole = this.isAnyCase ? inAnyCase(set) : set;
    return oneOf(isOther ? without(allChars, whole) | nonAscii : whole);
  }

  private rangeFrom(from: ClassChar): Chars | undefined {
    if (from.code === undefined || this.source[this.at] !== "-" || this.source[this.at + 1] === "]") return undefined;
    const back = this.at;
    this.at++;
    const to = this.classChar();
    if (to?.code !== undefined) return charRange(from.code, to.code);
    this.at = back;
    return undefined;
  }

  private classChar(): ClassChar | undefined {
    const start = this.at;
    const char = this.source.charAt(this.at);
    if (char !== "\\") {
      this.at++;
      return { set: charsIn(char), code: char.charCodeAt(0) };
    }
    if (this.source[this.at + 1] === "b") {
      this.at += 2;
      return { set: charOf(8), code: 8 };
    }
    const set = this.escaped();
    if (set === undefined) return undefined;
    const text = this.source.slice(start, this.at);
    const code = /^\\[xu]/.test(text) ? Number.parseInt(text.slice(2), 16) : text.charCodeAt(1);
    return /^\\[dDwWsSnrtfv0]/.test(text) ? { set } : { set, code };
  }

  private chars(set: Chars): PatternNode {
    return oneOf(this.isAnyCase ? inAnyCase(set) : set);
  }
}

interface ClassChar {
  readonly set: Chars;
  /** Undefined: it stands for several. */
  readonly code?: number;
}
