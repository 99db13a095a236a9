import { finish, type Task } from "../task.ts";
import type { Block, SourceFile } from "../text/source.ts";
import {
  type Cutter,
  type Cutting,
  type Piece,
  type PieceReading,
  piecesOf,
  type Sizes,
  usualSizes,
} from "./blocks.ts";
import { named } from "./blocks-names.ts";
import { type Spine, spineOf } from "./blocks-spine.ts";
import type { Comment, Problem, TreeDocument } from "./document.ts";
import { readJson } from "./json.ts";
import { jsonCutter } from "./json-piece.ts";
import { isText, maxProblems } from "./limits.ts";
import { readYaml } from "./yaml.ts";
import { readPiece, yamlCutter } from "./yaml-piece.ts";

/** What a document was made of, for reading the next version of its file. */
interface Making {
  readonly cutting: Cutting;
  readonly spine?: Spine;
}

const makings = new WeakMap<TreeDocument, Making>();

/**
 * Reads YAML or JSON, a large file in blocks: one for each entry of a large mapping. `previous` is an earlier version of the same file; a
 * block whose text it had already, and all that was read in it, are the same objects. A mapping that is cut has its site in the
 * block of its key, without extent; its entries have theirs where they are. A file that is small, or has an odd shape, is one block.
 */
export function* readTreeOf(
  file: SourceFile,
  language: "yaml" | "json",
  previous?: TreeDocument,
  sizes: Sizes = usualSizes,
): Task<TreeDocument> {
  const before =
    previous?.file.path === file.path && previous.language === language ? makings.get(previous) : undefined;
  const cut =
    file.text.length < sizes.file || !isText(file.text) ? undefined : yield* cutTree(file, language, before, sizes);
  if (cut) return cut;
  const whole = language === "yaml" ? readYaml(file) : readJson(file);
  if (before) makings.set(whole, { cutting: before.cutting });
  return whole;
}

/** The same at once. */
export const readTreeNow = (...of: Parameters<typeof readTreeOf>): TreeDocument => finish(readTreeOf(...of));

function* cutTree(
  file: SourceFile,
  language: "yaml" | "json",
  before: Making | undefined,
  sizes: Sizes,
): Task<TreeDocument | undefined> {
  const cutter: Cutter = language === "yaml" ? yamlCutter(sizes) : jsonCutter(sizes);
  const cutting = yield* piecesOf(file.path, file.text, cutter, before?.cutting);
  if (!cutting || cutting.pieces.length < 2) return undefined;
  const { pieces } = cutting;
  const readings = named(pieces, ({ reading, levels }, known) => readPiece({ ...reading.block }, levels.length, known));
  const spine = spineOf(pieces, readings, language === "json", before?.spine);
  if (!spine) return undefined;
  const document = documentOf(file, language, cutting, readings, spine);
  makings.set(document, { cutting, spine });
  return document;
}

function documentOf(
  file: SourceFile,
  language: "yaml" | "json",
  { pieces, starts }: Cutting,
  readings: readonly PieceReading[],
  spine: Spine,
): TreeDocument {
  const blocks = new Map<Block, number>();
  for (let index = 0; index < readings.length; index++) {
    const block = readings[index]?.block;
    if (block) blocks.set(block, starts[index] ?? 0);
  }
  let problems: readonly Problem[] | undefined;
  let comments: readonly Comment[] | undefined;
  return {
    file,
    language,
    blocks,
    roots: [spine.root],
    get problems() {
      problems ??= problemsOf(pieces, readings);
      return problems;
    },
    get comments() {
      comments ??= commentsOf(readings);
      return comments;
    },
  };
}

function problemsOf(pieces: readonly Piece[], readings: readonly PieceReading[]): readonly Problem[] {
  const found: Problem[] = [];
  for (const [index, { block, problems }] of readings.entries()) {
    for (const problem of problems) found.push(problem);
    const message = pieces[index]?.lacks;
    const at = { block, start: block.text.length, end: block.text.length };
    if (message !== undefined) found.push({ at, message, fatal: false });
    if (found.length >= maxProblems) break;
  }
  return found.slice(0, maxProblems);
}

function commentsOf(readings: readonly PieceReading[]): readonly Comment[] {
  const found: Comment[] = [];
  for (const { comments } of readings) for (const comment of comments) found.push(comment);
  return found;
}
