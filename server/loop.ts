import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Host, Snapshot, Workspace } from "../engine/host.ts";
import type { Finding } from "../engine/rule/finding.ts";
import type { Shown } from "../engine/rule/findings.ts";
import type { Task } from "../engine/task.ts";
import type { Span } from "../engine/text/source.ts";
import { Documents } from "./documents.ts";
import type { Event, Loaded, Question, Scope } from "./event.ts";
import { Pending } from "./pending.ts";

/** What the loop needs of the world. */
export interface Outside {
  /** Runs an action in a later turn, after messages that are already there. */
  later(action: () => void): void;
  /** Milliseconds from some fixed moment. */
  now(): number;
  publish(publication: Publication): void;
  /** What was made of a large file has been let go of. */
  released(): void;
  /** Asks for a `loaded` event with what the disk holds at a path. */
  reload(path: string): void;
  fault(doing: string, error: unknown): void;
}

/** The findings of one file. `document` is there while the file is open. */
export interface Publication {
  readonly path: string;
  readonly document?: TextDocument;
  readonly findings: readonly Finding[];
  /** How many more the file has. */
  readonly more: number;
  readonly workspace: Workspace;
}

/** Findings shown for one file: VS Code itself shows no more than 1,000, and nobody reads so many. */
const mostShown = 250;

/** Characters before and after the last edit within which every finding is shown. */
const nearby = 10_000;

const sliceMilliseconds = 8;

/**
 * Turns without an event before work begins. Messages that came together are handed out one in each turn, and the next one is
 * handed out after our own turn, so that one quiet turn proves nothing.
 */
const quietTurns = 2;

interface Running {
  readonly doing: string;
  readonly task: Task<unknown>;
  done(value: unknown): void;
  failed(): void;
}

/** What has changed since it was last asked which files depend on it, and the workspace of that time. */
interface Unsettled {
  readonly before: Snapshot;
  readonly touched: Set<string>;
  isWhole: boolean;
}

/** Beyond this many changed files it is cheaper to look at everything again than to ask what depends on them. */
const manyFiles = 100;

/**
 * The one place where the workspace changes. Events are taken at once; work is done in slices: questions first, then the document
 * last edited, then the other open ones, then what the disk has told, then the rest. An event that changes the workspace drops the
 * work that is under way; what it worked at stays due, so that nothing is lost.
 */
export class Loop {
  readonly documents = new Documents();
  readonly #host: Host;
  readonly #outside: Outside;
  /** From the editor: taken in before any work. */
  readonly #edits = new Pending();
  /** From the disk: taken in when the open documents are done. */
  readonly #loaded = new Pending();
  readonly #questions: Question[] = [];
  readonly #due = new Set<string>();
  /** Checked as the workspace is at present. */
  readonly #done = new Set<string>();
  #unsettled: Unsettled | undefined;
  /** Undefined until the first settings are known: nothing is published before. */
  #scope: Scope | undefined;
  /** The files that may have findings, as long as files neither come nor go. */
  #interesting: ReadonlySet<string> | undefined;
  #running: Running | undefined;
  #isAwake = false;
  #quiet = 0;

  constructor(host: Host, outside: Outside) {
    this.#host = host;
    this.#outside = outside;
  }

  handle(event: Event): void {
    this.#take(event);
    this.#quiet = 0;
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#outside.later(() => this.#turn());
  }

  #take(event: Event): void {
    switch (event.kind) {
      case "opened":
        this.documents.open(event.path, event.uri, event.version, event.text);
        return this.#edited(event.path, event.text);
      case "changed": {
        const text = this.documents.edit(event.path, event.version, event.edits);
        return text === undefined ? undefined : this.#edited(event.path, text);
      }
      case "closed":
        if (this.documents.close(event.path)) this.#outside.reload(event.path);
        return;
      case "loaded":
        return this.#takeLoaded(event);
      case "configured":
        this.#scope = event.scope;
        this.#edits.putConfig(event.config);
        return this.#drop();
      case "asked":
        this.#questions.push(event.question);
    }
  }

  #edited(path: string, text: string): void {
    this.#edits.putFile(path, text);
    this.#loaded.forget(path);
    this.#due.add(path);
    this.#drop();
  }

  #takeLoaded({ files, names }: Loaded): void {
    const { workspace } = this.#host.snapshot();
    const present = (path: string) => this.#edits.textOf(path, () => workspace.files.get(path)?.text);
    for (const { path, text } of files) {
      if (this.documents.has(path) || this.#loaded.textOf(path, () => present(path)) === text) continue;
      this.#loaded.putFile(path, text);
    }
    for (const { path, exists } of names) {
      if (this.#loaded.hasName(path, () => workspace.names.has(path)) !== exists) this.#loaded.putName(path, exists);
    }
  }

  #drop(): void {
    this.#running?.task.return(undefined);
    this.#running = undefined;
  }

  #turn(): void {
    if (++this.#quiet >= quietTurns && !this.#slice()) {
      this.#isAwake = false;
      return;
    }
    this.#outside.later(() => this.#turn());
  }

  /** Works for a while. False: nothing is left to do. */
  #slice(): boolean {
    const end = this.#outside.now() + sliceMilliseconds;
    try {
      do {
        this.#running ??= this.#next();
        if (!this.#running) return false;
        this.#step(this.#running);
      } while (this.#outside.now() < end);
    } catch (error) {
      this.#outside.fault("taking in a change", error);
    }
    return true;
  }

  #step(running: Running): void {
    try {
      const step = running.task.next();
      if (!step.done) return;
      this.#running = undefined;
      running.done(step.value);
    } catch (error) {
      this.#running = undefined;
      this.#outside.fault(running.doing, error);
      running.failed();
    }
  }

  #next(): Running | undefined {
    this.#takeIn(this.#edits);
    const [question] = this.#questions;
    if (question) return this.#asking(question);
    if (this.#scope === undefined) return undefined;
    const open = this.documents.paths().find((path) => this.#due.has(path));
    if (open !== undefined) return this.#checking(open);
    this.#takeIn(this.#loaded);
    if (this.#unsettled) return this.#settling(this.#unsettled);
    const [path] = this.#due;
    return path === undefined ? undefined : this.#checking(path);
  }

  #takeIn(pending: Pending): void {
    if (pending.isEmpty) return;
    const change = pending.take();
    const before = this.#host.snapshot();
    this.#unsettled ??= { before, touched: new Set(), isWhole: false };
    for (const { path } of [...(change.files ?? []), ...(change.names ?? [])]) this.#unsettled.touched.add(path);
    this.#host.apply(change);
    this.#done.clear();
    const { files } = this.#host.snapshot().workspace;
    const hasMoved = change.files?.some(({ path }) => before.workspace.files.has(path) !== files.has(path));
    const hasNames = change.names !== undefined && change.names.length > 0;
    // Any manifest or template may ask whether a file is there.
    if (hasMoved || hasNames || change.config) this.#unsettled.isWhole = true;
    if (hasMoved || change.config) this.#interesting = undefined;
    if (!change.config) return;
    for (const path of this.documents.paths()) this.#due.add(path);
  }

  #asking(question: Question): Running {
    const finish = (value: unknown): void => {
      this.#questions.shift();
      question.answer(value);
    };
    const snapshot = this.#host.snapshot();
    const task = begun(() => (question.isCancelled() ? undefined : question.ask(snapshot)));
    return { doing: question.name, task, done: finish, failed: () => finish(undefined) };
  }

  #checking(path: string): Running {
    const snapshot = this.#host.snapshot();
    return {
      doing: `checking '${path}'`,
      task: begun(() =>
        this.#isWanted(path, snapshot) ? snapshot.shown(path, mostShown, this.#near(path)) : undefined,
      ),
      done: (shown) => {
        this.#due.delete(path);
        this.#done.add(path);
        this.#publish(path, (shown as Shown | undefined) ?? nothingShown, snapshot.workspace);
        if (!this.documents.has(path) && this.#host.release(path)) this.#outside.released();
      },
      failed: () => this.#due.delete(path),
    };
  }

  /** Makes due what depends on what has changed, as it was and as it is. */
  #settling({ before, touched, isWhole }: Unsettled): Running {
    const after = this.#host.snapshot();
    const isMuch = isWhole || touched.size > manyFiles;
    const makeDue = (paths: Iterable<string>): void => {
      this.#unsettled = undefined;
      for (const path of paths) if (!this.#done.has(path)) this.#due.add(path);
    };
    return {
      doing: "finding what depends on a change",
      task: isMuch ? begun(() => undefined) : dependents(before, after, touched),
      done: (paths) =>
        makeDue((paths as readonly string[] | undefined) ?? [...before.interesting(), ...after.interesting()]),
      failed: () => makeDue(touched),
    };
  }

  #isWanted(path: string, snapshot: Snapshot): boolean {
    this.#interesting ??= new Set(snapshot.interesting());
    if (!this.#interesting.has(path)) return false;
    return this.#scope === "workspace" || (this.#scope === "open" && this.documents.has(path));
  }

  #near(path: string): Span | undefined {
    const at = this.documents.lastEdit(path);
    return at === undefined ? undefined : { start: at - nearby, end: at + nearby };
  }

  #publish(path: string, { findings, more }: Shown, workspace: Workspace): void {
    const document = this.documents.get(path);
    this.#outside.publish({ path, ...(document ? { document } : {}), findings, more, workspace });
  }
}

const nothingShown: Shown = { findings: [], more: 0 };

/** The task that `begin` gives, begun with its first step, so that what goes wrong in `begin` goes wrong there. */
function* begun<T>(begin: () => Task<T> | undefined): Task<T | undefined> {
  const task = begin();
  return task && (yield* task);
}

/** What depends on the touched files, as it was and as it is. */
function* dependents(before: Snapshot, after: Snapshot, touched: ReadonlySet<string>): Task<readonly string[]> {
  return [...(yield* before.related(touched)), ...(yield* after.related(touched))];
}
