import { checkOptions, durationMs, nonEmptyString, oneOf, type OptionRule } from '@childproof/internal';

/** One after the other: the door is locked, work in flight ends, resources are released, last words are said. */
export const PHASES = ['stop', 'drain', 'cleanup', 'final'] as const;

export type Phase = (typeof PHASES)[number];

export interface StepOptions {
  /**
   * When it runs; steps of one phase run side by side.
   *
   * A server's door is locked in `stop` in any case; this says when its connections are waited for.
   *
   * @default 'drain' for servers and child processes, 'cleanup' for everything else
   */
  readonly phase?: Phase;
  /**
   * Names of steps of the same or an earlier phase that must have ended, well or not, before this one begins.
   *
   * @default []
   */
  readonly after?: readonly string[];
  /**
   * Milliseconds until the step is called hung and the others go on without it.
   *
   * @default 10000
   */
  readonly timeoutMs?: number;
}

const rules: Readonly<Record<keyof StepOptions, OptionRule>> = {
  phase: oneOf(...PHASES),
  after: {
    expected: 'an array of step names',
    accepts: (value) => Array.isArray(value) && value.every((item) => nonEmptyString.accepts(item)),
  },
  timeoutMs: durationMs({ min: 1, allowInfinity: true }),
};

export function resolveStepOptions(options: StepOptions = {}, defaultPhase: Phase): Required<StepOptions> {
  checkOptions('add', rules, options);
  return {
    phase: options.phase ?? defaultPhase,
    after: [...(options.after ?? [])],
    timeoutMs: options.timeoutMs ?? 10_000,
  };
}

/** @throws TypeError `ERR_INVALID_ARGUMENT`. */
export function checkName(name: unknown): asserts name is string {
  if (nonEmptyString.accepts(name)) return;
  throw Object.assign(new TypeError('add: the name of a step is a non-empty string.'), { code: 'ERR_INVALID_ARGUMENT' });
}
