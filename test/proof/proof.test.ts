import { describe, it } from "node:test";
import { prove } from "./harness.ts";
import { proofs } from "./proofs.ts";

const wanted = process.env["HANDRAIL_PROOF"] ?? "";

describe("the attack works before the fix, and not after it", { concurrency: 2 }, () => {
  for (const proof of proofs) {
    const name = `${proof.rule}: ${proof.title}`;
    if (name.includes(wanted)) it(name, () => prove(proof));
  }
});
