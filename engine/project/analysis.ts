import type { Bounded } from "../boundary.ts";
import type { Flow } from "../flow/flow.ts";
import { flowsOf } from "../flow/flows.ts";
import type { Models } from "../flow/models.ts";
import { evaluateModule, type ModuleFacts } from "../flow/module.ts";
import { memoAmong } from "../memo.ts";
import type { CodeContext, Entry } from "../program/code.ts";
import { entriesOf } from "../program/entries.ts";
import { specifiersOf } from "../program/imports.ts";
import type { Document, ScriptDocument, TreeDocument } from "../syntax/document.ts";
import { literalTree } from "../syntax/literal-tree.ts";
import { languageOf, readDocument, readTree } from "../syntax/read.ts";
import type { Task } from "../task.ts";
import { kindOf } from "../template/identify.ts";
import { continued, type Lineage } from "../template/lineage.ts";
import { mentionsOf } from "../template/mentions.ts";
import type { Template } from "../template/model.ts";
import { alone, type Surroundings } from "../template/surroundings.ts";
import { templateAmong } from "../template/template.ts";
import type { SourceFile } from "../text/source.ts";
import { evaluateAll } from "./circles.ts";
import { codeContext } from "./code-context.ts";
import { type Deployed, deployedOf } from "./deployed.ts";
import { importedScript, scriptAt } from "./modules.ts";
import { Neighbours } from "./neighbours.ts";

type Files = ReadonlyMap<string, SourceFile>;

/** The files, and an object that stays the same as long as none comes or goes. */
interface FilesOfMoment {
  readonly files: Files;
  readonly layout: object;
  /** The same object as long as no YAML or JSON file changes. */
  readonly trees: object;
}

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
      if (!isTreePath(file.path)) continue;
      yield* readTree(file);
      yield;
    }
    this.areTreesRead = true;
  }
  private areTreesRead = false;

  /** What a file deploys. Undefined: it is no template. */
  template(document: TreeDocument): Template | undefined {
    return this.kept.template(document, this.kept.surroundings(this.moment));
  }

  /** What the file at a path deploys. */
  templateAt(path: string): Template | undefined {
    const document = isTemplatePath(path) ? treeAt(this.files, path) : undefined;
    return document && this.template(document);
  }

  /** All templates of the workspace. */
  templates(): readonly Template[] {
    this.allTemplates ??= [...this.files.keys()].flatMap((path) => this.templateAt(path) ?? []);
    return this.allTemplates;
  }
  private allTemplates: readonly Template[] | undefined;

  /** The other files that a template is written in, as far as it has been read. */
  filesOf(template: Template): ReadonlySet<string> {
    return this.kept.filesOf(template);
  }

  /** All deployed functions of the workspace. */
  deployed(): readonly Deployed[] {
    this.allDeployed ??= this.templates().flatMap(deployedOf);
    return this.allDeployed;
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

/** Results that outlive a workspace, each as long as what it was made from is the same. */
export class Kept {
  private readonly once = keptModules();
  private readonly twice = keptModules();
  private readonly entriesKept = memoAmong((facts: ModuleFacts, [models, ...deployed]) =>
    entriesOf(facts, deployed as Deployed[], (models as Models).sources),
  );
  private readonly flowsKept = memoAmong((facts: ModuleFacts, [models, entries]) =>
    (entries as readonly Entry[]).flatMap((entry) => flowsOf(facts, entry, models as Models)),
  );
  private readonly codeKept = memoAmong((facts: ModuleFacts, [entries]) =>
    codeContext(facts, entries as readonly Entry[]),
  );

  private readonly templatesKept = memoAmong((document: TreeDocument, [around]) => {
    const { seeing, seen } = watched(around as Surroundings);
    const template = templateAmong(document, seeing);
    if (template) this.files.set(template, seen);
    return template;
  });
  private readonly files = new WeakMap<Template, ReadonlySet<string>>();
  private readonly lines = new Map<string, Lineage>();
  private readonly neighbours = new Neighbours();

  private readonly importsKept = keptByLayout((document: ScriptDocument, files) =>
    specifiersOf(document).map((one) => importedScript(files, document.file.path, one)?.file.path),
  );
  private readonly handlersKept = keptByLayout(
    ({ handler }: Deployed, files) => handler && scriptAt(files, handler.file)?.file.path,
  );

  /** The template of a file among others; its resources are those of the file's last version as far as they are the same. */
  template(document: TreeDocument, around: Surroundings): Template | undefined {
    const depends = seesOthers(document, around) ? around : alone;
    const template = this.templatesKept(document, [depends]);
    if (!template) return undefined;
    this.makeCurrent(template);
    return template;
  }

  private readonly makeCurrent = (template: Template): void => {
    const { path } = template.document.file;
    const line = this.lines.get(path);
    if (line?.current !== template) this.lines.set(path, continued(template, line));
  };

  filesOf(template: Template): ReadonlySet<string> {
    return this.files.get(template) ?? noFiles;
  }

  /** The surroundings of all templates, as long as no YAML or JSON file changes. */
  surroundings({ trees, files }: FilesOfMoment): Surroundings {
    const all = () => [...files.keys()].flatMap((path) => (isTreePath(path) ? (treeAt(files, path) ?? []) : []));
    const at = (path: string): TreeDocument | undefined => {
      if (languageOf(path) === "script") this.scriptsAsTrees.add(path);
      return treeAt(files, path);
    };
    return this.neighbours.of({ identity: trees, all, at }, this.makeCurrent);
  }

  /** Whether a script is, or was asked for as, a part of a template. */
  isReadAsTree(path: string): boolean {
    return isTemplatePath(path) || this.scriptsAsTrees.has(path);
  }
  private readonly scriptsAsTrees = new Set<string>();

  /** `again`: for the second time of this moment, see `evaluateAll`. */
  module(
    document: ScriptDocument,
    models: Models,
    imports: readonly (ModuleFacts | undefined)[],
    again: boolean,
  ): ModuleFacts {
    return (again ? this.twice : this.once)(document, [models, ...imports]);
  }
  imports(document: ScriptDocument, moment: FilesOfMoment): readonly (string | undefined)[] {
    return this.importsKept(document, moment);
  }
  /** The path of the script that a deployed function runs. */
  handlerPath(deployed: Deployed, moment: FilesOfMoment): string | undefined {
    return this.handlersKept(deployed, moment);
  }
  entries(facts: ModuleFacts, deployed: readonly Deployed[], models: Models): readonly Entry[] {
    return this.entriesKept(facts, [models, ...deployed]);
  }
  flows(facts: ModuleFacts, entries: readonly Entry[], models: Models): readonly Flow[] {
    return this.flowsKept(facts, [models, entries]);
  }
  code(facts: ModuleFacts, entries: readonly Entry[]): CodeContext {
    return this.codeKept(facts, [entries]);
  }
}

/** Keeps what paths lead to as long as no file comes or goes. */
function keptByLayout<K extends object, O>(derive: (key: K, files: Files) => O): (key: K, moment: FilesOfMoment) => O {
  const kept = new WeakMap<K, { readonly layout: object; readonly value: O }>();
  return (key, { files, layout }) => {
    const known = kept.get(key);
    if (known?.layout === layout) return known.value;
    const value = derive(key, files);
    kept.set(key, { layout, value });
    return value;
  };
}

/** Evaluates modules; each next version of one begins from the facts of the last. */
function keptModules(): (document: ScriptDocument, inputs: readonly unknown[]) => ModuleFacts {
  const latest = new Map<string, ModuleFacts>();
  return memoAmong((document: ScriptDocument, inputs: readonly unknown[]) => {
    const [models, imports] = [inputs[0] as Models, inputs.slice(1) as (ModuleFacts | undefined)[]];
    const specifiers = specifiersOf(document);
    const { path } = document.file;
    const imported = (specifier: string) => imports[specifiers.indexOf(specifier)];
    const facts = evaluateModule(document, models, imported, latest.get(path));
    latest.set(path, facts);
    return facts;
  });
}

const noFiles: ReadonlySet<string> = new Set();

/** The same surroundings, and the paths whose trees are there and have been asked for. */
function watched(around: Surroundings): { readonly seeing: Surroundings; readonly seen: ReadonlySet<string> } {
  const seen = new Set<string>();
  const tree = (path: string): TreeDocument | undefined => {
    const found = around.tree(path);
    if (found) seen.add(path);
    return found;
  };
  return { seeing: { ...around, tree }, seen };
}

function treeAt(files: Files, path: string): TreeDocument | undefined {
  const file = files.get(path);
  const document = file && readDocument(file);
  // a script is a tree if it is nothing but an object literal
  if (document?.language === "script") return literalTree(document);
  return document?.language === "yaml" || document?.language === "json" ? document : undefined;
}

/** Whether what a template means may depend on other files. */
function seesOthers(document: TreeDocument, around: Surroundings): boolean {
  const { imports, nests, reads } = mentionsOf(document);
  return (
    kindOf(document) === "serverless" || imports || nests || reads || around.given(document.file.path) !== undefined
  );
}

/** A Serverless service may be described by a script. */
const isTemplatePath = (path: string): boolean => isTreePath(path) || /(^|\/)serverless[\w.-]*\.[cm]?[jt]s$/.test(path);

const isTreePath = (path: string): boolean => ["yaml", "json"].includes(languageOf(path) ?? "");
