import fs from "node:fs";
import { baseName } from "../disk/path.ts";
import { isBelow, isForeign, isOwn, use } from "../disk/selection.ts";
import { emptyFound, type Found, put, read, reasonOf, walk } from "../disk/walk.ts";
import type { Task } from "../engine/task.ts";
import type { Loaded } from "./event.ts";

export interface DiskOutside {
  later(action: () => void): void;
  now(): number;
  tell(event: Loaded): void;
  problem(text: string): void;
  /** The paths that the workspace has at present. */
  known(): ReadonlySet<string>;
}

const sliceMilliseconds = 8;

/** Reads the workspace's folders in slices, one order after the other, so that a later reading is never overtaken by an earlier one. */
export class Disk {
  readonly #outside: DiskOutside;
  readonly #orders: (() => Task<Loaded>)[] = [];
  #folders: readonly string[];
  #running: Task<Loaded> | undefined;

  constructor(folders: readonly string[], outside: DiskOutside) {
    this.#folders = folders;
    this.#outside = outside;
  }

  /** Reads all folders. */
  scan(): void {
    for (const folder of this.#folders) this.#order(() => this.#scanned(folder));
  }

  /** Takes folders into the workspace and out of it. */
  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.#folders = [...this.#folders.filter((folder) => !removed.includes(folder)), ...added];
    this.#order(() => this.#reloaded(removed));
    for (const folder of added) this.#order(() => this.#scanned(folder));
  }

  /** Looks again at files or folders that may have come, changed or gone. */
  reload(paths: readonly string[]): void {
    this.#order(() => this.#reloaded(paths));
  }

  #order(order: () => Task<Loaded>): void {
    this.#orders.push(order);
    if (this.#orders.length === 1) this.#outside.later(() => this.#slice());
  }

  #slice(): void {
    const end = this.#outside.now() + sliceMilliseconds;
    try {
      while (this.#orders.length > 0 && this.#outside.now() < end) this.#step();
    } catch (error) {
      this.#outside.problem(`Reading the disk failed: ${reasonOf(error)}`);
      this.#finish();
    }
    if (this.#orders.length > 0) this.#outside.later(() => this.#slice());
  }

  #step(): void {
    this.#running ??= this.#orders[0]?.();
    const step = this.#running?.next();
    if (!step?.done) return;
    this.#finish();
    this.#outside.tell(step.value);
  }

  #finish(): void {
    this.#orders.shift();
    this.#running = undefined;
  }

  *#scanned(folder: string): Task<Loaded> {
    return this.#loaded(yield* walk(folder), []);
  }

  *#reloaded(paths: readonly string[]): Task<Loaded> {
    const found = emptyFound();
    const gone: string[] = [];
    for (const path of paths) {
      if (!(yield* this.#look(path, found))) gone.push(path, ...this.#knownBelow(path));
      yield;
    }
    return this.#loaded(found, gone);
  }

  /** Adds what is at a path. False: nothing that belongs to the workspace. */
  *#look(path: string, found: Found): Task<boolean> {
    const folder = this.#folders.find((root) => isBelow(root, path));
    if (folder === undefined || !isOwn(folder, path)) return false;
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat) return false;
    if (stat.isDirectory()) return yield* this.#lookInto(path, found);
    const wanted = use(baseName(path));
    if (wanted === "name") found.names.push(path);
    if (wanted === "text") put(path, read(path), found);
    return wanted !== undefined;
  }

  *#lookInto(path: string, found: Found): Task<boolean> {
    if (isForeign(baseName(path))) return false;
    const inside = yield* walk(path);
    found.files.push(...inside.files);
    found.names.push(...inside.names);
    found.problems.push(...inside.problems);
    return true;
  }

  #knownBelow(path: string): string[] {
    return [...this.#outside.known()].filter((known) => isBelow(path, known));
  }

  #loaded(found: Found, gone: readonly string[]): Loaded {
    for (const problem of found.problems) this.#outside.problem(problem);
    const isFound = new Set([...found.files.map((file) => file.path), ...found.names]);
    const absent = gone.filter((path) => !isFound.has(path));
    return {
      kind: "loaded",
      files: [...found.files, ...found.names.map(textless), ...absent.map(textless)],
      names: [
        ...found.files.map((file) => ({ path: file.path, exists: false })),
        ...found.names.map((path) => ({ path, exists: true })),
        ...absent.map((path) => ({ path, exists: false })),
      ],
    };
  }
}

const textless = (path: string): { path: string; text: undefined } => ({ path, text: undefined });
