import type { Block, Site, SourceFile } from "../text/source.ts";
import type { Comment, Problem, ScriptDocument } from "./document.ts";
import { isText, maxProblems, tooDeep } from "./limits.ts";
import { commentsIn } from "./lower/comment.ts";
import { type Piece, type PlacedPiece, piecesOf } from "./lower/piece.ts";
import { parsed, reparsed, type Tree } from "./lower/tree.ts";
import { ts, typescriptLoaded } from "./typescript.ts";

/** What a document was made of, for reading the next version of its file. */
interface Making {
  readonly pieces: readonly Piece[];
  /** Only of a file that is being edited, and only until the next version takes it. */
  tree?: Tree;
}

const makings = new WeakMap<ScriptDocument, Making>();

/**
 * Reads JavaScript or TypeScript, the dialect by the path's extension. There is one block for each top-level statement, and a last one
 * that is the whole file: comments and problems outside of statements are in it. `previous` is an earlier version of the same file; blocks
 * and statements whose text it had already are the same objects. Broken text gives the best reading there is, with problems; text that
 * is nested too deeply or is not text gives one fatal problem; a bundle (over 1 MB of very long lines) gives nothing.
 */
export function readScript(file: SourceFile, previous?: ScriptDocument): ScriptDocument {
  if (!isText(file.text)) return unread(file, "is not text");
  if (isBundle(file.text)) return unread(file);
  typescriptLoaded();
  const before = previous?.file.path === file.path ? makings.get(previous) : undefined;
  try {
    const tree = treeOf(file, before);
    const placed = piecesOf(file.path, tree, before?.pieces ?? []);
    const document = documentOf(file, tree, placed);
    makings.set(document, { pieces: placed.map(({ piece }) => piece), ...(previous && { tree }) });
    return document;
  } catch (error) {
    if (error instanceof RangeError) return unread(file, tooDeep);
    throw error;
  }
}

/** The tree of a file, from that of the version before if there is one. The parser's own checks fail on some broken texts: then afresh. */
function treeOf(file: SourceFile, before: Making | undefined): Tree {
  const old = before?.tree;
  if (!old) return parsed(file);
  delete before.tree;
  try {
    return reparsed(old, file.text);
  } catch {
    return parsed(file);
  }
}

function documentOf(file: SourceFile, tree: Tree, placed: readonly PlacedPiece[]): ScriptDocument {
  const whole: Block = { path: file.path, text: file.text };
  return {
    file,
    language: "script",
    blocks: new Map([...placed.map(({ piece, start }) => [piece.block, start] as const), [whole, 0]]),
    statements: placed.flatMap(({ piece }) => piece.statements),
    problems: problemsOf(tree, placed, whole),
    comments: allComments(placed, whole),
  };
}

/** The comments inside of statements and between them, in order. */
function allComments(placed: readonly PlacedPiece[], whole: Block): Comment[] {
  const found: Comment[] = [];
  let from = whole.text.startsWith("#!") ? whole.text.search(/[\r\n]|$/) : 0;
  const between = (to: number) => {
    for (const { start, end } of commentsIn(whole.text.slice(from, to)))
      found.push({ block: whole, start: from + start, end: from + end });
  };
  for (const { piece, start } of placed) {
    between(start);
    for (const comment of piece.comments) found.push({ block: piece.block, ...comment });
    from = start + piece.block.text.length;
  }
  between(whole.text.length);
  return found;
}

function problemsOf(tree: Tree, placed: readonly PlacedPiece[], whole: Block): Problem[] {
  return tree.parseDiagnostics.slice(0, maxProblems).map(({ start, length, messageText }) => ({
    at: siteAt(placed, whole, start, start + length),
    // what follows the first sentence depends on what else was parsed at the same time
    message: ts.flattenDiagnosticMessageText(messageText, " ").replace(/\.(?: .*)?$/s, ""),
    fatal: false,
  }));
}

/** The range as a site of the statement that holds it, else of the whole file. */
function siteAt(placed: readonly PlacedPiece[], whole: Block, start: number, end: number): Site {
  const around = placed.findLast((one) => one.start <= start);
  if (!around || end > around.start + around.piece.block.text.length) return { block: whole, start, end };
  return { block: around.piece.block, start: start - around.start, end: end - around.start };
}

function unread(file: SourceFile, message?: string): ScriptDocument {
  const block: Block = { path: file.path, text: file.text };
  const at: Site = { block, start: 0, end: Math.min(1, file.text.length) };
  const problems = message ? [{ at, message, fatal: true }] : [];
  return { file, language: "script", blocks: new Map([[block, 0]]), statements: [], problems, comments: [] };
}

/** Generated text that nobody edits: over 1 MB in lines of over 1,000 characters on average. */
function isBundle(text: string): boolean {
  if (text.length <= 1_000_000) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines > 1000;
}
