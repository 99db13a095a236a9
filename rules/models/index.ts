import type { Models } from "../../engine/authoring.ts";
import { barriers } from "./barriers.ts";
import { sources } from "./events.ts";
import { processSinks } from "./process.ts";
import { sqlSinks } from "./sql.ts";

/** All that the taint engine knows of events and libraries: adding a library is adding a file here. */
export const models: Models = { sources, sinks: [...sqlSinks, ...processSinks], barriers };
