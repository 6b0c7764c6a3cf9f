import { checkOptions, durationMs, integer, type OptionRule } from '@childproof/internal';
import { ShutdownError } from '../errors/shutdown-error.js';

export interface CircuitBreakerOptions {
  /** Failures in a row that open it. @default 5 */
  readonly maxFailures?: number;
  /** Milliseconds that it stays open before one call is let through to try. @default 30000 */
  readonly openMs?: number;
}

/** Keeps callers from a service that is down: see `createCircuitBreaker`. */
export interface CircuitBreaker {
  /** `half-open`: the next call is the trial that decides. */
  readonly state: 'closed' | 'open' | 'half-open';
  /** Milliseconds until a call is let through; 0 unless open. */
  readonly waitMs: number;
  /**
   * Calls `work`, unless the breaker is open.
   *
   * @throws ShutdownError `ERR_SHUTDOWN_CIRCUIT_OPEN` without a call, while it is open or a trial is under way.
   */
  run<T>(work: () => PromiseLike<T> | T): Promise<T>;
}

const rules: Readonly<Record<keyof CircuitBreakerOptions, OptionRule>> = {
  maxFailures: integer({ min: 1 }),
  openMs: durationMs({ min: 1 }),
};

/**
 * Makes a circuit breaker: after `maxFailures` failures in a row nobody is let through for `openMs`, then one, and if that succeeds, all.
 *
 * One breaker may stand before a service in start-up (`circuitBreaker` of a start step) and in operation.
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`.
 * @example
 * const breaker = createCircuitBreaker({ maxFailures: 3, openMs: 10_000 });
 * const rows = await breaker.run(() => database.query('select 1'));
 */
export function createCircuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  checkOptions('createCircuitBreaker', rules, options);
  const { maxFailures = 5, openMs = 30_000 } = options;
  let failures = 0;
  let openedAt = -Infinity;
  let trying = false;

  const waitMs = (): number => (failures < maxFailures ? 0 : Math.max(0, openedAt + openMs - performance.now()));
  const state = (): CircuitBreaker['state'] => (failures < maxFailures ? 'closed' : waitMs() > 0 ? 'open' : 'half-open');

  return {
    get state() {
      return state();
    },
    get waitMs() {
      return waitMs();
    },
    async run(work) {
      const before = state();
      if (before === 'open' || (before === 'half-open' && trying)) {
        const detail = before === 'open' ? `for another ${Math.ceil(waitMs())} ms` : 'until the trial that is under way has ended';
        throw new ShutdownError('circuit-open', `The circuit breaker is open after ${failures} failures in a row: no call is let through ${detail}.`);
      }
      trying = before === 'half-open';
      try {
        const result = await work();
        failures = 0;
        return result;
      } catch (error) {
        failures++;
        if (failures >= maxFailures) openedAt = performance.now();
        throw error;
      } finally {
        if (before === 'half-open') trying = false;
      }
    },
  };
}
