import type { FailureReason } from './reason.js';

/** Holds the first reason for which a run fails. */
export class Verdict {
  #failure: Failure | undefined;
  #failedAt = Infinity;

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** When the first reason came up, on the clock of `performance.now()`. */
  get failedAt(): number {
    return this.#failedAt;
  }

  /** True when this is the first reason, and so the one that counts. */
  blame(failure: Failure): boolean {
    if (this.#failure !== undefined) return false;
    this.#failure = failure;
    this.#failedAt = performance.now();
    return true;
  }
}

export interface Failure {
  readonly reason: FailureReason;
  /** Completes the sentence "<command> …". */
  readonly detail: string;
  readonly cause?: unknown;
}
