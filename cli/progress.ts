import type { Task } from "../engine/task.ts";
/** One line on a terminal that says what a long run is at; nothing for the first second, nothing elsewhere. */
export class Progress {
  /** What the run is at. */
  doing = "";
  readonly #stream: NodeJS.WriteStream | undefined;
  #next = Date.now() + 1000;
  #isShown = false;

  constructor(isQuiet: boolean) {
    this.#stream = process.stderr.isTTY && !isQuiet ? process.stderr : undefined;
  }

  show(): void {
    if (!this.#stream || Date.now() < this.#next) return;
    this.#next = Date.now() + 100;
    this.#isShown = true;
    this.#stream.write(`\r\u001b[2K${this.doing.slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  clear(): void {
    if (this.#isShown) this.#stream?.write("\r\u001b[2K");
    this.#isShown = false;
  }
}

/** Runs a task to its end and shows how far it is. */
export function finished<T>(task: Task<T>, progress: Progress): T {
  try {
    for (;;) {
      const step = task.next();
      if (step.done) return step.value;
      progress.show();
    }
  } finally {
    progress.clear();
  }
}
