import type { Bounded } from "../boundary.ts";
import type { Flow } from "../flow/flow.ts";
import type { Models } from "../flow/models.ts";
import type { ModuleFacts } from "../flow/module.ts";
import type { CodeContext, Entry } from "../program/code.ts";
import type { Document, ScriptDocument, TreeDocument } from "../syntax/document.ts";
import { languageOf, readDocument, readTree } from "../syntax/read.ts";
import type { Task } from "../task.ts";
import type { Template } from "../template/model.ts";
import { evaluateAll } from "./circles.ts";
import { type Deployed, deployedOf } from "./deployed.ts";
import type { Kept } from "./kept.ts";
import { scriptAt } from "./modules.ts";
import { mayBeWrittenElsewhere, type Outline } from "./outline.ts";
import { type Files, type FilesOfMoment, isTemplatePath, isTreePath, treeAt } from "./trees.ts";

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
    return handlers?.some((handler) => scriptAt(this.files, handler) !== undefined) ?? false;
  }
  private allDeployed: readonly Deployed[] | undefined;

  /** The script that a deployed function runs. */
  handlerScript(deployed: Deployed): ScriptDocument | undefined {
    const path = this.kept.handlerPath(deployed, this.moment);
    const document = path === undefined ? undefined : this.document(path);
    return document?.language === "script" ? document : undefined;
  }

  private runs: ReadonlyMap<string, readonly Deployed[]> | undefined;

  /** The functions that run a script as their handler's module. */
  deployedFrom(document: ScriptDocument): readonly Deployed[] {
    if (!this.runs) {
      const runs = new Map<string, Deployed[]>();
      for (const one of this.deployed()) {
        const path = this.kept.handlerPath(one, this.moment);
        if (path) runs.set(path, [...(runs.get(path) ?? []), one]);
      }
      this.runs = runs;
    }
    return this.runs.get(document.file.path) ?? [];
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
    return [...this.files.keys()].filter((path) => languageOf(path) === "script");
  }

  /** For each relative specifier of a script, in order, the path of the script it leads to. */
  imports(document: ScriptDocument): readonly (string | undefined)[] {
    return this.kept.imports(document, this.moment);
  }

  entries(document: ScriptDocument): readonly Entry[] {
    const facts = this.module(document);
    return facts ? this.kept.entries(facts, this.deployedFrom(document), this.models) : [];
  }

  code(document: ScriptDocument): CodeContext | undefined {
    const facts = this.module(document);
    return facts && this.kept.code(facts, this.entries(document));
  }

  /** The flows that start in the handlers of a script; they may end in a module it imports. */
  flows(document: ScriptDocument): readonly Flow[] {
    const facts = this.module(document);
    return facts ? this.kept.flows(facts, this.entries(document), this.models) : [];
  }

  /** A script and all it imports, directly or not. */
  closure(document: ScriptDocument): readonly ModuleFacts[] {
    const found = new Set([document]);
    for (const one of found) for (const next of this.importedBy(one)) if (next) found.add(next);
    return [...found].flatMap((one) => this.module(one) ?? []);
  }
}
