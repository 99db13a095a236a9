import { memo } from "../memo.ts";
import { specifiersOf } from "../program/imports.ts";
import type { Document, ScriptDocument } from "../syntax/document.ts";
import { type Detected, detect } from "./detect.ts";
import { type Module, moduleOf, type World } from "./module.ts";
import { Things } from "./things.ts";

/** What is asked of the files of a moment. */
export interface Sources {
  document(path: string): Document | undefined;
  /** For each specifier of a script that may lead to another, in order, the path of that. */
  imports(document: ScriptDocument): readonly (string | undefined)[];
}

/** The scripts of one moment, and what is known of them whoever asks. */
export class CodeWorld {
  /** What things are, whoever calls the functions around them. */
  readonly things: Things;
  private readonly targets = new Map<ScriptDocument, ReadonlyMap<string, Module>>();
  private readonly reachable = new Map<ScriptDocument, readonly ScriptDocument[]>();

  constructor(private readonly sources: Sources) {
    this.things = new Things(this.among([]));
  }

  /** The world of a handler that loads some modules. */
  among(modules: readonly Module[]): World {
    return {
      modules,
      at: (path) => this.at(path),
      imported: ({ document }, specifier) => this.importedBy(document).get(specifier),
    };
  }

  at(path: string): Module | undefined {
    const document = this.sources.document(path);
    return document?.language === "script" ? moduleOf(document) : undefined;
  }

  importedBy(document: ScriptDocument): ReadonlyMap<string, Module> {
    const known = this.targets.get(document);
    if (known) return known;
    const paths = this.sources.imports(document);
    const found = new Map<string, Module>();
    for (const [index, specifier] of specifiersOf(document).entries()) {
      const path = paths[index];
      const module = path === undefined ? undefined : this.at(path);
      if (module) found.set(specifier, module);
    }
    this.targets.set(document, found);
    return found;
  }

  /** A script and all it imports, directly or not. */
  closure(document: ScriptDocument): readonly ScriptDocument[] {
    const known = this.reachable.get(document);
    if (known) return known;
    const found = new Set([document]);
    for (const one of found) for (const next of this.importedBy(one).values()) found.add(next.document);
    const closure = [...found];
    this.reachable.set(document, closure);
    return closure;
  }

  /** The calls of a module; kept as long as nothing that it imports has changed. */
  detected(module: Module): Detected {
    const around = this.closure(module.document);
    const known = latest(module.document);
    if (known.around && isSameList(known.around, around) && known.detected) return known.detected;
    known.around = around;
    known.detected = detect(module, this.things);
    return known.detected;
  }
}

/** What was detected in a script last, and with which others around. */
const latest = memo((_: ScriptDocument): { around?: readonly ScriptDocument[]; detected?: Detected } => ({}));

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);
