import fc from "fast-check";
import type { MarkedFile } from "../markers.ts";
import { codeMutation, mutatedCode } from "./code-mutations.ts";
import { mutated, mutation } from "./mutations.ts";
import { isScript, isTree, type Seed } from "./seeds.ts";

/** A workspace that was spoilt, and what one of its files becomes next. */
export interface Input {
  readonly title: string;
  readonly files: readonly MarkedFile[];
  readonly edited: MarkedFile;
}

/** Workspaces of the seeds whose YAML or JSON is spoilt. */
export const inputsOf = (seeds: readonly Seed[]): fc.Arbitrary<Input> => spoilt(seeds, isTree, mutation, mutated);

/** Workspaces of the seeds whose code is spoilt. */
export function codeInputsOf(seeds: readonly Seed[]): fc.Arbitrary<Input> {
  const others = seeds.flatMap(({ files }) => files.filter(isScript).map(({ text }) => text));
  return spoilt(seeds, isScript, codeMutation, (file, mutations) => mutatedCode(file, mutations, others));
}

function spoilt<M>(
  seeds: readonly Seed[],
  isKind: (file: MarkedFile) => boolean,
  one: fc.Arbitrary<M>,
  after: (file: MarkedFile, mutations: readonly M[]) => MarkedFile,
): fc.Arbitrary<Input> {
  const some = seeds.filter(({ files }) => files.some(isKind));
  const choice = fc.record({
    seed: fc.nat(1_000_000),
    file: fc.nat(1_000_000),
    mutations: fc.array(one, { minLength: 1, maxLength: 3 }),
    edits: fc.array(one, { minLength: 1, maxLength: 2 }),
  });
  return choice.map(({ seed, file, mutations, edits }) => {
    const { title, files } = some[seed % some.length] as Seed;
    const those = files.filter(isKind);
    const chosen = those[file % those.length] as MarkedFile;
    const bad = after(chosen, mutations);
    const all = files.map((other) => (other === chosen ? bad : other));
    return { title, files: all, edited: after(bad, edits) };
  });
}
