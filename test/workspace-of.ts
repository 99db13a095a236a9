import type { Host } from "../engine/host.ts";
import type { Config } from "../engine/project/config.ts";
import { knowledge } from "../rules/knowledge.ts";
import { everything as everythingOf, hostOf as hostWith } from "../tools/example.ts";
import type { MarkedFile } from "./markers.ts";
import "./typescript.ts";

export { curesOf, findingsOf, fixedFiles, markerOf, root } from "../tools/example.ts";

/** Shows every finding there is: the least confidence, and rules that are off by default switched on. */
export const everything: Config = everythingOf(knowledge.rules);

/** A workspace of files (paths relative to its root) under all rules and models. A fault of ours is thrown. */
export const hostOf = (files: readonly MarkedFile[], config: Config = everything): Host =>
  hostWith(files, knowledge, config);
