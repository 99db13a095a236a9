import fc from "fast-check";
import type { MarkedFile } from "../markers.ts";
import { mutated, mutation } from "./mutations.ts";
import { isTree, type Seed } from "./seeds.ts";

/** A workspace that was spoilt, and what one of its files becomes next. */
export interface Input {
  readonly title: string;
  readonly files: readonly MarkedFile[];
  readonly edited: MarkedFile;
}

/** Spoilt workspaces of the seeds. */
export function inputsOf(seeds: readonly Seed[]): fc.Arbitrary<Input> {
  const some = seeds.filter(({ files }) => files.some(isTree));
  const choice = fc.record({
    seed: fc.nat(1_000_000),
    file: fc.nat(1_000_000),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    edits: fc.array(mutation, { minLength: 1, maxLength: 2 }),
  });
  return choice.map(({ seed, file, mutations, edits }) => {
    const { title, files } = some[seed % some.length] as Seed;
    const trees = files.filter(isTree);
    const tree = trees[file % trees.length] as MarkedFile;
    const spoilt = mutated(tree, mutations);
    const all = files.map((one) => (one === tree ? spoilt : one));
    return { title, files: all, edited: mutated(spoilt, edits) };
  });
}
