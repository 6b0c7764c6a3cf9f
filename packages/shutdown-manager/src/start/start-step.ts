import { anyFunction, checkOptions, durationMs, integer, nonEmptyString, oneOf, plainObject, ratio, type BackoffOptions, type OptionRule } from '@childproof/internal';
import { PHASES, type Phase } from '../options/step-options.js';
import type { StepContext } from '../targets/target.js';
import type { CircuitBreaker } from './circuit-breaker.js';

/** What the function of a start step is given. */
export interface StartContext {
  /** Aborts when the start is given up: a shutdown has begun, another step has failed, or the attempt has taken too long. */
  readonly signal: AbortSignal;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface RetryOptions extends Partial<BackoffOptions> {
  /** How often it is tried before the start has failed. @default 1 */
  readonly attempts?: number;
}

/** One step of a start-up, with what undoes it; `T` is what `start` gives, or a promise of it. */
export interface StartStep<T = unknown> {
  readonly name: string;
  /** Settles when the step is really done: connected, migrated, listening. */
  readonly start: (context: StartContext) => T;
  /** Undoes it, at shutdown or when the start is given up; given what `start` gave. */
  readonly stop?: (value: Awaited<T>, context: StepContext) => unknown;
  /** Phase of `stop`; inside it, steps stop in the reverse of the order in which they started. @default 'cleanup' */
  readonly phase?: Phase;
  /** Names of the steps that it needs. @default every step before it in the list */
  readonly after?: readonly string[];
  /** Milliseconds that one attempt may take. @default 30000 */
  readonly timeoutMs?: number;
  /** Milliseconds that `stop` may take. @default 10000 */
  readonly stopTimeoutMs?: number;
  /** @default { attempts: 1, initialMs: 200, maxMs: 10000, factor: 2, jitter: 0.5 } */
  readonly retry?: RetryOptions;
  /** While it is open no attempt is made, and none is used up. */
  readonly circuitBreaker?: CircuitBreaker;
  /** Exit code when it fails. @default `exitCodes.start` of the manager */
  readonly exitCode?: number;
}

/** A start step with every default filled in. */
export interface ResolvedStartStep extends Required<Omit<StartStep, 'stop' | 'circuitBreaker' | 'exitCode' | 'retry'>> {
  readonly stop: StartStep['stop'];
  readonly circuitBreaker: CircuitBreaker | undefined;
  readonly exitCode: number | undefined;
  readonly attempts: number;
  readonly backoff: BackoffOptions;
}

const limitMs = durationMs({ min: 1, allowInfinity: true });

const rules: Readonly<Record<keyof StartStep, OptionRule>> = {
  name: nonEmptyString,
  start: anyFunction,
  stop: anyFunction,
  phase: oneOf(...PHASES),
  after: { expected: 'an array of step names', accepts: (value) => Array.isArray(value) && value.every((item) => nonEmptyString.accepts(item)) },
  timeoutMs: limitMs,
  stopTimeoutMs: limitMs,
  retry: plainObject,
  circuitBreaker: { expected: 'a circuit breaker', accepts: (value) => typeof (value as CircuitBreaker | null)?.run === 'function' },
  exitCode: integer({ min: 0, max: 255 }),
};

const retryRules: Readonly<Record<keyof RetryOptions, OptionRule>> = {
  attempts: integer({ min: 1, allowInfinity: true }),
  initialMs: durationMs(),
  maxMs: durationMs(),
  factor: { expected: 'a number of at least 1', accepts: (value) => typeof value === 'number' && value >= 1 && value < Infinity },
  jitter: ratio,
};

/** @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION` or `ERR_INVALID_ARGUMENT`. */
export function resolveStartSteps(steps: unknown): readonly ResolvedStartStep[] {
  if (!Array.isArray(steps)) throw invalid('the steps are an array of { name, start, stop }.');
  const before: string[] = [];
  return (steps as readonly StartStep[]).map((step) => {
    const { name, start } = Object(step) as Partial<StartStep>;
    const where = `start: step ${JSON.stringify(name ?? before.length)}`;
    checkOptions(where, rules, step);
    checkOptions(`${where}: retry`, retryRules, step.retry);
    if (name === undefined || start === undefined) throw invalid(`step ${before.length} lacks ${name === undefined ? 'a name' : 'its start function'}.`);
    const unknown = step.after?.find((name) => !before.includes(name));
    if (unknown !== undefined) throw invalid(`"${name}" comes after "${unknown}", which no step before it bears.`);
    if (before.includes(name)) throw invalid(`there are two steps "${name}".`);
    const { attempts = 1, ...backoff } = step.retry ?? {};
    const resolved: ResolvedStartStep = {
      name,
      start,
      stop: step.stop,
      phase: step.phase ?? 'cleanup',
      after: [...(step.after ?? before)],
      timeoutMs: step.timeoutMs ?? 30_000,
      stopTimeoutMs: step.stopTimeoutMs ?? 10_000,
      circuitBreaker: step.circuitBreaker,
      exitCode: step.exitCode,
      attempts,
      backoff: { initialMs: 200, maxMs: 10_000, factor: 2, jitter: 0.5, ...backoff },
    };
    before.push(name);
    return resolved;
  });
}

function invalid(detail: string): TypeError {
  return Object.assign(new TypeError(`start: ${detail}`), { code: 'ERR_INVALID_ARGUMENT' });
}
