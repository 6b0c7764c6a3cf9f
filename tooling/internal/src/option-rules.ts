import { constants } from 'node:os';
import type { OptionRule } from './options.js';

/** setTimeout fires at once for anything larger than this (2^31 - 1 ms, 24.8 days). */
const MAX_TIMER_MS = 2_147_483_647;

export const boolean: OptionRule = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };

export const anyFunction: OptionRule = { expected: 'a function', accepts: (value) => typeof value === 'function' };

export const nonEmptyString: OptionRule = {
  expected: 'a non-empty string',
  accepts: (value) => typeof value === 'string' && value !== '',
};

export const plainObject: OptionRule = {
  expected: 'an object',
  accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const abortSignal: OptionRule = {
  expected: 'an AbortSignal',
  accepts: (value) => value instanceof EventTarget && 'aborted' in value,
};

/** Zero is a duration too: "at once". `Infinity` switches a limit off where `allowInfinity` is set. */
export function durationMs({ min = 0, allowInfinity = false } = {}): OptionRule {
  const unlimited = allowInfinity ? ', or Infinity for no limit' : '';
  return {
    expected: `milliseconds, a number from ${min} to ${MAX_TIMER_MS}${unlimited}`,
    accepts: (value) =>
      typeof value === 'number' && ((value >= min && value <= MAX_TIMER_MS) || (allowInfinity && value === Infinity)),
  };
}

export function integer({ min, max = Number.MAX_SAFE_INTEGER, allowInfinity = false }: IntegerRange): OptionRule {
  const upper = max === Number.MAX_SAFE_INTEGER ? ` of at least ${min}` : ` from ${min} to ${max}`;
  return {
    expected: `an integer${upper}${allowInfinity ? ', or Infinity' : ''}`,
    accepts: (value) =>
      (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) ||
      (allowInfinity && value === Infinity),
  };
}

interface IntegerRange {
  readonly min: number;
  readonly max?: number;
  readonly allowInfinity?: boolean;
}

export const ratio: OptionRule = {
  expected: 'a number from 0 to 1',
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

export const signalName: OptionRule = {
  expected: "a signal name such as 'SIGTERM'",
  accepts: (value) => typeof value === 'string' && Object.hasOwn(constants.signals, value),
};

export function oneOf(...values: readonly (string | boolean | number)[]): OptionRule {
  return {
    expected: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    accepts: (value) => values.includes(value as string),
  };
}

/** A value that any of the rules accepts. */
export function or(...rules: readonly OptionRule[]): OptionRule {
  return {
    expected: rules.map((rule) => rule.expected).join(', or '),
    accepts: (value) => rules.some((rule) => rule.accepts(value)),
  };
}
