import type { Bounded } from "./boundary.ts";
import type { Models } from "./flow/models.ts";
import { Analysis, type Kept } from "./project/analysis.ts";
import { fits } from "./project/config.ts";
import { type Links, linksOf } from "./project/links.ts";
import { usageOf } from "./project/usage-of.ts";
import type { Workspace } from "./project/workspace.ts";
import { codeHits, taintHits } from "./rule/drive-code.ts";
import { manifestHits, secretHits } from "./rule/drive-file.ts";
import { treeHits } from "./rule/drive-tree.ts";
import type { Finding, Fix, Hover } from "./rule/finding.ts";
import { type Reported, reported } from "./rule/findings.ts";
import { curing, type FixContext, fixAllOf, fixesOf, oneAfterOther, together } from "./rule/fixes.ts";
import type { Guarded, Hit } from "./rule/hit.ts";
import { hoverOf } from "./rule/hover.ts";
import { ownRules } from "./rule/own.ts";
import type { ProjectRule, Rule } from "./rule/rule.ts";
import { cutShortHits, unreadableHits } from "./rule/unreadable.ts";
import type { Document, ScriptDocument, TreeDocument } from "./syntax/document.ts";
import type { Task } from "./task.ts";
import { applyEdits, type TextEdit } from "./text/edit.ts";
import { basename, relativeTo } from "./text/path.ts";
import type { Place, Site, Span } from "./text/source.ts";

/** What the engine knows beside the user's files. */
export interface Knowledge {
  readonly rules: readonly Rule[];
  readonly models: Models;
}

/** Where our own faults are caught, so that the rest goes on. */
export interface Boundaries {
  readonly guard: Guarded;
  readonly bounded: Bounded;
}

/** One workspace and the questions it answers. Every answer is a pure function of it. */
export class Snapshot {
  private readonly analysis: Analysis;
  private readonly found = new Map<string, readonly Reported[]>();

  constructor(
    readonly workspace: Workspace,
    private readonly knowledge: Knowledge,
    private readonly kept: Kept,
    private readonly keptHits: WeakMap<object, readonly Hit[]>,
    private readonly boundaries: Boundaries,
  ) {
    this.analysis = new Analysis(workspace, knowledge.models, kept, boundaries.bounded);
  }

  get revision(): number {
    return this.workspace.revision;
  }

  /** All findings whose place is in the file, in the order of their places; suppressed ones are left out. */
  *check(path: string): Task<readonly Finding[]> {
    return (yield* this.reported(path)).map((one) => one.finding);
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
    const workspace = { ...this.workspace, files, layout: {} };
    return new Snapshot(workspace, this.knowledge, this.kept, this.keptHits, this.boundaries);
  }

  *hover(path: string, offset: number): Task<Hover | undefined> {
    const here = (yield* this.reported(path)).filter(
      ({ finding: { at } }) => at.span.start <= offset && offset <= at.span.end,
    );
    const hovers = here.map((one) => hoverOf(one.finding, one.hit.rule.meta, fixesOf(one, this.fixContext)));
    const [first] = hovers;
    return first && { at: first.at, markdown: hovers.map((hover) => hover.markdown).join("\n\n---\n\n") };
  }

  /** Paths that may have findings. */
  interesting(): readonly string[] {
    return [...this.workspace.files.keys()].filter((path) => !this.isExcluded(path));
  }

  /** Paths whose findings may change when the given ones do, they included. */
  *related(paths: Iterable<string>): Task<ReadonlySet<string>> {
    const all = [...paths];
    // what a package is named and holds may matter to any import and, through it, to any template
    if (all.some((path) => basename(path) === "package.json")) return new Set([...all, ...this.interesting()]);
    return (yield* this.links()).related(all);
  }

  private isExcluded(path: string): boolean {
    const { config, root } = this.workspace;
    return config.exclude.some((pattern) => fits(pattern, relativeTo(root, path)));
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
    const hits = [...(yield* this.fileHits(document)), ...(yield* this.linkedHits(document))];
    const view = {
      config: this.workspace.config,
      placeOf: this.placeOf,
      isRule: this.isRule,
      bounded: this.boundaries.bounded,
    };
    const all = reported(document, hits, view);
    this.found.set(path, all);
    return all;
  }

  /** Hits that follow from the file alone. */
  private *fileHits(document: Document): Task<readonly Hit[]> {
    return yield* this.keep(document, () => this.newFileHits(document));
  }

  /** Hits that were made before from the same thing, or made now. */
  private *keep(from: object, make: () => Task<readonly Hit[]>): Task<readonly Hit[]> {
    const known = this.keptHits.get(from);
    if (known) return known;
    const hits = yield* make();
    this.keptHits.set(from, hits);
    return hits;
  }

  private *newFileHits(document: Document): Task<readonly Hit[]> {
    const { rules } = this.knowledge;
    const hits: Hit[] = [...unreadableHits(document), ...(yield* secretHits(document, rules, this.boundaries.guard))];
    if (document.language === "yaml" || document.language === "json")
      hits.push(...(yield* treeHits(document, rules, this.boundaries.guard)));
    return hits;
  }

  /** Hits that follow from the file and others. */
  private *linkedHits(document: Document): Task<readonly Hit[]> {
    const { rules } = this.knowledge;
    yield* this.analysis.readTrees();
    const hits: Hit[] = [...(yield* manifestHits(document, this.analysis, this.exists, rules, this.boundaries.guard))];
    if (document.language === "script") {
      const code = this.analysis.code(document);
      if (code) hits.push(...(yield* this.keep(code, () => codeHits(code, rules, this.boundaries.guard))));
      hits.push(...(yield* this.flowHits(document)));
      if (code && code.entries.length > 0) hits.push(...cutShortHits(this.analysis.module(document)?.cutShort ?? []));
    } else if (document.language !== "text") hits.push(...(yield* this.projectHits(document)));
    return hits;
  }

  /** Flows that end in the script, wherever they begin: of several that end in one place the first, handlers by path. */
  private *flowHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const path = document.file.path;
    for (const importer of [...(yield* this.links()).importers(path)].sort()) {
      const starts = this.analysis.document(importer);
      if (starts?.language !== "script") continue;
      const flows = this.analysis.flows(starts);
      const all = yield* this.keep(flows, () => taintHits(flows, this.knowledge.rules, this.boundaries.guard));
      for (const hit of all)
        if (hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))) hits.push(hit);
    }
    return hits;
  }

  private *projectHits(document: TreeDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const projectRules = this.knowledge.rules.filter((rule): rule is ProjectRule<unknown> => rule.kind === "project");
    for (const deployed of this.analysis.deployed()) {
      if (deployed.template.document !== document) continue;
      const usage = usageOf(this.analysis, deployed);
      for (const rule of projectRules)
        hits.push(...this.boundaries.guard(rule, document.file.path, () => rule.check(deployed, usage)));
      yield;
    }
    return hits.filter((hit) => hit.match.at.block.path === document.file.path);
  }

  private readonly exists = (path: string): boolean => {
    const { files, names } = this.workspace;
    if (!path.endsWith("/")) return files.has(path) || names.has(path);
    return [...files.keys(), ...names].some((one) => one.startsWith(path));
  };

  private readonly isRule = (id: string): boolean =>
    [...this.knowledge.rules, ...ownRules].some((rule) => rule.meta.id === id);

  private readonly placeOf = (site: Site): Place => {
    const { path } = site.block;
    const base = this.analysis.document(path)?.blocks.get(site.block) ?? 0;
    return { path, span: { start: base + site.start, end: base + site.end } };
  };

  private readonly fixContext: FixContext = {
    documentOf: (path) => this.analysis.document(path),
    placeOf: this.placeOf,
    bounded: (path, make) => this.boundaries.bounded(path, make),
  };
}

/** One comment may silence several findings of a rule. */
function onceEach(fixes: readonly Fix[]): readonly Fix[] {
  const placeOf = ({ rule, edits }: Fix) =>
    [rule, ...[...edits.values()].flat().map(({ span }) => span.start)].join(" ");
  return [...new Map(fixes.map((fix) => [placeOf(fix), fix])).values()];
}

const isSameHit = (a: Hit, b: Hit): boolean =>
  a.rule === b.rule && a.match.at.block === b.match.at.block && a.match.at.start === b.match.at.start;
