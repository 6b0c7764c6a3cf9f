import { backoffDelayMs, type BackoffOptions } from '@childproof/internal';

export interface IntensityOptions {
  /** So many deaths without a job to blame … @default 10 */
  readonly maxRestarts: number;
  /** … within so many milliseconds, and the pool gives up. @default 60_000 */
  readonly withinMs: number;
}

/**
 * Decides when a worker that died comes back, and when nobody does any more.
 *
 * Only deaths without a job to blame come here: at start-up, or idle. They are counted in a sliding window, and the
 * number in the window is also the number of the retry: a healthy period empties the window and so resets the backoff,
 * while a worker that becomes ready and dies again does not.
 */
export class RestartPolicy {
  readonly #backoff: BackoffOptions;
  readonly #intensity: IntensityOptions;
  #deaths: number[] = [];

  constructor(backoff: BackoffOptions, intensity: IntensityOptions) {
    this.#backoff = backoff;
    this.#intensity = intensity;
  }

  /** Milliseconds until the restart, or `undefined` when the limit is reached. */
  delayAfterDeath(now = performance.now()): number | undefined {
    this.#deaths = this.#deaths.filter((at) => now - at < this.#intensity.withinMs);
    this.#deaths.push(now);
    if (this.#deaths.length > this.#intensity.maxRestarts) return undefined;
    return backoffDelayMs(this.#backoff, this.#deaths.length);
  }
}
