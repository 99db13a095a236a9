import type { Task } from "../task.ts";
import type { Place } from "../text/source.ts";
import { codeDefinitions } from "./definition-code.ts";
import { templateDefinitions } from "./definition-template.ts";
import type { Scene } from "./scene.ts";

/** From a word to what it stands for. */
export interface Definition {
  /** The word. */
  readonly from: Place;
  /** The name of what it stands for. */
  readonly to: Place;
}

/** What the word at an offset stands for: between code and template, and within a template. */
export function* definitionsAt(scene: Scene, path: string, offset: number): Task<readonly Definition[]> {
  yield* scene.analysis.readTrees();
  const document = scene.analysis.document(path);
  if (document?.language === "script") return yield* codeDefinitions(scene, document, offset);
  if (document?.language === "yaml" || document?.language === "json")
    return templateDefinitions(scene, document, offset);
  return [];
}
