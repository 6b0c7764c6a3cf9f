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
      this.#port.send({ childproof: 'results', list });
    } catch {
      // One of them cannot be cloned; which one, each alone will tell.
      for (const [id, output] of list) this.#sendAlone(id, output);
    }
  }

  #sendAlone(id: number, output: unknown): void {
    try {
      this.#port.send({ childproof: 'result', id, output });
    } catch (error) {
      this.#port.send({ childproof: 'error', id, error: toWireError(error) });
    }
  }
}
