import type { Completion } from "./assist/completion.ts";
import { completionsAt } from "./assist/completions-at.ts";
import { type Definition, definitionsAt } from "./assist/definition.ts";
import { hoverAt } from "./assist/hover-at.ts";
import { type Lens, lensesOf } from "./assist/lenses.ts";
import type { Scene } from "./assist/scene.ts";
import { type Tighten, tighteningOf } from "./assist/tightening.ts";
import type { Bounded } from "./boundary.ts";
import type { Flow } from "./flow/flow.ts";
import type { Models } from "./flow/models.ts";
import type { Entry } from "./program/code.ts";
import { Analysis } from "./project/analysis.ts";
import { fits } from "./project/config.ts";
import { type Deployed, deployedOf } from "./project/deployed.ts";
import { exposureOfAll, exposuresIn } from "./project/exposures.ts";
import { type FunctionReport, functionReport } from "./project/function-report.ts";
import { handlerHome } from "./project/handler-home.ts";
import type { Kept } from "./project/kept.ts";
import { type Links, linksOf } from "./project/links.ts";
import { type Privileges, privilegesOf } from "./project/privileges.ts";
import { usageAmongSharers } from "./project/sharing.ts";
import { isInAsset } from "./project/trees.ts";
import type { Workspace } from "./project/workspace.ts";
import { codeHits, taintHits } from "./rule/drive-code.ts";
import { heldHits, manifestHits, secretHits } from "./rule/drive-file.ts";
import type { TreeDriver } from "./rule/drive-tree.ts";
import { type Exposure, exposed } from "./rule/exposure.ts";
import type { Finding, Fix, Hover } from "./rule/finding.ts";
import { type HitLists, type Reported, reported, type Shown, shown, type View } from "./rule/findings.ts";
import { curing, type FixContext, fixAllOf, fixesOf, oneAfterOther, together } from "./rule/fixes.ts";
import type { Guarded, Hit } from "./rule/hit.ts";
import { hoverOf } from "./rule/hover.ts";
import { ownRules } from "./rule/own.ts";
import type { Grounds, Rule } from "./rule/rule.ts";
import { cutShortHits, unreadableHits } from "./rule/unreadable.ts";
import type { Document, ScriptDocument } from "./syntax/document.ts";
import { languageOf } from "./syntax/read.ts";
import type { Task } from "./task.ts";
import type { Template } from "./template/model.ts";
import { applyEdits, type TextEdit } from "./text/edit.ts";
import { basename, relativeTo } from "./text/path.ts";
import type { Place, Site, Span } from "./text/source.ts";

/** What the engine knows beside the user's files. */
export interface Knowledge {
  readonly rules: readonly Rule[];
  readonly models: Models;
  readonly tighten?: Tighten;
}

/** Where our own faults are caught, so that the rest goes on. */
export interface Boundaries {
  readonly guard: Guarded;
  readonly bounded: Bounded;
}

/** What the snapshots of one host share. `models`: ours with the configuration's. */
export interface Means {
  readonly knowledge: Knowledge;
  readonly models: Models;
  readonly kept: Kept;
  readonly keptHits: WeakMap<object, readonly Hit[]>;
  readonly driver: TreeDriver;
  readonly boundaries: Boundaries;
}

/** One workspace and the questions it answers. Every answer is a pure function of it. */
export class Snapshot {
  private readonly analysis: Analysis;
  private readonly found = new Map<string, readonly Reported[]>();

  constructor(
    readonly workspace: Workspace,
    private readonly means: Means,
  ) {
    const { models, kept, boundaries } = means;
    this.analysis = new Analysis(workspace, models, kept, boundaries.bounded);
  }

  get revision(): number {
    return this.workspace.revision;
  }

  /** All findings whose place is in the file, in the order of their places; suppressed ones are left out. */
  *check(path: string): Task<readonly Finding[]> {
    return (yield* this.reported(path)).map((one) => one.finding);
  }

  /** The findings of a file to be shown at once: at most so many, those that begin near a place first, then the most severe. */
  *shown(path: string, most: number, near?: Span): Task<Shown> {
    const document = this.analysis.document(path);
    if (!document) return { findings: [], more: 0 };
    return shown(document, yield* this.hits(document), this.view, most, near);
  }

  /** The cures of the findings that touch the span, the preferred one of each first; after them all, the suppressions. */
  *fixes(path: string, span: Span): Task<readonly Fix[]> {
    const touched = (yield* this.reported(path)).filter(
      ({ finding: { at } }) => at.span.start <= span.end && span.start <= at.span.end,
    );
    const all = touched.flatMap((one) => fixesOf(one, this.fixContext));
    return [...all.filter((fix) => !fix.suppresses), ...onceEach(all.filter((fix) => fix.suppresses))];
  }

  /** The cures of a finding that this snapshot gave, the preferred one first; suppressions are none. */
  *cures(finding: Finding): Task<readonly Fix[]> {
    const one = (yield* this.reported(finding.at.path)).find((each) => each.finding === finding);
    return one ? curing(one, this.fixContext) : [];
  }

  /** Cures of the file's findings that can be applied together. */
  *fixAll(path: string, safety: Fix["safety"]): Task<readonly Fix[]> {
    return fixAllOf(yield* this.reported(path), safety, this.fixContext);
  }

  /**
   * The edits, by path, that cure all findings of the file that have a cure of at most that safety. Cures that touch the same text come one
   * after the other, each made for the text that the one before it left; at most so many rounds.
   */
  *editsOfAll(path: string, safety: Fix["safety"], rounds = 5): Task<ReadonlyMap<string, readonly TextEdit[]>> {
    const first = together(yield* this.fixAll(path, safety));
    if (first.size === 0 || rounds <= 1) return first;
    const then = yield* this.after(first).editsOfAll(path, safety, rounds - 1);
    return oneAfterOther(first, then, (at) => this.workspace.files.get(at)?.text.length ?? 0);
  }

  /** The snapshot of what the workspace would be after edits. */
  private after(edits: ReadonlyMap<string, readonly TextEdit[]>): Snapshot {
    const files = new Map(this.workspace.files);
    for (const [path, list] of edits) {
      const before = files.get(path) ?? { path, version: 0, text: "" };
      files.set(path, { ...before, text: applyEdits(before.text, list) });
    }
    return new Snapshot({ ...this.workspace, files, layout: {}, trees: {} }, this.means);
  }

  /** What there is to say of a place: of its findings first, then of what stands there. */
  *hover(path: string, offset: number): Task<Hover | undefined> {
    const here = (yield* this.reported(path)).filter(
      ({ finding: { at } }) => at.span.start <= offset && offset <= at.span.end,
    );
    const findings = here.map((one) => hoverOf(one.finding, one.hit.rule.meta, fixesOf(one, this.fixContext)));
    const hovers = [...findings, ...(yield* hoverAt(this.scene, path, offset, (at) => this.workspace.files.get(at)))];
    const [first] = hovers;
    return first && { at: first.at, markdown: hovers.map((hover) => hover.markdown).join("\n\n---\n\n") };
  }

  /** What can be written at a place of a policy. */
  *completions(path: string, offset: number): Task<readonly Completion[]> {
    return yield* completionsAt(this.analysis, path, offset);
  }

  /** The lines to be shown over the functions and handlers of a file. */
  *lenses(path: string): Task<readonly Lens[]> {
    return yield* lensesOf(this.scene, path);
  }

  /** What the word at a place stands for. */
  *definitions(path: string, offset: number): Task<readonly Definition[]> {
    return yield* definitionsAt(this.scene, path, offset);
  }

  /** The edits that leave the role of a template's function what is needed. */
  *tightening(path: string, name: string): Task<ReadonlyMap<string, readonly TextEdit[]>> {
    yield* this.analysis.readTrees();
    const template = this.analysis.templateAt(path);
    const deployed = template && deployedOf(template).find(({ resource }) => resource.name === name);
    if (!deployed) return new Map();
    const { tighten } = this.means.knowledge;
    const privileges = privilegesOf(deployed, usageAmongSharers(this.analysis, deployed));
    return tighten ? tighteningOf(privileges, tighten, this.fixContext) : new Map();
  }

  /** The deployed functions of the workspace's templates, by path and place: what each does and what it may do. */
  *functions(): Task<readonly Privileges[]> {
    yield* this.analysis.readTrees();
    const found: Privileges[] = [];
    const parts = new Set(this.analysis.templatesInParts().flatMap((one) => this.partsOf(one)));
    for (const template of this.analysis.templates()) {
      if (parts.has(template.document.file.path)) continue;
      for (const deployed of deployedOf(template)) {
        found.push(privilegesOf(deployed, usageAmongSharers(this.analysis, deployed)));
        yield;
      }
    }
    return found;
  }

  /** The files that mean nothing but as parts of a Serverless service. */
  private readonly partsOf = (service: Template): readonly string[] =>
    service.dialect === "serverless" ? [...this.analysis.filesOf(service)] : [];

  /** What is told of a function, as plain data. */
  report(privileges: Privileges): FunctionReport {
    return functionReport(privileges, this.analysis.entryOf(privileges.deployed)?.at, this.placeOf);
  }

  /** Paths that may have findings. */
  interesting(): readonly string[] {
    return [...this.workspace.files.keys()].filter((path) => !this.isExcluded(path));
  }

  /** Paths whose findings may change when the given ones do, they included. */
  *related(paths: Iterable<string>): Task<ReadonlySet<string>> {
    const all = [...paths];
    // what a package is named and holds, and what names stand for, may matter to any import and, through it, to any template
    if (all.some((path) => /^(?:package|[tj]sconfig.*)\.json$/.test(basename(path))))
      return new Set([...all, ...this.interesting()]);
    return (yield* this.links()).related(all);
  }

  private isExcluded(path: string): boolean {
    const { config, root } = this.workspace;
    return isInAsset(path) || config.exclude.some((pattern) => fits(pattern, relativeTo(root, path)));
  }

  private get scene(): Scene {
    const { analysis, placeOf } = this;
    return { analysis, placeOf, importers: (path) => this.importersOf(path) };
  }

  private *importersOf(path: string): Task<ReadonlySet<string>> {
    return (yield* this.links()).importers(path);
  }

  private linked: Links | undefined;

  private *links(): Task<Links> {
    this.linked ??= yield* linksOf(this.analysis);
    return this.linked;
  }

  private *reported(path: string): Task<readonly Reported[]> {
    const known = this.found.get(path);
    if (known) return known;
    const document = this.analysis.document(path);
    if (!document) return [];
    const all = reported(document, yield* this.hits(document), this.view);
    this.found.set(path, all);
    return all;
  }

  private *hits(document: Document): Task<HitLists> {
    return [...(yield* this.fileHits(document)), ...(yield* this.linkedHits(document))];
  }

  /** Hits that follow from the file alone. */
  private *fileHits(document: Document): Task<readonly (readonly Hit[])[]> {
    const { driver, knowledge, boundaries } = this.means;
    const own = yield* this.keep(document, function* () {
      const hits = [...unreadableHits(document), ...heldHits(document, knowledge.rules, boundaries.guard)];
      if (document.language === "script" || document.language === "text")
        return [...hits, ...(yield* secretHits(document, knowledge.rules, boundaries.guard))];
      return [...hits, ...(yield* driver.policyFile(document))];
    });
    return document.language === "script" || document.language === "text"
      ? [own]
      : [own, ...(yield* driver.texts(document))];
  }

  /** Hits that were made before from the same thing, or made now. */
  private *keep(from: object, make: () => Task<readonly Hit[]>): Task<readonly Hit[]> {
    const known = this.means.keptHits.get(from);
    if (known) return known;
    const hits = yield* make();
    this.means.keptHits.set(from, hits);
    return hits;
  }

  /** Hits that follow from the file and others. */
  private *linkedHits(document: Document): Task<readonly (readonly Hit[])[]> {
    const { knowledge, boundaries } = this.means;
    yield* this.analysis.readTrees();
    const lists = [yield* manifestHits(document, this.analysis, this.exists, knowledge.rules, boundaries.guard)];
    if (document.language === "script") {
      const code = this.analysis.code(document, yield* this.importers(document));
      if (code) {
        const hits = yield* this.keep(code, () => codeHits(code, knowledge.rules, boundaries.guard));
        lists.push(exposed(hits, ({ match }) => this.exposureOf(code.handlerOf(match.at))));
      }
      lists.push(yield* this.flowHits(document));
      lists.push(yield* this.deployedHits(document));
      if (code && code.entries.length > 0) lists.push(cutShortHits(this.analysis.module(document)?.cutShort ?? []));
    }
    for (const hits of yield* this.templateHits(document.file.path)) lists.push(hits);
    return lists;
  }

  /** Hits of the templates that the file is, or is a part of: those that lie in it. */
  private *templateHits(path: string): Task<readonly (readonly Hit[])[]> {
    const hits: (readonly Hit[])[] = [];
    const others: Template[] = [];
    for (const template of this.analysis.templatesInParts()) {
      if (template.document.file.path === path) continue;
      const found = yield* this.hitsOf(template);
      if (!this.analysis.filesOf(template).has(path)) continue;
      others.push(template);
      hits.push(...found);
    }
    // a part of a Serverless service means nothing by itself
    const own = others.some(({ dialect }) => dialect === "serverless") ? undefined : this.analysis.templateAt(path);
    if (own) hits.push(...(yield* this.hitsOf(own)));
    const isElsewhere = others.length > 0 || (own && this.analysis.filesOf(own).size > 0);
    return isElsewhere ? hits.map((some) => some.filter((hit) => hit.match.at.block.path === path)) : hits;
  }

  private *hitsOf(template: Template): Task<readonly (readonly Hit[])[]> {
    const { driver } = this.means;
    const hits = [...(yield* driver.template(template))];
    for (const [index, deployed] of deployedOf(template).entries()) {
      const found = this.hitsAbout(deployed).filter((hit) => !isInScript(hit));
      if (found.length > 0) hits.push(found);
      if (index % 50 === 0) yield;
    }
    const exposureAt = exposuresIn(template);
    return hits.map((some) => exposed(some, ({ match }) => exposureAt(match.at)));
  }

  private exposureOf(entry: Entry | undefined): Exposure | undefined {
    const deployed = entry ? this.analysis.deployedBy(entry) : [];
    return deployed.length > 0 ? exposureOfAll(deployed) : undefined;
  }

  /** Flows that end in the script, wherever they begin: of several that end in one place the first, handlers by path. */
  private *flowHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const path = document.file.path;
    for (const starts of yield* this.importers(document)) {
      for (const flows of this.analysis.flows(starts)) {
        const { knowledge, boundaries } = this.means;
        const found = yield* this.keep(flows, () => taintHits(flows, knowledge.rules, boundaries.guard));
        for (const hit of exposed(found, ({ match }) => this.exposureOf((match.data as Flow).entry)))
          if (hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))) hits.push(hit);
      }
    }
    return hits;
  }

  /** Hits of project rules; they may lie in the template or in code. */
  private hitsAbout(deployed: Deployed): readonly Hit[] {
    const usage = usageAmongSharers(this.analysis, deployed);
    return this.means.driver.deployed(deployed, usage, handlerHome(this.analysis, deployed));
  }

  /** Hits of project rules that lie in the script: about functions whose handlers reach it. Of several at one place the first. */
  private *deployedHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const { path } = document.file;
    const reaching = new Set(yield* this.importers(document));
    for (const deployed of this.analysis.deployed()) {
      const handler = this.analysis.handlerScript(deployed);
      if (!handler || !reaching.has(handler)) continue;
      for (const hit of this.hitsAbout(deployed))
        if (hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))) hits.push(hit);
      yield;
    }
    return hits;
  }

  /** The script and all that import it, directly or not, by path. */
  private *importers(document: ScriptDocument): Task<readonly ScriptDocument[]> {
    const paths = [...(yield* this.links()).importers(document.file.path)].sort();
    return paths.flatMap((path) => {
      const one = this.analysis.document(path);
      return one?.language === "script" ? [one] : [];
    });
  }

  private readonly exists = (path: string): boolean => {
    const { files, names } = this.workspace;
    if (!path.endsWith("/")) return files.has(path) || names.has(path);
    return [...files.keys(), ...names].some((one) => one.startsWith(path));
  };

  private readonly isRule = (id: string): boolean =>
    [...this.means.knowledge.rules, ...ownRules].some((rule) => rule.meta.id === id);

  private readonly startOf = (site: Site): number =>
    (this.analysis.document(site.block.path)?.blocks.get(site.block) ?? 0) + site.start;

  private readonly placeOf = (site: Site): Place => {
    const start = this.startOf(site);
    return { path: site.block.path, span: { start, end: start + site.end - site.start } };
  };

  private get view(): View {
    const { placeOf, startOf, isRule } = this;
    return { config: this.workspace.config, placeOf, startOf, isRule, bounded: this.means.boundaries.bounded };
  }

  /** Cures are made for few findings at a time, so that nothing of this is kept. */
  private readonly grounds: Grounds = {
    privilegesIn: (template, isMeant) =>
      deployedOf(template)
        .filter(isMeant)
        .map((deployed) => privilegesOf(deployed, usageAmongSharers(this.analysis, deployed))),
  };

  private get fixContext(): FixContext {
    return {
      documentOf: (path) => this.analysis.document(path),
      placeOf: this.placeOf,
      bounded: (path, make) => this.means.boundaries.bounded(path, make),
      options: this.workspace.config.options,
      grounds: this.grounds,
    };
  }
}

/** One comment may silence several findings of a rule. */
function onceEach(fixes: readonly Fix[]): readonly Fix[] {
  const placeOf = ({ rule, edits }: Fix) =>
    [rule, ...[...edits.values()].flat().map(({ span }) => span.start)].join(" ");
  return [...new Map(fixes.map((fix) => [placeOf(fix), fix])).values()];
}

const isInScript = (hit: Hit): boolean => languageOf(hit.match.at.block.path) === "script";

const isSameHit = (a: Hit, b: Hit): boolean =>
  a.rule === b.rule && a.match.at.block === b.match.at.block && a.match.at.start === b.match.at.start;
