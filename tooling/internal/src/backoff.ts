export interface BackoffOptions {
  /** Delay before the first retry, in milliseconds. */
  readonly initialMs: number;
  /** No delay is longer than this. */
  readonly maxMs: number;
  /** Each delay is this many times the one before. */
  readonly factor: number;
  /** Share of the delay that is random, 0 to 1: retries that began together must not stay together. */
  readonly jitter: number;
}

/**
 * Delay in milliseconds before retry number `retry` (the first is 1).
 *
 * The jittered share is taken off, never added, so `maxMs` holds exactly.
 */
export function backoffDelayMs(options: BackoffOptions, retry: number, random: () => number = Math.random): number {
  const full = Math.min(options.maxMs, options.initialMs * options.factor ** (retry - 1));
  return Math.round(full * (1 - options.jitter * random()));
}
