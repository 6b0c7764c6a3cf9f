import { pack, sendOrTakeBack } from '../wire/buffers.js';
import type { ResultEntry } from '../wire/messages.js';
import { toWireError } from '../wire/wire-error.js';
import type { PoolPort } from './pool-port.js';

/** A result waits for others no longer than this: the pool gives out new work only when it hears of it. */
const MAX_WAIT_MS = 1;

/** Gathers the results of jobs that are done one right after the other, and sends them as one message. */
export class ResultBatch {
  readonly #port: PoolPort;
  #list: ResultEntry[] = [];
  #since = 0;

  constructor(port: PoolPort) {
    this.#port = port;
  }

  /** @param isLast nothing else waits: it is sent at once. */
  add(id: number, output: unknown, isLast: boolean): void {
    if (isLast && this.#list.length === 0) {
      this.#sendAlone(id, output);
      return;
    }
    const now = performance.now();
    if (this.#list.length === 0) this.#since = now;
    this.#list.push([id, output]);
    if (isLast || now - this.#since >= MAX_WAIT_MS) this.flush();
    // The next job may take its time: then it goes out as soon as this turn is over.
    else if (this.#list.length === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const list = this.#list;
    if (list.length === 0) return;
    this.#list = [];
    try {
      sendOrTakeBack(this.#port.buffers, () => this.#port.send({ childproof: 'results', list: list.map((entry) => this.#packed(entry)) }));
    } catch {
      // One of them cannot be cloned; which one, each alone will tell.
      for (const [id, output] of list) this.#sendAlone(id, output);
    }
  }

  #packed(entry: ResultEntry): ResultEntry {
    const { value, buffers } = pack(entry[1], this.#port.buffers);
    return buffers === undefined ? entry : [entry[0], value, buffers];
  }

  #sendAlone(id: number, output: unknown): void {
    try {
      sendOrTakeBack(this.#port.buffers, () => {
        const { value, buffers } = pack(output, this.#port.buffers);
        this.#port.send({ childproof: 'result', id, output: value, ...(buffers && { buffers }) });
      });
    } catch (error) {
      this.#port.send({ childproof: 'error', id, error: toWireError(error) });
    }
  }
}
