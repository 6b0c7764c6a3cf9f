import type { Failure } from '../result/verdict.js';
import { FairTimer } from './fair-timer.js';

export interface IdleWatch {
  stop(): void;
  /** The program has shown a sign of life. */
  touch(): void;
}

/** Ends the run when nothing has been printed for `idleTimeoutMs`. */
export function watchIdle(idleTimeoutMs: number, fail: (failure: Failure) => void): IdleWatch | undefined {
  if (idleTimeoutMs === Infinity) return undefined;
  const failure: Failure = { reason: 'idle-timeout', detail: `printed nothing for ${idleTimeoutMs} ms` };
  const timer = new FairTimer(idleTimeoutMs, () => fail(failure));
  return { stop: () => timer.stop(), touch: () => timer.refresh() };
}
