import { type Value, value } from "../../engine/authoring.ts";

/** A text, with `${Name}` where a part of it is not known. */
export const patternText = (found: Value | undefined): string | undefined =>
  value.text(found) ?? (found?.kind === "unknown" ? found.pattern : undefined);
