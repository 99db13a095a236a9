import type { Knowledge } from "../engine/authoring.ts";
import { withoutExcess } from "./iam/_excess.ts";
import { rules } from "./index.ts";
import { models } from "./models/index.ts";

/** All that Handrail knows: the rules and the libraries. */
export const knowledge: Knowledge = { rules, models, tighten: withoutExcess };
