import type { Execution } from '../execute.js';
import { breakPipe } from '../platform/break-pipe.js';
import { asBytes } from '../streaming/cutter.js';
import { OutputReader } from '../streaming/output-reader.js';
import { pipesOf } from '../streaming/stream-options.js';

/**
 * A program's stdout as the input of the next.
 *
 * When the next one takes no more, this one gets SIGPIPE when it writes again, as it would from a shell.
 */
export class Upstream implements AsyncIterableIterator<Buffer, undefined> {
  readonly #execution: Execution;
  readonly #reader: OutputReader<Buffer>;
  #hasLeft = false;

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#reader = new OutputReader(pipesOf(execution, {}), () => asBytes);
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    const value = await this.#reader.next();
    return value === undefined ? { value, done: true } : { value, done: false };
  }

  return(): Promise<IteratorResult<Buffer, undefined>> {
    if (!this.#hasLeft && !this.#reader.atEnd) {
      this.#hasLeft = true;
      this.#execution.readerLeft = true;
      if (this.#execution.stdout !== undefined) breakPipe(this.#execution.stdout, this.#execution.child);
      this.#reader.discard();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
