const quietMilliseconds = 250;

/** Asks for something again once nothing has happened for a moment. */
export class Refresher {
  readonly #refresh: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#refresh, quietMilliseconds);
    // the process may end meanwhile
    this.#timer.unref();
  }
}
