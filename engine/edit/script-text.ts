import { memo } from "../memo.ts";
import type { Statement } from "../program/ir.ts";
import { nodesOf } from "../program/walk.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import type { Site } from "../text/source.ts";

/** How a script is written, and where its parts stand in the file. */
export interface ScriptText {
  readonly text: string;
  readonly newline: string;
  readonly quote: '"' | "'";
  /** What ends a statement: `;` or nothing. */
  readonly terminator: ";" | "";
  /** The starts of comments by their ends. */
  readonly comments: ReadonlyMap<number, number>;
}

/** Where a site starts in the file. */
export const startIn = (document: ScriptDocument, site: Site): number =>
  (document.blocks.get(site.block) ?? 0) + site.start;

export const scriptText = memo((document: ScriptDocument): ScriptText => {
  const { text } = document.file;
  const comments = document.comments.map((comment): [number, number] => {
    const start = startIn(document, comment);
    return [start + comment.end - comment.start, start];
  });
  return {
    text,
    newline: /\r?\n/.exec(text)?.[0] ?? "\n",
    quote: quoteOf(document),
    terminator: usesSemicolons(document) ? ";" : "",
    comments: new Map(comments),
  };
});

function quoteOf(document: ScriptDocument): '"' | "'" {
  let singles = 0;
  let doubles = 0;
  const count = (site: Site) => {
    const mark = site.block.text[site.start];
    if (mark === "'") singles++;
    if (mark === '"') doubles++;
  };
  for (const statement of document.statements) {
    if (statement.kind === "import") count(statement.fromAt);
    for (const node of nodesOf(statement)) if (node.kind === "literal" && typeof node.value === "string") count(node);
  }
  return singles > doubles ? "'" : '"';
}

function usesSemicolons(document: ScriptDocument): boolean {
  const ends = document.statements.filter(endsWithSemicolon).map(({ block }) => block.text.endsWith(";"));
  return ends.length === 0 || ends.filter(Boolean).length * 2 >= ends.length;
}

const endsWithSemicolon = (statement: Statement): boolean =>
  statement.kind === "import" ||
  statement.kind === "expression" ||
  (statement.kind === "variable" && statement.word !== "function" && statement.word !== "class");

/** The last offset before `at` behind which there is only white space and comments. */
export function significantBefore({ text, comments }: ScriptText, at: number): number {
  let here = at;
  for (;;) {
    const comment = comments.get(here);
    if (comment !== undefined && comment < here) here = comment;
    else if (here > 0 && /\s/.test(text[here - 1] ?? "")) here--;
    else return here;
  }
}
