import { type Stamp, takeStamp } from './stamp.js';

/** A stack costs 2 to 6 µs: so many a second are a tenth of a percent, or two. */
const PER_SECOND = 250;
/** The clock is only looked at now and then. */
const CLOCK_EVERY = 64;

/**
 * Stamps for what a busy program creates by the thousand, such as timeouts: all of them get one as long as there are few,
 * and of many only a sample does.
 */
export class StampBudget {
  readonly #burst: number;
  #tokens: number;
  #refilledAt = performance.now();
  #missed = 0;

  /** @param burst How many may be stamped at once, so that a program which is not busy has them all. */
  constructor(burst: number) {
    this.#burst = burst;
    this.#tokens = burst;
  }

  take(above: (...args: never[]) => unknown): Stamp | undefined {
    if (this.#tokens < 1 && !this.#refill()) return undefined;
    this.#tokens--;
    return takeStamp(above);
  }

  #refill(): boolean {
    if (++this.#missed % CLOCK_EVERY !== 0) return false;
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#refilledAt) / 1_000) * PER_SECOND);
    this.#refilledAt = now;
    return this.#tokens >= 1;
  }
}

/** Requests to files, DNS, HTTP and zlib, whose line is known by nothing else. */
export const requestStamps = new StampBudget(1_000);
