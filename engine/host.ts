import type { Models } from "./flow/models.ts";
import { Analysis, Kept } from "./project/analysis.ts";
import { defaultConfig, fits } from "./project/config.ts";
import { type Links, linksOf } from "./project/links.ts";
import { usageOf } from "./project/usage-of.ts";
import type { Change, Workspace } from "./project/workspace.ts";
import { codeHits, taintHits } from "./rule/drive-code.ts";
import { manifestHits, secretHits } from "./rule/drive-file.ts";
import { treeHits } from "./rule/drive-tree.ts";
import type { Finding, Fix, Hover } from "./rule/finding.ts";
import { type Reported, reported } from "./rule/findings.ts";
import { type FixContext, fixAllOf, fixesOf } from "./rule/fixes.ts";
import { type Guarded, guarded, type Hit } from "./rule/hit.ts";
import { hoverOf } from "./rule/hover.ts";
import { ownRules } from "./rule/own.ts";
import type { ProjectRule, Rule } from "./rule/rule.ts";
import { unreadableHits } from "./rule/unreadable.ts";
import type { Document, ScriptDocument, TreeDocument } from "./syntax/document.ts";
import { continues } from "./syntax/read.ts";
import { finish, type Task } from "./task.ts";
import { relativeTo } from "./text/path.ts";
import type { Place, Site, SourceFile, Span } from "./text/source.ts";

export type { Change, Workspace };

/** What the engine knows beside the user's files. */
export interface Knowledge {
  readonly rules: readonly Rule[];
  readonly models: Models;
}

/** A fault of ours inside one rule: the rule is left out for this revision, the rest goes on. */
export type OnFault = (fault: {
  readonly rule: string;
  readonly path: string;
  readonly version: number;
  readonly error: unknown;
}) => void;

/** The workspace as it changes; the only thing here that does. */
export class Host {
  private workspace: Workspace;
  private readonly kept = new Kept();
  private readonly hits = new WeakMap<object, readonly Hit[]>();
  private current: Snapshot | undefined;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly options: { readonly root: string; readonly onFault?: OnFault },
  ) {
    this.workspace = {
      revision: 0,
      files: new Map(),
      names: new Set(),
      layout: {},
      root: options.root,
      config: defaultConfig,
    };
  }

  /** Makes the next workspace; snapshots taken before keep the one they have. */
  apply(change: Change): void {
    const before = this.workspace;
    const files = change.files?.length ? new Map(before.files) : before.files;
    for (const { path, text } of change.files ?? []) applyFile(files as Map<string, SourceFile>, path, text);
    const isSameLayout =
      files.size === before.files.size &&
      (change.files ?? []).every(({ path }) => files.has(path) === before.files.has(path));
    const names = change.names?.length ? new Set(before.names) : before.names;
    for (const { path, exists } of change.names ?? [])
      exists ? (names as Set<string>).add(path) : (names as Set<string>).delete(path);
    this.workspace = {
      ...before,
      revision: before.revision + 1,
      files,
      names,
      layout: isSameLayout ? before.layout : {},
      config: change.config ?? before.config,
    };
    this.current = undefined;
  }

  snapshot(): Snapshot {
    this.current ??= new Snapshot(this.workspace, this.knowledge, this.kept, this.hits, this.guard());
    return this.current;
  }

  private guard(): Guarded {
    const { onFault } = this.options;
    if (!onFault) return guarded();
    const { files } = this.workspace;
    return guarded((rule, path, error) => onFault({ rule, path, version: files.get(path)?.version ?? 0, error }));
  }
}

function applyFile(files: Map<string, SourceFile>, path: string, text: string | undefined): void {
  const previous = files.get(path);
  if (text === undefined) {
    files.delete(path);
    return;
  }
  if (previous?.text === text) return;
  const next: SourceFile = { path, version: (previous?.version ?? 0) + 1, text };
  if (previous) continues(next, previous);
  files.set(path, next);
}

/** One workspace and the questions it answers. Every answer is a pure function of it. */
export class Snapshot {
  private readonly analysis: Analysis;
  private readonly found = new Map<string, readonly Reported[]>();

  constructor(
    readonly workspace: Workspace,
    private readonly knowledge: Knowledge,
    kept: Kept,
    private readonly keptHits: WeakMap<object, readonly Hit[]>,
    private readonly guard: Guarded,
  ) {
    this.analysis = new Analysis(workspace, knowledge.models, kept);
  }

  get revision(): number {
    return this.workspace.revision;
  }

  /** All findings whose place is in the file, in the order of their places; suppressed ones are left out. */
  *check(path: string): Task<readonly Finding[]> {
    return (yield* this.reported(path)).map((one) => one.finding);
  }

  /** The cures of the findings that touch the span, the preferred one first. */
  *fixes(path: string, span: Span): Task<readonly Fix[]> {
    const touched = (yield* this.reported(path)).filter(
      ({ finding: { at } }) => at.span.start <= span.end && span.start <= at.span.end,
    );
    return touched.flatMap((one) => fixesOf(one, this.fixContext));
  }

  /** Cures of the file's findings that can be applied together. */
  *fixAll(path: string, safety: Fix["safety"]): Task<readonly Fix[]> {
    return fixAllOf(yield* this.reported(path), safety, this.fixContext);
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
    return (yield* this.links()).related(paths);
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
    const all = reported(document, hits, this.workspace.config, this.placeOf, this.isRule);
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
    const hits: Hit[] = [...unreadableHits(document), ...(yield* secretHits(document, rules, this.guard))];
    if (document.language === "yaml" || document.language === "json")
      hits.push(...(yield* treeHits(document, rules, this.guard)));
    return hits;
  }

  /** Hits that follow from the file and others. */
  private *linkedHits(document: Document): Task<readonly Hit[]> {
    const { rules } = this.knowledge;
    yield* this.analysis.readTrees();
    const hits: Hit[] = [...(yield* manifestHits(document, this.analysis, this.exists, rules, this.guard))];
    if (document.language === "script") {
      const code = this.analysis.code(document);
      if (code) hits.push(...(yield* this.keep(code, () => codeHits(code, rules, this.guard))));
      hits.push(...(yield* this.flowHits(document)));
    } else if (document.language !== "text") hits.push(...(yield* this.projectHits(document)));
    return hits;
  }

  /** Flows that end in the script, wherever they begin. */
  private *flowHits(document: ScriptDocument): Task<readonly Hit[]> {
    const hits: Hit[] = [];
    const path = document.file.path;
    for (const importer of (yield* this.links()).importers(path)) {
      const starts = this.analysis.document(importer);
      if (starts?.language !== "script") continue;
      const flows = this.analysis.flows(starts);
      const all = yield* this.keep(flows, () => taintHits(flows, this.knowledge.rules, this.guard));
      hits.push(
        ...all.filter((hit) => hit.match.at.block.path === path && !hits.some((other) => isSameHit(other, hit))),
      );
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
        hits.push(...this.guard(rule, document.file.path, () => rule.check(deployed, usage)));
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
  };
}

const isSameHit = (a: Hit, b: Hit): boolean =>
  a.rule === b.rule && a.match.at.block === b.match.at.block && a.match.at.start === b.match.at.start;

/** All findings of the workspace, file by file: for the command line and tests. */
export const checkAll = (snapshot: Snapshot): readonly Finding[] =>
  snapshot.interesting().flatMap((path) => finish(snapshot.check(path)));
