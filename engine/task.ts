/** Work that can be paused at each `yield` and dropped at any of them. It holds no state outside itself. */
export type Task<T> = Generator<void, T, void>;

/** Runs a task to its end. */
export function finish<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
  }
}
