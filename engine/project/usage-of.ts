import { memo } from "../memo.ts";
import { importsOf } from "../program/imports.ts";
import type { ScriptDocument } from "../syntax/document.ts";
import { CodeWorld } from "../usage/code-world.ts";
import { givesOut, moduleOf } from "../usage/module.ts";
import { Reach } from "../usage/reach.ts";
import { usedBy } from "../usage/used.ts";
import type { Analysis } from "./analysis.ts";
import type { Deployed } from "./deployed.ts";
import { packageGap } from "./package-gaps.ts";
import type { Gap, Usage } from "./usage.ts";

const noCode: Usage = {
  modules: [],
  calls: [],
  others: [],
  gaps: [{ why: "its handler is not in the workspace" }],
  complete: false,
};

interface KeptUsage {
  readonly from: readonly unknown[];
  readonly usage: Usage;
}

/** By the handler's module and export: functions are made anew with their template. */
const usagesIn = memo((_: ScriptDocument) => new Map<string, KeptUsage>());
const worlds = new WeakMap<Analysis, World>();

class World extends CodeWorld {
  private readonly gapsKept = new Map<ScriptDocument, readonly Gap[]>();

  constructor(private readonly analysis: Analysis) {
    super(analysis);
  }

  /** Imports of a module that may hide calls. */
  gaps(document: ScriptDocument): readonly Gap[] {
    const known = this.gapsKept.get(document);
    if (known) return known;
    const own = this.importedBy(document);
    const found = importsOf(document).flatMap(({ specifier, at }) => {
      const why = own.has(specifier)
        ? undefined
        : packageGap(specifier, document.file.path, (path) => this.analysis.document(path));
      return why === undefined ? [] : [{ why, at }];
    });
    this.gapsKept.set(document, found);
    return found;
  }
}

/** What a deployed function's code does, module by module; the same object as before where nothing has changed that it depends on. */
export function usageOf(analysis: Analysis, deployed: Deployed): Usage {
  const document = analysis.handlerScript(deployed);
  if (!document) return noCode;
  const world = worlds.get(analysis) ?? new World(analysis);
  worlds.set(analysis, world);
  const documents = world.closure(document);
  const imports = documents.flatMap((one) => world.gaps(one));
  const from = [...imports.map(({ why }) => why), ...documents];
  const exported = deployed.handler?.exported ?? "";
  const known = usagesIn(document).get(exported);
  if (known && from.length === known.from.length && from.every((one, index) => one === known.from[index]))
    return known.usage;
  const usage = newUsage(world, exported, documents, imports);
  usagesIn(document).set(exported, { from, usage });
  return usage;
}

function newUsage(
  world: World,
  exported: string,
  documents: readonly ScriptDocument[],
  imports: readonly Gap[],
): Usage {
  const modules = documents.map(moduleOf);
  const [main] = modules;
  const reach = new Reach(world.among(modules), world.things);
  const isThere = main !== undefined && givesOut(main, exported);
  if (isThere) reach.enter(main, exported);
  const { calls, others, gaps: inCode } = usedBy(world, modules, isThere ? reach.has : () => true);
  const gaps: readonly Gap[] = [
    ...(isThere ? [] : [{ why: "its handler's export is not found" }]),
    ...imports,
    ...inCode,
  ];
  return {
    document: documents[0],
    modules: documents,
    calls,
    others,
    gaps,
    complete: gaps.length === 0,
  };
}
