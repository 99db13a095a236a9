import * as fs from "node:fs";
import * as path from "node:path";

/** What a proof says of itself: a row of the table of proofs. `npm test` shows that each word of it is true. */
export interface ProofWords {
  /** The rule whose finding and cure are put to the test. */
  readonly rule: string;
  /** What the handler does: "a pattern of LIKE". Different for each proof of a rule. */
  readonly title: string;
  /** What really runs: "SQLite", "PostgreSQL (PGlite)", "the shell". */
  readonly engine: string;
  readonly attack: {
    /** What the attack does to the text as it is: "every user comes back". */
    readonly before: string;
    /** What becomes of it after the fix: "no user comes back". */
    readonly after: string;
  };
  readonly honest: {
    /** What an honest request gets, before and after: "the one user asked for". */
    readonly answer: string;
  };
}

/** Every proof of `test/proof`, in the order of their rules. */
export function loadProofs(root: string): readonly ProofWords[] {
  const folder = path.join(root, "test/proof");
  if (!fs.existsSync(folder)) return [];
  const families = fs.readdirSync(folder).filter((name) => name.endsWith(".proofs.ts"));
  return families
    .sort()
    .flatMap((name) => (require(path.join(folder, name)) as { readonly default: readonly ProofWords[] }).default)
    .sort((a, b) => Number(a.rule > b.rule) - Number(a.rule < b.rule));
}
