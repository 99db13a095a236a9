import type { Change } from "../engine/host.ts";
import type { Config } from "../engine/project/config.ts";

/** A change that gathers until the host takes it in. */
export class Pending {
  readonly #files = new Map<string, string | undefined>();
  readonly #names = new Map<string, boolean>();
  #config: Config | undefined;

  get isEmpty(): boolean {
    return this.#files.size === 0 && this.#names.size === 0 && !this.#config;
  }

  putFile(path: string, text: string | undefined): void {
    this.#files.set(path, text);
  }

  putName(path: string, exists: boolean): void {
    this.#names.set(path, exists);
  }

  putConfig(config: Config): void {
    this.#config = config;
  }

  forget(path: string): void {
    this.#files.delete(path);
  }

  /** The text that a path is going to have, or what `otherwise` says if it is not going to change. */
  textOf(path: string, otherwise: () => string | undefined): string | undefined {
    return this.#files.has(path) ? this.#files.get(path) : otherwise();
  }

  hasName(path: string, otherwise: () => boolean): boolean {
    return this.#names.get(path) ?? otherwise();
  }

  /** Gives the change away and begins an empty one. */
  take(): Change {
    const files = [...this.#files].map(([path, text]) => ({ path, text }));
    const names = [...this.#names].map(([path, exists]) => ({ path, exists }));
    const change: Change = this.#config ? { files, names, config: this.#config } : { files, names };
    this.#files.clear();
    this.#names.clear();
    this.#config = undefined;
    return change;
  }
}
