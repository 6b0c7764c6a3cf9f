import { anyFunction, checkOptions, durationMs, integer, nonEmptyString, plainObject, signalName, type OptionRule } from '@childproof/internal';
import type { ShutdownForcedEvent } from '../events.js';
import { defaultReloadSignals, defaultSignals } from '../process/default-signals.js';
import { describeKinds } from '../report/describe-kinds.js';
import { printForced } from '../report/print-forced.js';
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
  /** A start step failed that has no code of its own. @default 1 */
  readonly start?: number;
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
   * @default ['SIGTERM', 'SIGINT', 'SIGQUIT'], on Windows ['SIGINT', 'SIGBREAK', 'SIGHUP']
   */
  readonly signals?: readonly NodeJS.Signals[];
  /**
   * Signals that call `onReload`.
   *
   * @default ['SIGHUP'] with `onReload`, none on Windows, where SIGHUP is the end
   */
  readonly reloadSignals?: readonly NodeJS.Signals[];
  /**
   * Reads the configuration again; never called twice at a time. If it fails, a process warning `ReloadWarning` says so, and the
   * process goes on as before.
   */
  readonly onReload?: (signal: NodeJS.Signals) => unknown;
  /**
   * Messages of the parent process that begin a shutdown, such as `'shutdown'` of pm2 on Windows.
   *
   * With one, the channel to the parent is listened to, which keeps this process alive until it shuts down.
   *
   * @default []
   */
  readonly ipcMessages?: readonly string[];
  readonly exitCodes?: ExitCodes;
  /**
   * Called once, after the last step or at the deadline; a promise is waited for.
   *
   * @default prints a failed shutdown to stderr, because Node no longer prints the uncaught error itself
   */
  readonly onReport?: (report: ShutdownReport) => unknown;
  /**
   * Called when the end has to be forced, just before; what it returns is not waited for.
   *
   * @default prints to stderr what kept the process alive
   */
  readonly onForced?: (event: ShutdownForcedEvent) => unknown;
  /**
   * Describes what keeps the process alive, for `onForced`; `formatResources` of `@childproof/diagnostics` gives the lines of code.
   *
   * @default the kinds of handles that Node tells of
   */
  readonly describeResources?: () => string;
}

export interface Settings extends Required<Omit<ShutdownOptions, 'exitCodes' | 'onReload'>> {
  readonly onReload: (signal: NodeJS.Signals) => unknown;
  readonly exitCodes: Required<ExitCodes>;
}

const signalNames: OptionRule = {
  expected: "an array of signal names such as 'SIGTERM'",
  accepts: (value) => Array.isArray(value) && value.every((item) => signalName.accepts(item)),
};

const rules: Readonly<Record<keyof ShutdownOptions, OptionRule>> = {
  deadlineMs: durationMs({ min: 1 }),
  readinessDelayMs: durationMs(),
  lingerMs: durationMs(),
  signals: signalNames,
  reloadSignals: signalNames,
  onReload: anyFunction,
  ipcMessages: {
    expected: 'an array of strings',
    accepts: (value) => Array.isArray(value) && value.every((item) => nonEmptyString.accepts(item)),
  },
  exitCodes: plainObject,
  onReport: anyFunction,
  onForced: anyFunction,
  describeResources: anyFunction,
};

const exitCode = integer({ min: 0, max: 255 });
const exitCodeRules: Readonly<Record<keyof ExitCodes, OptionRule>> = {
  failed: exitCode,
  deadline: exitCode,
  uncaught: exitCode,
  start: exitCode,
};

export function resolveSettings(options: ShutdownOptions = {}): Settings {
  checkOptions('createShutdownManager', rules, options);
  checkOptions('createShutdownManager: exitCodes', exitCodeRules, options.exitCodes);
  const { failed = 1, deadline = 1, uncaught = 1, start = 1 } = options.exitCodes ?? {};
  return {
    deadlineMs: options.deadlineMs ?? 25_000,
    readinessDelayMs: options.readinessDelayMs ?? 0,
    lingerMs: options.lingerMs ?? 1_000,
    signals: [...new Set(options.signals ?? defaultSignals(process.platform))],
    reloadSignals: resolveReloadSignals(options),
    onReload: options.onReload ?? (() => {}),
    ipcMessages: options.ipcMessages ?? [],
    exitCodes: { failed, deadline, uncaught, start },
    onReport: options.onReport ?? printFailure,
    onForced: options.onForced ?? printForced,
    describeResources: options.describeResources ?? describeKinds,
  };
}

function resolveReloadSignals({ signals, reloadSignals, onReload }: ShutdownOptions): readonly NodeJS.Signals[] {
  if (onReload === undefined) {
    if (reloadSignals === undefined || reloadSignals.length === 0) return [];
    throw invalid(`reloadSignals (${reloadSignals.join(', ')}) without onReload would reload nothing; give onReload too`);
  }
  const chosen = reloadSignals ?? defaultReloadSignals(process.platform).filter((signal) => signals?.includes(signal) !== true);
  const both = chosen.find((signal) => signals?.includes(signal));
  if (both !== undefined) throw invalid(`${both} is among signals and reloadSignals; it can only do one of the two`);
  return [...new Set(chosen)];
}

function invalid(detail: string): TypeError {
  return Object.assign(new TypeError(`createShutdownManager: ${detail}.`), { code: 'ERR_INVALID_OPTION' });
}
