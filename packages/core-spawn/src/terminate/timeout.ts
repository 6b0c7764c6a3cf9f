import type { Failure } from '../result/verdict.js';
import { FairTimer } from './fair-timer.js';
import type { Watch } from './watch.js';

/** Ends the run after `timeoutMs`. */
export function watchTimeout(timeoutMs: number, fail: (failure: Failure) => void): Watch {
  if (timeoutMs === Infinity) return undefined;
  return new FairTimer(timeoutMs, () => fail({ reason: 'timeout', detail: `did not end within ${timeoutMs} ms` }));
}
