import { printParseErrorCode, visit } from "jsonc-parser";
import type { Block, Site, SourceFile } from "../text/source.ts";
import type { Comment, Problem, TreeDocument } from "./document.ts";
import { isText, maxDepth, maxProblems, tooDeep, unreadable } from "./limits.ts";
import type { Entry, Node, Scalar } from "./node.ts";

/** Reads JSON; comments and trailing commas are no problem. Broken or half-typed text gives the tree that can still be made out. */
export function readJson(file: SourceFile): TreeDocument {
  const block: Block = { path: file.path, text: file.text };
  if (!isText(file.text)) return unreadable({ file, language: "json" }, block, "is not text");
  try {
    const { roots, problems, comments } = readJsonBlock(block);
    return { file, language: "json", blocks: new Map([[block, 0]]), problems, comments, roots };
  } catch (error) {
    if (error instanceof RangeError) return unreadable({ file, language: "json" }, block, tooDeep);
    throw error;
  }
}

/** Brackets to be thought before and after a text that is a part of one. */
export interface Around {
  readonly before: string;
  readonly after: string;
  /** How many levels of nesting are read in all. */
  readonly depth: number;
}

const nothing: Around = { before: "", after: "", depth: maxDepth };

/** What a text by itself says. */
export function readJsonBlock(block: Block, { before, after, depth }: Around = nothing) {
  const comments: Comment[] = [];
  const found: (readonly [site: Site, message: string])[] = [];
  const tree = new TreeBuilder(block, depth);
  const site = (offset: number, length: number): Site => {
    const start = Math.min(Math.max(0, offset - before.length), block.text.length);
    return { block, start, end: Math.min(Math.max(start, offset - before.length + length), block.text.length) };
  };
  const report = (at: Site, message: string) => {
    if (found.length < maxProblems && found.at(-1)?.[0].start !== at.start) found.push([at, message]);
  };
  const open = (flavour: "mapping" | "sequence") => (offset: number, length: number) => {
    const at = site(offset, length);
    const isOpen = tree.open(flavour, at.start);
    if (!isOpen) tree.problems.push({ at, message: tooDeep, fatal: true });
    return isOpen;
  };
  const close = (offset: number, length: number) => tree.close(site(offset, length).end);
  visit(
    // The byte order mark is no space to the scanner.
    before + block.text.replace(/^\uFEFF/, " ") + after,
    {
      onObjectBegin: open("mapping"),
      onObjectEnd: close,
      onArrayBegin: open("sequence"),
      onArrayEnd: close,
      onObjectProperty: (name, offset, length) => tree.key(scalar(site(offset, length), name)),
      onSeparator: (character, offset) => tree.separator(character, site(offset, 1).start),
      onLiteralValue: (value, offset, length) => tree.add(scalar(site(offset, length), value)),
      onComment: (offset, length) => comments.push(site(offset, length)),
      onError: (code, offset, length) =>
        report(site(offset, length), messages[printParseErrorCode(code)] ?? "is not JSON"),
    },
    { allowTrailingComma: true, allowEmptyContent: true },
  );
  const roots = tree.finished();
  const problems: Problem[] = found.map(([at, message]) => ({ at, message, fatal: roots.length === 0 }));
  return { roots, problems: [...tree.problems, ...problems], comments };
}

/** The value as JSON reads it; a whole number beyond what a number can hold stays text. */
function scalar(at: Site, value: Scalar["value"]): Scalar {
  const isLost = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return { kind: "scalar", ...at, value: isLost ? at.block.text.slice(at.start, at.end) : value, style: "json" };
}

interface Open {
  readonly kind: "mapping" | "sequence";
  readonly start: number;
  readonly entries: Entry[];
  readonly items: Node[];
  /** A key that waits for its value, and where an absent one would stand. */
  key?: Scalar;
  valueAt: number;
}

/** Puts a tree together from the parser's events, which come in the order of the text. */
class TreeBuilder {
  readonly problems: Problem[] = [];
  private readonly stack: Open[] = [];
  private root?: Node;

  constructor(
    private readonly block: Block,
    private readonly depth: number,
  ) {}

  /** False: too deep, the events inside are not wanted. */
  open(kind: Open["kind"], start: number): boolean {
    if (this.stack.length >= this.depth) {
      this.add({ kind: "scalar", block: this.block, start, end: start, value: null, style: "json" });
      return false;
    }
    this.stack.push({ kind, start, entries: [], items: [], valueAt: start });
    return true;
  }

  key(key: Scalar): void {
    const top = this.stack.at(-1);
    if (!top) return;
    this.fillMissing(top);
    top.key = key;
    top.valueAt = key.end;
  }

  separator(character: string, offset: number): void {
    const top = this.stack.at(-1);
    if (!top) return;
    if (character === ":") top.valueAt = offset + 1;
    else this.fillMissing(top);
  }

  add(value: Node): void {
    const top = this.stack.at(-1);
    if (!top) this.root ??= value;
    else if (top.kind === "sequence") top.items.push(value);
    else if (top.key) {
      top.entries.push({ block: this.block, start: top.key.start, end: value.end, key: top.key, value });
      top.key = undefined;
    }
  }

  close(end: number): void {
    const top = this.stack.at(-1);
    if (!top) return;
    this.fillMissing(top);
    this.stack.pop();
    const { block } = this;
    const span = { block, start: top.start, end, flow: true };
    this.add(
      top.kind === "mapping"
        ? { kind: "mapping", ...span, entries: top.entries }
        : { kind: "sequence", ...span, items: top.items },
    );
  }

  finished(): readonly Node[] {
    while (this.stack.length > 0) this.close(this.block.text.length);
    return this.root ? [this.root] : [];
  }

  private fillMissing(top: Open): void {
    if (top.key)
      this.add({ kind: "scalar", block: this.block, start: top.valueAt, end: top.valueAt, value: null, style: "json" });
  }
}

export const noComma = "a comma is missing";
export const noBrace = "a closing brace is missing";

const messages: { readonly [code: string]: string } = {
  InvalidSymbol: "this is not a JSON value",
  InvalidNumberFormat: "this is not a JSON number",
  PropertyNameExpected: "a property name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: noComma,
  CloseBraceExpected: noBrace,
  CloseBracketExpected: "a closing bracket is missing",
  EndOfFileExpected: "text follows the end of the JSON value",
  UnexpectedEndOfComment: "the comment does not end",
  UnexpectedEndOfString: "the string does not end",
  UnexpectedEndOfNumber: "the number does not end",
  InvalidUnicode: "this is not a Unicode escape",
  InvalidEscapeCharacter: "this is not an escape that JSON knows",
  InvalidCharacter: "a string holds a control character",
};
