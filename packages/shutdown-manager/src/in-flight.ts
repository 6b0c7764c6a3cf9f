/** Work that a shutdown waits for. */
export class InFlight {
  readonly #work = new Set<Promise<void>>();
  #isUsed = false;

  /** Whether anything was ever tracked. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T)): Promise<T> {
    this.#isUsed = true;
    if (typeof work !== 'function') return this.#hold(Promise.resolve(work));
    // A promise of its own for the caller: a rejection that nobody handles is then still an unhandled one.
    return this.#hold(new Promise<T>((resolve) => resolve(work()))).then((value) => value);
  }

  /** Settles when nothing is in flight, also of what was begun meanwhile. */
  async whenEmpty(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  #hold<T>(promise: Promise<T>): Promise<T> {
    const ignore = (): void => {};
    const settled: Promise<void> = promise.then(ignore, ignore).then(() => void this.#work.delete(settled));
    this.#work.add(settled);
    return promise;
  }
}
