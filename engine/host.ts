import { bounded, type OnFault } from "./boundary.ts";
import type { Models } from "./flow/models.ts";
import { isSameModels, modelsWith } from "./flow/own-models.ts";
import type { Boundaries, Knowledge } from "./means.ts";
import { defaultConfig, isSameOptions } from "./project/config.ts";
import { Kept } from "./project/kept.ts";
import type { Change, Workspace } from "./project/workspace.ts";
import { TreeDriver } from "./rule/drive-tree.ts";
import type { Finding } from "./rule/finding.ts";
import { guarded, type Hit } from "./rule/hit.ts";
import { Snapshot } from "./snapshot.ts";
import { continues, languageOf } from "./syntax/read.ts";
import { finish } from "./task.ts";
import type { SourceFile } from "./text/source.ts";

export type { Change, Knowledge, OnFault, Workspace };
export { Snapshot };

/** Characters from which on a file is worth being let go of. */
const large = 100_000;

/** The workspace as it changes; the only thing here that does. */
export class Host {
  private workspace: Workspace;
  private readonly kept = new Kept();
  private readonly hits = new WeakMap<object, readonly Hit[]>();
  private readonly boundaries: Boundaries;
  private driver: TreeDriver;
  private models: Models;
  private current: Snapshot | undefined;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly options: { readonly root: string; readonly onFault?: OnFault },
  ) {
    this.boundaries = this.madeBoundaries();
    this.models = knowledge.models;
    this.driver = new TreeDriver(knowledge.rules, this.boundaries.guard, defaultConfig.options);
    this.workspace = {
      revision: 0,
      files: new Map(),
      names: new Set(),
      layout: {},
      trees: {},
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
      trees: change.files?.some(({ path }) => languageOf(path) !== "script" || this.kept.isReadAsTree(path))
        ? {}
        : before.trees,
      config: change.config ?? before.config,
    };
    const { options, models } = this.workspace.config;
    // what a driver keeps follows from its options
    if (!isSameOptions(options, before.config.options))
      this.driver = new TreeDriver(this.knowledge.rules, this.boundaries.guard, options);
    if (!isSameModels(models, before.config.models)) this.models = modelsWith(this.knowledge.models, models);
    this.current = undefined;
  }

  /**
   * Lets go of what was made of a large file that nobody has open: its findings are known, and what other files need of it stays. It is made
   * again if it is asked for. False: it is not large, and stays.
   */
  release(path: string): boolean {
    const file = this.workspace.files.get(path);
    if (!file || file.text.length < large) return false;
    this.kept.release(file);
    this.current = undefined;
    return true;
  }

  snapshot(): Snapshot {
    this.current ??= new Snapshot(this.workspace, {
      knowledge: this.knowledge,
      models: this.models,
      kept: this.kept,
      keptHits: this.hits,
      driver: this.driver,
      boundaries: this.boundaries,
    });
    return this.current;
  }

  private madeBoundaries(): Boundaries {
    const { onFault } = this.options;
    if (!onFault) return { guard: guarded(), bounded: bounded() };
    const tell = (rule: string, path: string, error: unknown) =>
      onFault({ rule, path, version: this.workspace.files.get(path)?.version ?? 0, error });
    return { guard: guarded(tell), bounded: bounded((path, error) => tell("evaluation", path, error)) };
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

/** All findings of the workspace, file by file: for the command line and tests. */
export const checkAll = (snapshot: Snapshot): readonly Finding[] =>
  snapshot.interesting().flatMap((path) => finish(snapshot.check(path)));
