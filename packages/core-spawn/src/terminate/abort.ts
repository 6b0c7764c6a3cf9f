import { followAbort } from '@childproof/internal';
import type { Failure } from '../result/verdict.js';
import type { Watch } from './watch.js';

/** Ends the run when `signal` is aborted. */
export function watchAbort(signal: AbortSignal | undefined, fail: (failure: Failure) => void): Watch {
  if (signal === undefined) return undefined;
  return { stop: followAbort(signal, () => fail(abortFailure(signal))) };
}

export function abortFailure(signal: AbortSignal): Failure {
  return { reason: 'aborted', detail: 'was aborted', cause: signal.reason };
}
