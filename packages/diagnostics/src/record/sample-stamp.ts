import { type Stamp, takeStamp } from './stamp.js';

/** A stack costs 2 to 6 µs: so many a second are a tenth of a percent, or two. */
const PER_SECOND = 250;
/** And as many at once, so that a program which is not busy has them all. */
const BURST = 1_000;
/** The clock is only looked at now and then. */
const CLOCK_EVERY = 64;

let tokens = BURST;
let refilledAt = performance.now();
let missed = 0;

/**
 * A stamp for what a busy program creates by the thousand, such as timeouts: all of them get one as long as there are few,
 * and of many only a sample does.
 */
export function sampleStamp(above: (...args: never[]) => unknown): Stamp | undefined {
  if (tokens < 1 && !refill()) return undefined;
  tokens--;
  return takeStamp(above);
}

function refill(): boolean {
  if (++missed % CLOCK_EVERY !== 0) return false;
  const now = performance.now();
  tokens = Math.min(BURST, tokens + ((now - refilledAt) / 1_000) * PER_SECOND);
  refilledAt = now;
  return tokens >= 1;
}
