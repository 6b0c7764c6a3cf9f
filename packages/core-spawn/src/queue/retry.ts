import { backoffDelayMs } from '@childproof/internal';
import type { InputSource } from '../input/input-source.js';
import type { ProcessError } from '../result/process-error.js';
import type { FailureReason } from '../result/reason.js';
import type { ProcessQueueOptions } from './queue-options.js';

/** What may go better the next time. A missing program or a refused argument does not. */
const WORTH_RETRYING = new Set<FailureReason>(['exit-code', 'signal', 'timeout', 'idle-timeout', 'resource-exhausted', 'stdio']);

export interface RetryPolicy {
  isWorthIt(error: ProcessError, attempt: number): boolean;
  delayMs(attempt: number): number;
}

export function retryPolicy({ retryIf, retryDelay = {} }: ProcessQueueOptions): RetryPolicy {
  const { initialMs = 500, factor = 2, maxMs = 30_000, jitter = 0.5 } = retryDelay;
  return {
    isWorthIt: retryIf ?? (({ reason }) => WORTH_RETRYING.has(reason)),
    delayMs: (attempt) => backoffDelayMs({ initialMs, factor, maxMs, jitter }, attempt),
  };
}

/** A stream or generator can be read only once. */
export function canBeReadAgain(input: InputSource | undefined): boolean {
  return input === undefined || typeof input === 'string' || input instanceof Uint8Array || Array.isArray(input);
}
