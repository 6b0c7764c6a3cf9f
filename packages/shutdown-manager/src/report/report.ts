import type { Tampering } from '../ownership/tampering.js';
import type { Phase } from '../options/step-options.js';

/** How one step went. */
export interface StepReport {
  readonly name: string;
  readonly phase: Phase;
  /** `skipped`: the deadline passed before it could begin. */
  readonly status: 'done' | 'failed' | 'timed-out' | 'skipped';
  readonly durationMs: number;
  /** File, line and column of the `add()` that registered it. */
  readonly registeredAt: string;
  /** What it threw, or a `ShutdownError` that says how it hung. */
  readonly error?: unknown;
}

/** How a shutdown went. */
export interface ShutdownReport {
  /** True when every step ended well and no error began or disturbed the shutdown. */
  readonly ok: boolean;
  /** The signal's name, `uncaughtException`, `unhandledRejection`, or what `shutdown()` was given. */
  readonly reason: string;
  readonly exitCode: number;
  readonly durationMs: number;
  readonly deadlineExceeded: boolean;
  readonly steps: readonly StepReport[];
  /** The uncaught error that began the shutdown, and those that came during it. */
  readonly errors: readonly unknown[];
  /** Attempts of others to take the end of the process over, since the manager was created; none had an effect. */
  readonly tampering: readonly Tampering[];
}
