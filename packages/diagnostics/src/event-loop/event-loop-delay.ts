import { checkOptions, integer } from '@childproof/internal';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface EventLoopDelayOptions {
  /** Milliseconds between two looks; what blocks for less than this is mostly not seen. @default 10 */
  readonly resolutionMs?: number;
}

/** Milliseconds by which timers came late, since the start or the last `reset()`. */
export interface EventLoopDelayFigures {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Share of the time that the event loop was not idle, 0 to 1. */
  readonly utilization: number;
}

export interface EventLoopDelay extends AsyncDisposable {
  read(): EventLoopDelayFigures;
  reset(): void;
  /** Ends the measurement; what has been measured can still be read. */
  close(): void;
}

/**
 * Measures how late the event loop is: whatever computes without a pause shows here, first in p99 and the maximum.
 *
 * It does not hold the process open.
 *
 * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION`
 *
 * @example
 * import { eventLoopDelay } from '@childproof/diagnostics';
 * const delay = eventLoopDelay();
 * setTimeout(() => {
 *   console.log(delay.read().p99Ms < 1_000);
 *   delay.close();
 * }, 100);
 */
export function eventLoopDelay(options: EventLoopDelayOptions = {}): EventLoopDelay {
  checkOptions('eventLoopDelay()', { resolutionMs: integer({ min: 1, max: 10_000 }) }, options);
  const { resolutionMs = 10 } = options;
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  let before = performance.eventLoopUtilization();
  // Node counts from one look to the next: the time that was meant to pass is in each value.
  const toMs = (nanoseconds: number): number => (histogram.count === 0 ? 0 : Math.max(0, Math.round(nanoseconds / 1e4) / 100 - resolutionMs));
  const close = (): void => void histogram.disable();
  return {
    read: () => ({
      meanMs: toMs(histogram.mean),
      p50Ms: toMs(histogram.percentile(50)),
      p99Ms: toMs(histogram.percentile(99)),
      maxMs: toMs(histogram.max),
      utilization: performance.eventLoopUtilization(before).utilization,
    }),
    reset() {
      histogram.reset();
      before = performance.eventLoopUtilization();
    },
    close,
    [Symbol.asyncDispose]: async () => close(),
  };
}
