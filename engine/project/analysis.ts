import type { Bounded } from "../boundary.ts";
import type { Flow } from "../flow/flow.ts";
import type { Models } from "../flow/models.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { Entry } from "../program/code.ts";
import type { Run } from "../program/entries.ts";
import type { FunctionExpression } from "../program/ir.ts";
import type { Document, ScriptDocument, TreeDocument } from "../syntax/document.ts";
import { languageOf, readDocument, readTree } from "../syntax/read.ts";
import type { Task } from "../task.ts";
import type { Template } from "../template/model.ts";
import { evaluateAll } from "./circles.ts";
import type { CodeView } from "./code-context.ts";
import { type Deployed, deployedOf } from "./deployed.ts";
import type { Kept } from "./kept.ts";
import type { Modules } from "./modules.ts";
import { mayBeWrittenElsewhere, type Outline } from "./outline.ts";
import { reachedBy } from "./reached.ts";
import { definitionOf, type ExportOf, mayGiveAnothers } from "./reexports.ts";
import { type Files, type FilesOfMoment, isInAsset, isTemplatePath, isTreePath, treeAt } from "./trees.ts";

/** What the files of one moment are together: which function runs which code, and what the code does. Made on demand, kept by the identity of what it is made from. */
export class Analysis {
  private readonly facts = new Map<ScriptDocument, ModuleFacts | undefined>();

  constructor(
    readonly moment: FilesOfMoment,
    private readonly models: Models,
    private readonly kept: Kept,
    private readonly bounded: Bounded,
  ) {}

  private get files(): Files {
    return this.moment.files;
  }

  private get modules(): Modules {
    return this.kept.modules(this.moment);
  }

  document(path: string): Document | undefined {
    const file = this.files.get(path);
    return file && readDocument(file);
  }

  /** Reads the YAML and JSON files, in steps: what follows then asks for nothing that takes long. */
  *readTrees(): Task<void> {
    if (this.areTreesRead) return;
    for (const file of this.files.values()) {
      if (!isTreePath(file.path) || this.kept.knowsOutline(file)) continue;
      yield* readTree(file);
      this.outline(file.path);
      yield;
    }
    this.areTreesRead = true;
  }
  private areTreesRead = false;

  /** Of a file that is no tree there is none. */
  private outline(path: string): Outline | undefined {
    const file = this.files.get(path);
    return file && this.kept.outline(file, () => treeAt(this.files, path));
  }

  /** What a file deploys. Undefined: it is no template. */
  template(document: TreeDocument): Template | undefined {
    return this.kept.template(document, this.kept.surroundings(this.moment));
  }

  /** What the file at a path deploys. */
  templateAt(path: string): Template | undefined {
    const document = isTemplatePath(path) ? treeAt(this.files, path) : undefined;
    return document && this.template(document);
  }

  /** The templates that may have parts in other files. */
  templatesInParts(): readonly Template[] {
    this.inParts ??= this.templatePaths().flatMap((path) => {
      const outline = this.outline(path);
      return (outline && mayBeWrittenElsewhere(outline) && this.templateAt(path)) || [];
    });
    return this.inParts;
  }
  private inParts: readonly Template[] | undefined;

  /** Every template of the workspace, by path. */
  templates(): readonly Template[] {
    return [...this.templatePaths()].sort().flatMap((path) => this.templateAt(path) ?? []);
  }

  private templatePaths(): readonly string[] {
    return [...this.files.keys()].filter(isTemplatePath);
  }

  /** The other files that a template is written in, as far as it has been read. */
  filesOf(template: Template): ReadonlySet<string> {
    return this.kept.filesOf(template);
  }

  /** The deployed functions whose code is in the workspace, with others of the same templates. */
  deployed(): readonly Deployed[] {
    this.allDeployed ??= this.templatePaths().flatMap((path) => {
      const template = this.runsScripts(path) ? this.templateAt(path) : undefined;
      return template ? deployedOf(template) : [];
    });
    return this.allDeployed;
  }

  private runsScripts(path: string): boolean {
    const file = this.files.get(path);
    const handlers = file && this.kept.handlers(file, () => this.templateAt(path));
    return handlers?.some((handler) => this.modules.handler(handler) !== undefined) ?? false;
  }
  private allDeployed: readonly Deployed[] | undefined;

  /** The script that a deployed function runs. */
  handlerScript(deployed: Pick<Deployed, "handler">): ScriptDocument | undefined {
    const path = deployed.handler && this.modules.handler(deployed.handler.file);
    const document = path === undefined ? undefined : this.document(path);
    return document?.language === "script" ? document : undefined;
  }

  private runs: ReadonlyMap<string, readonly Run[]> | undefined;

  /** What runs a script as its handler's module, or has its handler from it. */
  private runsOf(document: ScriptDocument): readonly Run[] {
    if (!this.runs) {
      const runs = new Map<string, Run[]>();
      const add = (path: string, one: Deployed, exported: string) =>
        runs.set(path, [...(runs.get(path) ?? []), this.kept.run(one, exported)]);
      for (const one of this.deployed()) {
        const path = one.handler && this.modules.handler(one.handler.file);
        if (path === undefined || !one.handler) continue;
        add(path, one, one.handler.exported);
        const file = this.files.get(path);
        const inner = file && mayGiveAnothers(file.text) ? this.definition(one) : undefined;
        if (inner && inner.document.file.path !== path) add(inner.document.file.path, one, inner.exported);
      }
      this.runs = runs;
    }
    return this.runs.get(document.file.path) ?? [];
  }

  /** The export that is the handler of a deployed function in the end, whichever module gives it out. */
  private definition(deployed: Deployed): ExportOf | undefined {
    const document = this.handlerScript(deployed);
    if (!document || !deployed.handler) return undefined;
    return definitionOf({ document, exported: deployed.handler.exported }, (from, specifier) => {
      const path = this.modules.imported(from.file.path, specifier);
      const target = path === undefined ? undefined : this.document(path);
      return target?.language === "script" ? target : undefined;
    });
  }

  /** The handler of a deployed function. */
  entryOf(deployed: Deployed): Entry | undefined {
    const document = this.handlerScript(deployed);
    const named = (one: ScriptDocument, exported: string) =>
      this.entries(one).find((entry) => entry.exported === exported && !entry.base);
    const own = document && deployed.handler && named(document, deployed.handler.exported);
    const inner = document && !own ? this.definition(deployed) : undefined;
    return own ?? (inner && named(inner.document, inner.exported));
  }

  module(document: ScriptDocument): ModuleFacts | undefined {
    if (!this.facts.has(document))
      evaluateAll(document, this.facts, this.importedBy, (one, imported, again) =>
        this.bounded(one.file.path, () => this.kept.module(one, this.models, imported, again)),
      );
    return this.facts.get(document);
  }

  private readonly importedBy = (document: ScriptDocument): readonly (ScriptDocument | undefined)[] =>
    this.imports(document).map((path) => {
      const target = path === undefined ? undefined : this.document(path);
      return target?.language === "script" ? target : undefined;
    });

  scriptPaths(): readonly string[] {
    return [...this.files.keys()].filter((path) => languageOf(path) === "script" && !isInAsset(path));
  }

  /** For each specifier of a script that may lead to another, in order, the path of that. */
  imports(document: ScriptDocument): readonly (string | undefined)[] {
    return this.kept.imports(document, this.moment);
  }

  entries(document: ScriptDocument): readonly Entry[] {
    const facts = this.module(document);
    const runs = this.runsOf(document);
    const entries = facts ? this.kept.entries(facts, runs, this.models) : [];
    for (const { fn, exported } of entries) {
      const running = this.running.get(fn) ?? new Map<string, readonly Deployed[]>();
      this.running.set(fn, running);
      if (running.has(exported)) continue;
      running.set(
        exported,
        runs.filter((run) => run.exported === exported).map(({ deployed }) => deployed),
      );
    }
    return entries;
  }
  /** By function and export: what is kept from an earlier moment has entries of its own that say the same. */
  private readonly running = new WeakMap<FunctionExpression, Map<string, readonly Deployed[]>>();

  /** The deployed functions that run a handler which `entries` has given, now or at an earlier moment. */
  deployedBy({ fn, exported }: Entry): readonly Deployed[] {
    return this.running.get(fn)?.get(exported) ?? [];
  }

  /** `importers`: the scripts that import it, directly or not, whose handlers may run what is in it. */
  code(document: ScriptDocument, importers: readonly ScriptDocument[] = []): CodeView | undefined {
    const facts = this.module(document);
    if (!facts) return undefined;
    const { path } = document.file;
    const reached = importers.flatMap((one) => {
      const from = one === document ? undefined : this.module(one);
      const entries = from ? this.entries(one).filter(({ base }) => base === undefined) : [];
      return from ? reachedBy(from, entries, path, this.factsAt) : [];
    });
    return this.kept.code(facts, this.entries(document), reached, this.kept.declaredRange(this.moment));
  }

  private readonly factsAt = (path: string): ModuleFacts | undefined => {
    const document = this.document(path);
    return document?.language === "script" ? this.module(document) : undefined;
  };

  /** The flows that start in a script, a list for each handler; they may end in a module it imports. */
  flows(document: ScriptDocument): readonly (readonly Flow[])[] {
    const facts = this.module(document);
    return facts
      ? this.kept.flows(facts, this.entries(document), this.models, this.kept.declaredRange(this.moment))
      : [];
  }

  /** A script and all it imports, directly or not. */
  closure(document: ScriptDocument): readonly ModuleFacts[] {
    const found = new Set([document]);
    for (const one of found) for (const next of this.importedBy(one)) if (next) found.add(next);
    return [...found].flatMap((one) => this.module(one) ?? []);
  }
}
