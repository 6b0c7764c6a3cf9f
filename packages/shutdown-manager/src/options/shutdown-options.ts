import { anyFunction, checkOptions, durationMs, integer, plainObject, signalName, type OptionRule } from '@childproof/internal';
import { printFailure } from '../report/print-failure.js';
import type { ShutdownReport } from '../report/report.js';

/** Exit codes of shutdowns that did not go well, where nothing else set one. */
export interface ExitCodes {
  /** A step failed or hung. @default 1 */
  readonly failed?: number;
  /** The deadline passed. @default 1 */
  readonly deadline?: number;
  /** An uncaught exception or an unhandled rejection began the shutdown. @default 1 */
  readonly uncaught?: number;
}

export interface ShutdownOptions {
  /**
   * Milliseconds from the first signal to a forced exit; keep it below the platform's own (Kubernetes: 30 s).
   *
   * @default 25000
   */
  readonly deadlineMs?: number;
  /**
   * Milliseconds between "not ready" and the closing of the door, in which a load balancer notices.
   *
   * Skipped after an uncaught error: such a process should not serve longer than it must.
   *
   * @default 0
   */
  readonly readinessDelayMs?: number;
  /**
   * Milliseconds that the event loop has, after the last step, to empty by itself before the exit is forced.
   *
   * @default 1000
   */
  readonly lingerMs?: number;
  /**
   * Signals that begin a shutdown; a second one of them forces the exit with 128 + n.
   *
   * @default ['SIGTERM', 'SIGINT']
   */
  readonly signals?: readonly NodeJS.Signals[];
  readonly exitCodes?: ExitCodes;
  /**
   * Called once, after the last step or at the deadline; a promise is waited for.
   *
   * @default prints a failed shutdown to stderr, because Node no longer prints the uncaught error itself
   */
  readonly onReport?: (report: ShutdownReport) => unknown;
}

export interface Settings extends Required<Omit<ShutdownOptions, 'exitCodes'>> {
  readonly exitCodes: Required<ExitCodes>;
}

const rules: Readonly<Record<keyof ShutdownOptions, OptionRule>> = {
  deadlineMs: durationMs({ min: 1 }),
  readinessDelayMs: durationMs(),
  lingerMs: durationMs(),
  signals: {
    expected: "an array of signal names such as 'SIGTERM'",
    accepts: (value) => Array.isArray(value) && value.every((item) => signalName.accepts(item)),
  },
  exitCodes: plainObject,
  onReport: anyFunction,
};

const exitCode = integer({ min: 0, max: 255 });
const exitCodeRules: Readonly<Record<keyof ExitCodes, OptionRule>> = {
  failed: exitCode,
  deadline: exitCode,
  uncaught: exitCode,
};

export function resolveSettings(options: ShutdownOptions = {}): Settings {
  checkOptions('createShutdownManager', rules, options);
  checkOptions('createShutdownManager: exitCodes', exitCodeRules, options.exitCodes);
  const { failed = 1, deadline = 1, uncaught = 1 } = options.exitCodes ?? {};
  return {
    deadlineMs: options.deadlineMs ?? 25_000,
    readinessDelayMs: options.readinessDelayMs ?? 0,
    lingerMs: options.lingerMs ?? 1_000,
    signals: [...new Set(options.signals ?? (['SIGTERM', 'SIGINT'] as const))],
    exitCodes: { failed, deadline, uncaught },
    onReport: options.onReport ?? printFailure,
  };
}
