import type { OutputReader } from './output-reader.js';

/** What the end of a loop means for the run. */
export interface LoopEnd {
  /** The output is at its end: waits for the result, and throws it if the run has failed. */
  finish(): Promise<void>;
  /** The loop was left before the end. */
  leave(): Promise<void>;
}

/** Hands over whole pieces: chunks, or batches of lines. */
export class PieceIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #reader: OutputReader<T>;
  readonly #end: LoopEnd;
  #isOver = false;

  constructor(reader: OutputReader<T>, end: LoopEnd) {
    this.#reader = reader;
    this.#end = end;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#isOver ? undefined : await this.#reader.next();
    if (value !== undefined) return { value, done: false };
    if (!this.#isOver) {
      this.#isOver = true;
      await this.#end.finish();
    }
    return { value: undefined, done: true };
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#reader.discard();
      await this.#end.leave();
    }
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/**
 * Hands over one line at a time.
 *
 * Not a generator: a promise that is resolved already costs less than a generator's turn, and that is what a line costs.
 */
export class LineIterator implements AsyncIterableIterator<string, undefined> {
  readonly #batches: PieceIterator<string[]>;
  #batch: readonly string[] = [];
  #index = 0;
  #refill: Promise<unknown> = Promise.resolve();

  constructor(batches: PieceIterator<string[]>) {
    this.#batches = batches;
  }

  next(): Promise<IteratorResult<string, undefined>> {
    if (this.#index < this.#batch.length) return Promise.resolve({ value: this.#batch[this.#index++]!, done: false });
    // One after the other, also for a caller that asks twice without waiting.
    const line = this.#refill.then(() => this.#nextOfNextBatch());
    this.#refill = line.catch(() => {});
    return line;
  }

  return(): Promise<IteratorResult<string, undefined>> {
    this.#batch = [];
    return this.#batches.return() as Promise<IteratorResult<string, undefined>>;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #nextOfNextBatch(): Promise<IteratorResult<string, undefined>> {
    if (this.#index >= this.#batch.length) {
      const { value: batch } = await this.#batches.next();
      if (batch === undefined) return { value: undefined, done: true };
      this.#batch = batch;
      this.#index = 0;
    }
    return { value: this.#batch[this.#index++]!, done: false };
  }
}
