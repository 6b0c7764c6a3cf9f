import { checkOptions, durationMs, integer, ratio, type BackoffOptions, type OptionRule } from '@childproof/internal';
import type { IntensityOptions } from './restart-policy.js';

/** How pools and supervisors restart, with every default filled in. */
export interface RestartSettings {
  readonly backoff: BackoffOptions;
  readonly intensity: IntensityOptions;
}

const backoffRules: Readonly<Record<keyof BackoffOptions, OptionRule>> = {
  initialMs: durationMs(),
  maxMs: durationMs(),
  factor: { expected: 'a number of at least 1', accepts: (value) => typeof value === 'number' && value >= 1 && value < Infinity },
  jitter: ratio,
};
const intensityRules: Readonly<Record<keyof IntensityOptions, OptionRule>> = {
  maxRestarts: integer({ min: 0, allowInfinity: true }),
  withinMs: durationMs({ min: 1 }),
};

interface RestartOptions {
  readonly backoff?: Partial<BackoffOptions> | undefined;
  readonly intensity?: Partial<IntensityOptions> | undefined;
}

/** @param call The call that is named when an option is refused. */
export function resolveRestartOptions(call: string, { backoff, intensity }: RestartOptions): RestartSettings {
  checkOptions(`${call}: backoff`, backoffRules, backoff);
  checkOptions(`${call}: intensity`, intensityRules, intensity);
  return {
    backoff: { initialMs: 100, maxMs: 10_000, factor: 2, jitter: 0.5, ...backoff },
    intensity: { maxRestarts: 10, withinMs: 60_000, ...intensity },
  };
}
