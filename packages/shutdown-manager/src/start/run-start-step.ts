import { backoffDelayMs } from '@childproof/internal';
import { isShutdownError, ShutdownError } from '../errors/shutdown-error.js';
import { pause } from '../process/pause.js';
import type { ResolvedStartStep } from './start-step.js';

/** Between two looks at a breaker that held a call back. */
const LOOK_MS = 10;

/**
 * Runs one start step with its retries.
 *
 * @throws what the last attempt has thrown, or the reason of `signal`, when that aborts.
 */
export async function runStartStep(step: ResolvedStartStep, signal: AbortSignal): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await throughBreaker(step, () => runAttempt(step, attempt, signal), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (attempt >= step.attempts) throw error;
    }
    await wait(backoffDelayMs(step.backoff, attempt), signal);
  }
}

/** Waits until the breaker lets the call through: being held back is no attempt. */
async function throughBreaker<T>({ circuitBreaker }: ResolvedStartStep, call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (circuitBreaker === undefined) return call();
  for (;;) {
    // Again and again, for a timer may come a millisecond early; and somebody else's trial may be under way.
    await wait(circuitBreaker.waitMs, signal);
    try {
      return await circuitBreaker.run(call);
    } catch (error) {
      if (!isShutdownError(error) || error.reason !== 'circuit-open') throw error;
      await wait(LOOK_MS, signal);
    }
  }
}

async function runAttempt(step: ResolvedStartStep, attempt: number, signal: AbortSignal): Promise<unknown> {
  const limit = new AbortController();
  const work = Promise.resolve().then(() => step.start({ signal: AbortSignal.any([signal, limit.signal]), attempt }));
  if (step.timeoutMs === Infinity) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ShutdownError('step-timeout', `Step "${step.name}" has not started within ${step.timeoutMs} ms.`);
      limit.abort(error);
      reject(error);
      // What comes after all belongs to nobody: it is undone at once.
      void work.then((value) => step.stop?.(value, { signal: AbortSignal.timeout(step.stopTimeoutMs), reason: error.message })).catch(() => {});
    }, step.timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws the reason of `signal`, as soon as it aborts. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, signal);
  signal.throwIfAborted();
}
