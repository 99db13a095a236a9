import * as path from "node:path";
import { loadProofs } from "../../tools/gen/proof-words.ts";
import type { Proof } from "./proof.ts";

/** Every proof of every family, `FAMILY.proofs.ts`. */
export const proofs = loadProofs(path.join(__dirname, "../..")) as readonly Proof[];
