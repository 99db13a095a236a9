import type { Completion } from "./assist/completion.ts";
import { completionsAt } from "./assist/completions-at.ts";
import { type Definition, definitionsAt } from "./assist/definition.ts";
import { hoverAt } from "./assist/hover-at.ts";
import { type Lens, lensesOf } from "./assist/lenses.ts";
import type { Scene } from "./assist/scene.ts";
import { tighteningOf } from "./assist/tightening.ts";
import { Hits } from "./hits.ts";
import type { Means } from "./means.ts";
import { type FunctionReport, functionReport } from "./privileges/function-report.ts";
import { type Privileges, privilegesOf } from "./privileges/privileges.ts";
import { usageAmongSharers } from "./privileges/sharing.ts";
import { Analysis } from "./project/analysis.ts";
import { fits } from "./project/config.ts";
import { deployedOf } from "./project/deployed.ts";
import { type Links, linksOf } from "./project/links.ts";
import { isInAsset } from "./project/trees.ts";
import type { Workspace } from "./project/workspace.ts";
import type { Finding, Fix, Hover } from "./rule/finding.ts";
import { type Reported, reported, type Shown, shown, type View } from "./rule/findings.ts";
import { curing, type FixContext, fixAllOf, fixesOf, oneAfterOther, together } from "./rule/fixes.ts";
import { hoverOf } from "./rule/hover.ts";
import { ownRules } from "./rule/own.ts";
import type { Grounds } from "./rule/rule.ts";
import type { Task } from "./task.ts";
import type { Template } from "./template/model.ts";
import { applyEdits, type TextEdit } from "./text/edit.ts";
import { basename, relativeTo } from "./text/path.ts";
import type { Place, Site, Span } from "./text/source.ts";

/** One workspace and the questions it answers. Every answer is a pure function of it. */
export class Snapshot {
  private readonly analysis: Analysis;
  private readonly hits: Hits;
  private readonly found = new Map<string, readonly Reported[]>();

  constructor(
    readonly workspace: Workspace,
    private readonly means: Means,
  ) {
    const { models, kept, boundaries } = means;
    this.analysis = new Analysis(workspace, models, kept, boundaries.bounded);
    this.hits = new Hits(workspace, this.analysis, means, this.links);
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
    return shown(document, yield* this.hits.of(document), this.view, most, near);
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

  private readonly links = function* (this: Snapshot): Task<Links> {
    this.linked ??= yield* linksOf(this.analysis);
    return this.linked;
  }.bind(this);

  private *reported(path: string): Task<readonly Reported[]> {
    const known = this.found.get(path);
    if (known) return known;
    const document = this.analysis.document(path);
    if (!document) return [];
    const all = reported(document, yield* this.hits.of(document), this.view);
    this.found.set(path, all);
    return all;
  }

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
