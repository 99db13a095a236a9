import type { SourceFile } from "../text/source.ts";
import type { Spot, SpotLanguage } from "./spot.ts";
import { blockSpot } from "./spot-block.ts";
import { flowSpot } from "./spot-flow.ts";

/** Undefined: in a comment, or in nothing that can be told. */
export function spotAt(file: SourceFile, language: SpotLanguage, offset: number): Spot | undefined {
  const at = Math.max(0, Math.min(offset, file.text.length));
  return language === "json" ? flowSpot(file.text, { start: 0, path: [], isJson: true }, at) : blockSpot(file.text, at);
}
