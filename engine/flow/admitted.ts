import {
  allChars,
  type Chars,
  charOf,
  charRange,
  charsIn,
  digits,
  escapes,
  inAnyCase,
  letters,
  lineEnds,
  noChars,
  nonAscii,
  sizeOf,
  without,
} from "./chars.ts";
import { type Admitted, eitherPart, followed, nothing, oneOf, type Part, times } from "./pattern-part.ts";

export { type Admitted, madeOf } from "./pattern-part.ts";

/** A regular expression as it is written, taken apart. */
interface Written {
  readonly source: string;
  readonly flags: string;
}

/** What a regular expression (with its slashes and flags) admits if it must fit a whole text; undefined: anything may stand around it. */
export function admittedBy(literal: string): Admitted | undefined {
  const written = writtenIn(literal);
  if (!written || written.flags.includes("m")) return undefined;
  const whole = new PatternReader(written).read();
  return whole?.starts && whole.ends ? whole : undefined;
}

/** The characters that a text has none of if a regular expression finds nothing in it: those of a class that stands alone. */
export function soughtBy(literal: string): Chars {
  const written = writtenIn(literal);
  const whole = written && new PatternReader(written).read();
  const isClass = written && /^(?:\[(?:[^\]\\]|\\.)+\]|\\?[^\\[\](){}*+?.|^$])[+]?$/.test(written.source);
  return whole && isClass ? whole.anywhere : noChars;
}

/** The one text that a regular expression finds, such as `..` for `/\.\./`. */
export function textSoughtBy(literal: string): string | undefined {
  const written = writtenIn(literal);
  const whole = written && new PatternReader(written).read();
  return whole?.isText && !whole.starts && !whole.ends ? whole.prefix : undefined;
}

function writtenIn(literal: string): Written | undefined {
  const end = literal.lastIndexOf("/");
  return end > 0 && end < 2000 ? { source: literal.slice(1, end), flags: literal.slice(end + 1) } : undefined;
}

const deepest = 20;

class PatternReader {
  private at = 0;
  private readonly source: string;

  constructor(private readonly written: Written) {
    this.source = written.source;
  }

  /** Undefined: it is not understood. */
  read(): Part | undefined {
    const whole = this.alternatives(0);
    return this.at === this.source.length ? whole : undefined;
  }

  private alternatives(depth: number): Part | undefined {
    let all = this.sequence(depth);
    while (all && this.source.charAt(this.at) === "|") {
      this.at++;
      const next = this.sequence(depth);
      all = next && eitherPart(all, next);
    }
    return all;
  }

  private sequence(depth: number): Part | undefined {
    let all: Part | undefined;
    while (this.at < this.source.length && !/[|)]/.test(this.source.charAt(this.at))) {
      const atom = this.atom(depth);
      const part = atom && this.repeated(atom);
      if (!part) return undefined;
      all = all ? followed(all, part) : part;
    }
    return all ?? nothing;
  }

  private atom(depth: number): Part | undefined {
    const char = this.source.charAt(this.at);
    if (char === "(") return depth < deepest ? this.group(depth) : undefined;
    if (char === "[") return oneOf(this.inCase(this.charClass()));
    if (char === "\\") return this.escaped();
    this.at++;
    if (char === "^") return { ...nothing, starts: true };
    if (char === "$") return { ...nothing, ends: true };
    if (char === ".") return oneOf(this.written.flags.includes("s") ? allChars : without(allChars, lineEnds));
    return this.character(char);
  }

  private character(char: string): Part {
    const set = this.inCase(charsIn(char));
    return oneOf(set, char) ?? nothing;
  }

  private group(depth: number): Part | undefined {
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.source.slice(this.at, this.at + 60))?.[0] ?? "(";
    this.at += opening.length;
    const from = this.at;
    const inner = this.alternatives(depth + 1);
    if (this.source.charAt(this.at) !== ")") return undefined;
    const written = this.source.slice(from, this.at++);
    if (!/[=!]$/.test(opening)) return inner;
    // what only looks ahead or behind takes nothing; `(?!.*\\.\\.)` says what is nowhere
    const lacks = opening === "(?!" && written.startsWith(".*") ? textSoughtBy(`/${written.slice(2)}/`) : undefined;
    return { ...nothing, isText: false, lacks };
  }

  private repeated(part: Part): Part | undefined {
    const written = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at, this.at + 20));
    if (!written) return part;
    this.at += written[0].length;
    const [sign, from, comma, to] = written;
    const least = from === undefined ? (sign.startsWith("+") ? 1 : 0) : Number(from);
    const most = from === undefined ? (sign.startsWith("?") ? 1 : Infinity) : comma ? Number(to || Infinity) : least;
    return times(part, least, most);
  }

  private escaped(): Part | undefined {
    const named = /^\\(?:[bB]|[1-9]\d*|k<\w+>)/.exec(this.source.slice(this.at, this.at + 60))?.[0];
    if (named) {
      this.at += named.length;
      // a boundary takes nothing; what was found before is found again
      return { ...nothing, isText: false, longest: /b/i.test(named) ? 0 : Infinity };
    }
    const set = this.escape();
    return set === undefined ? undefined : oneOf(this.inCase(set), this.lastEscaped);
  }

  /** The character that the last escape stood for, if it stood for one. */
  private lastEscaped: string | undefined;

  /** The characters that an escape stands for. */
  private escape(): Chars | undefined {
    const found =
      /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|c([A-Za-z])|([pP])\{([\w=]+)\}|([\s\S]))/.exec(
        this.source.slice(this.at, this.at + 60),
      );
    if (!found) return undefined;
    this.at += found[0].length;
    this.lastEscaped = undefined;
    const hex = found[1] ?? found[2] ?? found[3];
    if (hex !== undefined) return charOf(Number.parseInt(hex, 16));
    if (found[4]) return charOf(found[4].toUpperCase().charCodeAt(0) - 64);
    if (found[5]) return found[5] === "p" ? propertyChars(found[6] ?? "") : allChars;
    const char = found[7] ?? "";
    const known = escapes.get(char);
    if (known === undefined) this.lastEscaped = char;
    return known ?? charsIn(char);
  }

  private charClass(): Chars | undefined {
    this.at++;
    const isOther = this.source.charAt(this.at) === "^";
    if (isOther) this.at++;
    let set = noChars;
    while (this.at < this.source.length && this.source.charAt(this.at) !== "]") {
      // sets within sets
      if (this.written.flags.includes("v") && /^(?:\[|--|&&|\\q)/.test(this.source.slice(this.at, this.at + 2)))
        return undefined;
      const part = this.classPart();
      if (part === undefined) return undefined;
      set |= part;
    }
    this.at++;
    if (!isOther) return set;
    return without(allChars, this.written.flags.includes("i") ? inAnyCase(set) : set) | nonAscii;
  }

  /** A character, an escape or a range of a class. */
  private classPart(): Chars | undefined {
    const from = this.classChar();
    if (from === undefined) return undefined;
    if (this.source.charAt(this.at) !== "-" || /^-\]/.test(this.source.slice(this.at, this.at + 2))) return from;
    if (sizeOf(from) !== 1) return from;
    this.at++;
    const to = this.classChar();
    if (to === undefined) return undefined;
    return sizeOf(to) === 1 ? charRange(codeOf(from), codeOf(to)) : from | to | charsIn("-");
  }

  private classChar(): Chars | undefined {
    if (this.source.charAt(this.at) !== "\\") return charsIn(this.source.charAt(this.at++));
    if (this.source.charAt(this.at + 1) !== "b") return this.escape();
    this.at += 2;
    return charOf(8);
  }

  private inCase(set: Chars | undefined): Chars | undefined;
  private inCase(set: Chars): Chars;
  private inCase(set: Chars | undefined): Chars | undefined {
    return set !== undefined && this.written.flags.includes("i") ? inAnyCase(set) : set;
  }
}

/** `\p{L}` and the like; of other properties any character. */
function propertyChars(name: string): Chars {
  if (/^(?:L[ultmo]?|Letter|Alphabetic|Alpha|Lowercase|Uppercase|Script=\w+)$/.test(name)) return letters | nonAscii;
  return /^(?:N[dlo]?|Number)$/.test(name) ? digits | nonAscii : allChars;
}

function codeOf(char: Chars): number {
  let code = 0;
  for (let left = char; left > 1n; left >>= 1n) code++;
  return code;
}
