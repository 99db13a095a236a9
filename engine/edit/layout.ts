import { memo } from "../memo.ts";
import type { TreeDocument } from "../syntax/document.ts";
import type { Mapping, Node, Scalar, Sequence } from "../syntax/node.ts";
import { isIntrinsicKey } from "./intrinsic.ts";
import { column, entryColumn, indentation, lineStart, partsOf } from "./place.ts";

/** The habits of a YAML or JSON file, by which new text is written. */
export interface Layout {
  readonly newline: string;
  /** Columns that a nested block mapping is indented by. */
  readonly step: number;
  /** Columns that a block sequence is indented by below its key. */
  readonly sequenceStep: number;
  readonly quote: '"' | "'";
  /** One level of indentation inside braces. */
  readonly unit: string;
  /** The file keeps lists of scalars in brackets on one line. */
  readonly listsInLine: boolean;
  /** The file keeps `{ "Ref": "Key" }` in braces on one line. */
  readonly intrinsicsInLine: boolean;
  /** Between a key in braces and its value; after a comma; inside a brace: `: `, `, ` and ` ` unless the file is denser. */
  readonly colon: string;
  readonly comma: string;
  readonly padding: string;
}

export const layoutOf = memo((document: TreeDocument): Layout => {
  const tally = new Tally(document.file.text);
  for (const root of document.roots) tally.add(root);
  const colon = commonest(tally.colons) ?? ": ";
  return {
    newline: /\r?\n/.exec(document.file.text)?.[0] ?? "\n",
    step: commonest(tally.steps) ?? 2,
    sequenceStep: commonest(tally.sequenceSteps) ?? commonest(tally.steps) ?? 2,
    quote: tally.singles > tally.doubles ? "'" : '"',
    unit: commonest(tally.units) ?? "  ",
    listsInLine: tally.listsInLine > tally.listsOverLines,
    intrinsicsInLine: tally.intrinsicsInLine > tally.intrinsicsOverLines,
    colon,
    comma: commonest(tally.commas) ?? (colon === ":" ? "," : ", "),
    padding: commonest(tally.paddings) ?? (colon === ":" ? "" : " "),
  };
});

/** So many nodes from the start of a file tell its habits. */
const mostNodes = 10_000;

/** Counts habits over a tree. */
class Tally {
  readonly steps: number[] = [];
  readonly sequenceSteps: number[] = [];
  readonly units: string[] = [];
  readonly colons: string[] = [];
  readonly commas: string[] = [];
  readonly paddings: string[] = [];
  singles = 0;
  doubles = 0;
  listsInLine = 0;
  listsOverLines = 0;
  intrinsicsInLine = 0;
  intrinsicsOverLines = 0;
  private nodes = 0;

  constructor(private readonly text: string) {}

  add(node: Node): void {
    if (this.nodes++ > mostNodes) return;
    if (node.kind === "scalar") this.addScalar(node);
    else if (node.kind !== "alias") {
      if (node.flow) this.addBracketed(node);
      else if (node.kind === "mapping") this.addBlock(node);
      for (const part of partsOf(node)) this.add("key" in part ? part.value : part);
    }
  }

  private addScalar(scalar: Scalar): void {
    if (scalar.style === "single") this.singles++;
    if (scalar.style === "double") this.doubles++;
  }

  private addBlock(mapping: Mapping): void {
    for (const entry of mapping.entries) {
      const { value } = entry;
      if (value.kind !== "mapping" && value.kind !== "sequence") continue;
      if (value.flow || value.start === value.end) continue;
      const deeper = column(this.text, value.start) - entryColumn(this.text, entry.start);
      if (value.kind === "sequence" && deeper >= 0) this.sequenceSteps.push(deeper);
      if (value.kind === "mapping" && deeper > 0) this.steps.push(deeper);
    }
  }

  private addBracketed(container: Mapping | Sequence): void {
    const { text } = this;
    const parts = partsOf(container);
    const first = parts[0];
    if (!first) return;
    const isOverLines = lineStart(text, first.start) > container.start;
    const unit = isOverLines ? indentation(text, first.start).slice(indentation(text, container.start).length) : "";
    if (unit) this.units.push(unit);
    if ("key" in first) {
      this.colons.push(/\s/.test(text.slice(first.key.end, first.value.start)) ? ": " : ":");
      if (!isOverLines) this.paddings.push(text[container.start + 1] === " " ? " " : "");
      if (isIntrinsicKey(first.key.value) && isShort(first.value)) this.addIntrinsic(isOverLines);
    } else if (isShort(container)) {
      if (isOverLines) this.listsOverLines++;
      else this.listsInLine++;
    }
    const second = parts[1];
    if (second) this.commas.push(/\s/.test(text.slice(first.end, second.start)) ? ", " : ",");
  }

  private addIntrinsic(isOverLines: boolean): void {
    if (isOverLines) this.intrinsicsOverLines++;
    else this.intrinsicsInLine++;
  }
}

/** A scalar, or a list of nothing but scalars. */
const isShort = (node: Node): boolean =>
  node.kind === "scalar" || (node.kind === "sequence" && node.items.every((item) => item.kind === "scalar"));

function commonest<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
