import type { Failure } from '../result/verdict.js';

export interface IdleWatch {
  stop(): void;
  /** The program has shown a sign of life. */
  touch(): void;
}

/** Ends the run when nothing has been printed for `idleTimeoutMs`. */
export function watchIdle(idleTimeoutMs: number, fail: (failure: Failure) => void): IdleWatch | undefined {
  if (idleTimeoutMs === Infinity) return undefined;
  const failure: Failure = { reason: 'idle-timeout', detail: `printed nothing for ${idleTimeoutMs} ms` };
  const timer = setTimeout(() => fail(failure), idleTimeoutMs);
  return { stop: () => clearTimeout(timer), touch: () => timer.refresh() };
}
