import type { Analysis } from "../project/analysis.ts";
import type { Task } from "../task.ts";
import type { Place, Site } from "../text/source.ts";

/** What questions of an editor are answered from. */
export interface Scene {
  readonly analysis: Analysis;
  placeOf(site: Site): Place;
  /** A script and all that import it, directly or not. */
  importers(path: string): Task<ReadonlySet<string>>;
}
