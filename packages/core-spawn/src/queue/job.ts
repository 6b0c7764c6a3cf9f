import { followAbort } from '@childproof/internal';
import type { RunOptions } from '../options/run-options.js';

/** One command on its way through the queue. */
export class Job {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: RunOptions;
  readonly priority: number;
  readonly maxAttempts: number;
  /** Aborts the attempt that runs. */
  readonly abort = new AbortController();
  readonly promise: Promise<unknown>;
  attempts = 0;
  retryTimer: NodeJS.Timeout | undefined;
  #resolve!: (result: unknown) => void;
  #release: (() => void) | undefined;

  constructor(file: string, args: readonly string[], options: RunOptions, priority: number, maxAttempts: number) {
    this.file = file;
    this.args = args;
    this.options = options;
    this.priority = priority;
    this.maxAttempts = maxAttempts;
    this.promise = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Calls `onAbort` when the job's own signal is aborted before the job is settled. */
  followSignal(onAbort: (reason: unknown) => void): void {
    const { signal } = this.options;
    if (signal === undefined) return;
    this.#release = followAbort(signal, () => onAbort(signal.reason));
  }

  /** With a result, or with a promise that rejects. */
  settle(outcome: unknown): void {
    this.#release?.();
    this.#resolve(outcome);
  }
}
