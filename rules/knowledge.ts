import type { Knowledge } from "../engine/authoring.ts";
import { rules } from "./index.ts";
import { models } from "./models/index.ts";

/** All that Handrail knows: the rules and the libraries. */
export const knowledge: Knowledge = { rules, models };
