import type { Entry } from "../program/code.ts";
import type { Analysis } from "../project/analysis.ts";
import type { Deployed } from "../project/deployed.ts";
import type { ScriptDocument } from "../syntax/document.ts";

/** A handler in code, and a function that runs it. */
export interface DeployedHandler {
  readonly entry: Entry;
  readonly deployed: Deployed;
}

/** The handlers whose code stands in a script, also where another module gives them out. */
export function handlersIn(analysis: Analysis, script: ScriptDocument): readonly DeployedHandler[] {
  const { path } = script.file;
  return analysis.deployed().flatMap((deployed) => {
    const document = analysis.handlerScript(deployed);
    if (!document || (document !== script && !analysis.imports(document).includes(path))) return [];
    const entry = analysis.entryOf(deployed);
    return entry?.at.block.path === path ? [{ entry, deployed }] : [];
  });
}
