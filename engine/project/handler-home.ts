import { dirname } from "../text/path.ts";
import type { Analysis } from "./analysis.ts";
import type { Deployed } from "./deployed.ts";
import { type HandlerCode, handlerCode } from "./handler-code.ts";

/** What there is where a deployed function's handler should be. */
export interface HandlerHome {
  /** Undefined: it is not in the workspace. */
  readonly code?: HandlerCode;
  /** Where its module is not there: the scripts of the folder in which it should be. */
  readonly neighbours: readonly string[];
}

const kept = new WeakMap<Deployed, { readonly from: readonly unknown[]; readonly home: HandlerHome }>();

/** The same object as before where nothing has changed that it depends on. */
export function handlerHome(analysis: Analysis, deployed: Deployed): HandlerHome {
  const document = analysis.handlerScript(deployed);
  const entry = document && analysis.entryOf(deployed);
  const modules = document && entry ? analysis.closure(document) : [];
  const from = document ? [entry, ...modules] : [analysis.moment.layout];
  const known = kept.get(deployed);
  if (known && from.length === known.from.length && from.every((one, index) => one === known.from[index]))
    return known.home;
  const home = {
    ...(entry ? { code: handlerCode(entry, modules) } : {}),
    neighbours: document ? [] : neighboursOf(analysis, deployed),
  };
  kept.set(deployed, { from, home });
  return home;
}

function neighboursOf(analysis: Analysis, { handler }: Deployed): readonly string[] {
  const folder = handler && dirname(handler.file);
  return folder === undefined ? [] : analysis.scriptPaths().filter((path) => dirname(path) === folder);
}
