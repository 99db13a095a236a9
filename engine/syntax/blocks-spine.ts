import type { Piece, PieceReading } from "./blocks.ts";
import type { Entry, Mapping } from "./node.ts";

/** A mapping whose entries lie in several blocks, and its own entry; of the root there is none. */
interface Section {
  readonly mapping: Mapping;
  readonly entry?: Entry;
}

/** The sections of one version of a file, by the piece that opens them. */
export interface Spine {
  readonly root: Mapping;
  readonly sections: ReadonlyMap<PieceReading, Section>;
}

interface Open {
  readonly header?: PieceReading;
  /** The section's entry as its header has it: without a value. */
  readonly entry?: Entry;
  readonly entries: Entry[];
}

/**
 * Puts the entries of pieces together. `readings`: what to take for each piece. Sections that have the same header and the same entries
 * as before are the same objects. Undefined if a header is none.
 */
export function spineOf(
  pieces: readonly Piece[],
  readings: readonly PieceReading[],
  flow: boolean,
  before: Spine | undefined,
): Spine | undefined {
  const sections = new Map<PieceReading, Section>();
  const open: Open[] = [{ entries: [] }];
  const close = (section: Open) => {
    if (!section.header || !section.entry) return;
    const made = sectionOf(section.header, section.entry, section.entries, flow, before?.sections.get(section.header));
    sections.set(section.header, made);
    if (made.entry) open.at(-1)?.entries.push(made.entry);
  };
  for (const [index, { levels, next }] of pieces.entries()) {
    const reading = readings[index];
    if (!reading) return undefined;
    while (open.length > levels.length) close(open.pop() ?? { entries: [] });
    const isHeader = next.length > levels.length;
    const own = isHeader ? reading.entries.slice(0, -1) : reading.entries;
    const around = open[levels.length - 1];
    if (!around) return undefined;
    for (const entry of own) around.entries.push(entry);
    if (!isHeader) continue;
    const entry = reading.entries.at(-1);
    if (!entry) return undefined;
    open.push({ header: reading, entry, entries: [] });
  }
  while (open.length > 1) close(open.pop() ?? { entries: [] });
  const root = rootOf(readings[0], open[0]?.entries ?? [], flow, before?.root);
  return root && { root, sections };
}

function sectionOf(header: PieceReading, entry: Entry, entries: readonly Entry[], flow: boolean, before?: Section) {
  if (before && isSame(before.mapping.entries, entries)) return before;
  const { block, value } = entry;
  const mapping: Mapping = { kind: "mapping", block, start: value.start, end: value.start, entries, flow };
  return { mapping, entry: { ...entry, block: header.block, value: mapping } };
}

function rootOf(head: PieceReading | undefined, entries: readonly Entry[], flow: boolean, before?: Mapping) {
  if (!head) return undefined;
  if (before?.block === head.block && isSame(before.entries, entries)) return before;
  const start = head.entries[0]?.start ?? 0;
  const mapping: Mapping = { kind: "mapping", block: head.block, start, end: start, entries, flow };
  return mapping;
}

const isSame = (a: readonly Entry[], b: readonly Entry[]): boolean =>
  a.length === b.length && a.every((entry, index) => entry === b[index]);
