import type typescript from "typescript";

/** The parser, once `typescriptLoaded` has been called. Loading takes 0.3–0.5 s, so it is put off until the first script. */
export let ts: typeof typescript;

let load: (() => typeof typescript) | undefined;

/** Told once at start-up by the process that can load modules. */
export function provideTypescript(loader: () => typeof typescript): void {
  load = loader;
}

/** Loads the parser at its first call. Throws if no loader was provided: a fault of ours. */
export function typescriptLoaded(): void {
  if (ts) return;
  if (!load) throw new Error("provideTypescript was not called");
  ts = load();
}
