import type { Tighten } from "./assist/tightening.ts";
import type { Bounded } from "./boundary.ts";
import type { Models } from "./flow/models.ts";
import type { Kept } from "./project/kept.ts";
import type { TreeDriver } from "./rule/drive-tree.ts";
import type { Guarded, Hit } from "./rule/hit.ts";
import type { Rule } from "./rule/rule.ts";

/** What the engine knows beside the user's files. */
export interface Knowledge {
  readonly rules: readonly Rule[];
  readonly models: Models;
  readonly tighten?: Tighten;
}

/** Where our own faults are caught, so that the rest goes on. */
export interface Boundaries {
  readonly guard: Guarded;
  readonly bounded: Bounded;
}

/** What the snapshots of one host share. `models`: ours with the configuration's. */
export interface Means {
  readonly knowledge: Knowledge;
  readonly models: Models;
  readonly kept: Kept;
  readonly keptHits: WeakMap<object, readonly Hit[]>;
  readonly driver: TreeDriver;
  readonly boundaries: Boundaries;
}
