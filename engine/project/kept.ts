import type { Flow } from "../flow/flow.ts";
import { flowsIn } from "../flow/flows.ts";
import type { Models } from "../flow/models.ts";
import { evaluateModule, type ModuleFacts } from "../flow/module.ts";
import { memoAmong } from "../memo.ts";
import type { Entry } from "../program/code.ts";
import { entriesOf, type Run } from "../program/entries.ts";
import { specifiersOf } from "../program/imports.ts";
import type { ScriptDocument, TreeDocument } from "../syntax/document.ts";
import { forget, languageOf } from "../syntax/read.ts";
import { kindOf } from "../template/identify.ts";
import { continued, type Lineage } from "../template/lineage.ts";
import { mentionsOf } from "../template/mentions.ts";
import type { Template } from "../template/model.ts";
import { filesOf as filesOfService } from "../template/serverless.ts";
import { alone, type Surroundings } from "../template/surroundings.ts";
import { templateAmong } from "../template/template.ts";
import type { SourceFile } from "../text/source.ts";
import { type CodeView, codeContext } from "./code-context.ts";
import type { Reach } from "./code-state.ts";
import type { DeclaredRange } from "./dependencies.ts";
import { type Deployed, deployedOf } from "./deployed.ts";
import { type Modules, modulesAmong } from "./modules.ts";
import { Neighbours } from "./neighbours.ts";
import { maySpeakToOthers, type Outline, outlineOf } from "./outline.ts";
import { type ProjectFiles, projectFiles } from "./project-files.ts";
import { isSameReach } from "./reached.ts";
import { type FilesOfMoment, isTemplatePath, isTreePath, treeAt } from "./trees.ts";

/** Results that outlive a workspace, each as long as what it was made from is the same. */
export class Kept {
  private readonly once = keptModules();
  private readonly twice = keptModules();
  private readonly entriesKept = memoAmong((facts: ModuleFacts, [models, ...runs]) =>
    entriesOf(facts, runs as Run[], (models as Models).sources),
  );
  private readonly flowsKept = memoAmong((facts: ModuleFacts, [models, entries, declaredRange]) =>
    flowsIn(facts, entries as readonly Entry[], {
      models: models as Models,
      declaredRange: declaredRange as DeclaredRange,
    }),
  );
  private readonly codeKept = memoAmong((facts: ModuleFacts, [entries, reached, declaredRange]) =>
    codeContext(facts, entries as readonly Entry[], reached as readonly Reach[], declaredRange as DeclaredRange),
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

  private readonly projectOf = projectFiles();
  private readonly importsKept = memoAmong((document: ScriptDocument, [modules]) =>
    specifiersOf(document).map((one) => (modules as Modules).imported(document.file.path, one)),
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

  /** The other files that a template is written in: all of a Serverless service, those read so far of any other. */
  filesOf(template: Template): ReadonlySet<string> {
    return template.dialect === "serverless" ? filesOfService(template) : (this.files.get(template) ?? noFiles);
  }

  /** The surroundings of all templates, as long as no YAML or JSON file changes. */
  surroundings({ trees, files }: FilesOfMoment): Surroundings {
    const speaking = () =>
      [...files.values()].flatMap((file) => {
        const outline = isTreePath(file.path) ? this.outline(file, () => treeAt(files, file.path)) : undefined;
        return (outline && maySpeakToOthers(outline) && treeAt(files, file.path)) || [];
      });
    const at = (path: string): TreeDocument | undefined => {
      if (languageOf(path) === "script") this.scriptsAsTrees.add(path);
      return treeAt(files, path);
    };
    return this.neighbours.of({ identity: trees, speaking, at }, this.makeCurrent);
  }

  outline(file: SourceFile, tree: () => TreeDocument | undefined): Outline | undefined {
    const known = this.outlines.get(file);
    if (known) return known;
    const document = tree();
    const outline = document && outlineOf(document);
    if (outline) this.outlines.set(file, outline);
    return outline;
  }
  private readonly outlines = new WeakMap<SourceFile, Outline>();

  knowsOutline(file: SourceFile): boolean {
    return this.outlines.has(file);
  }

  /** The files that the functions of a template run, without extension. */
  handlers(file: SourceFile, template: () => Template | undefined): readonly string[] {
    const known = this.handlerFiles.get(file);
    if (known) return known;
    const functions = template();
    const handlers = (functions ? deployedOf(functions) : []).flatMap(({ handler }) => handler?.file ?? []);
    const files = [...new Set(handlers)];
    this.handlerFiles.set(file, files);
    return files;
  }
  private readonly handlerFiles = new WeakMap<SourceFile, readonly string[]>();

  /** Lets go of all that was made of a file but what others need of it. */
  release(file: SourceFile): void {
    forget(file);
    this.lines.delete(file.path);
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
    return this.importsKept(document, [this.modules(moment)]);
  }
  /** Where the modules are; the same object as long as no file comes or goes and no project file changes. */
  modules(moment: FilesOfMoment): Modules {
    const project = this.projectOf(moment);
    const known = this.lastModules;
    if (known?.layout === moment.layout && known.project === project) return known.modules;
    const modules = modulesAmong(new Set(moment.files.keys()), project);
    this.lastModules = { layout: moment.layout, project, modules };
    return modules;
  }
  private lastModules:
    | { readonly layout: object; readonly project: ProjectFiles; readonly modules: Modules }
    | undefined;

  /** What package.json files declare; the same function as long as none of those changes. */
  declaredRange(moment: FilesOfMoment): DeclaredRange {
    return this.projectOf(moment).declaredRange;
  }
  entries(facts: ModuleFacts, runs: readonly Run[], models: Models): readonly Entry[] {
    return this.entriesKept(facts, [models, ...runs]);
  }
  /** That a deployed function runs an export; the same object each time. */
  run(deployed: Deployed, exported: string): Run {
    const known = this.runs.get(deployed) ?? new Map<string, Run>();
    this.runs.set(deployed, known);
    const run = known.get(exported) ?? { deployed, exported };
    known.set(exported, run);
    return run;
  }
  private readonly runs = new WeakMap<Deployed, Map<string, Run>>();

  flows(
    facts: ModuleFacts,
    entries: readonly Entry[],
    models: Models,
    declaredRange: DeclaredRange,
  ): readonly (readonly Flow[])[] {
    return this.flowsKept(facts, [models, entries, declaredRange]);
  }
  /** `reached`: by handlers of other modules. */
  code(
    facts: ModuleFacts,
    entries: readonly Entry[],
    reached: readonly Reach[],
    declaredRange: DeclaredRange,
  ): CodeView {
    const { path } = facts.document.file;
    const before = this.reached.get(path);
    const same = before && isSameReach(before, reached) ? before : reached;
    this.reached.set(path, same);
    return this.codeKept(facts, [entries, same, declaredRange]);
  }
  private readonly reached = new Map<string, readonly Reach[]>();
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

/** Whether what a template means may depend on other files. */
function seesOthers(document: TreeDocument, around: Surroundings): boolean {
  const { imports, nests, reads } = mentionsOf(document);
  return (
    kindOf(document) === "serverless" || imports || nests || reads || around.given(document.file.path) !== undefined
  );
}
