import type { PoolPort } from './pool-port.js';

/** What a handler is given beside its input. */
export interface JobContext {
  /** Aborted when the caller has given up, or the pool is gone. */
  readonly signal: AbortSignal;
  /** 1 for the first attempt; more when a worker has died on this job before. */
  readonly attempt: number;
  /** Reports progress to the caller's `onProgress`. */
  readonly progress: (value: unknown) => void;
}

export class JobContextImpl implements JobContext {
  readonly id: number;
  readonly attempt: number;
  readonly progress: (value: unknown) => void;
  /** Made when it is asked for: most jobs never do. */
  #controller: AbortController | undefined;
  #aborted: { readonly reason: unknown } | undefined;

  constructor(id: number, attempt: number, port: PoolPort) {
    this.id = id;
    this.attempt = attempt;
    this.progress = (value) => port.send({ childproof: 'progress', id, value });
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted !== undefined) this.#controller.abort(this.#aborted.reason);
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#aborted ??= { reason };
    this.#controller?.abort(this.#aborted.reason);
  }
}
