import { abortSignal, anyFunction, checkOptions, durationMs, type OptionRule } from '@childproof/internal';

/** Options of `pool.run`. */
export interface RunJobOptions {
  /** Gives the job up: a waiting one never starts, a running one is told, and its worker ended if it does not stop. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this job may take from its start. @default the pool's `timeoutMs` */
  readonly timeoutMs?: number | undefined;
  /** Among waiting jobs a higher one is taken first. @default 0 */
  readonly priority?: number | undefined;
  /** Called with what the job reports by `progress()`. */
  readonly onProgress?: ((value: unknown) => void) | undefined;
}

const rules: Readonly<Record<keyof RunJobOptions, OptionRule>> = {
  signal: abortSignal,
  timeoutMs: durationMs({ min: 1, allowInfinity: true }),
  priority: { expected: 'a finite number', accepts: (value) => Number.isFinite(value) },
  onProgress: anyFunction,
};

export function checkRunJobOptions(options: RunJobOptions): void {
  checkOptions('pool.run', rules, options);
}
