import type { StepOptions } from './options/step-options.js';
import type { ReadinessHandler } from './readiness.js';
import type { Start } from './start/start-in-order.js';
import type { ShutdownReport } from './report/report.js';
import type { ShutdownTarget } from './targets/target.js';

export interface ShutdownRequest {
  /** Why, in a word or two. @default 'shutdown()' */
  readonly reason?: string;
  /** Exit code if all goes well. @default `process.exitCode`, or 0 */
  readonly exitCode?: number;
}

/** Shuts this process down in order; `createShutdownManager()` makes it. */
export interface ShutdownManager extends AsyncDisposable {
  /**
   * Registers a step; in what order steps run is said by `phase` and `after`, not by the order of calls.
   *
   * @throws TypeError `ERR_INVALID_ARGUMENT`, `ERR_INVALID_OPTION` or `ERR_UNKNOWN_OPTION`.
   * @throws ShutdownError `ERR_SHUTDOWN_DUPLICATE_STEP`, `ERR_SHUTDOWN_DEPENDENCY_CYCLE`, `ERR_SHUTDOWN_DEPENDENCY_LATER`, or
   * `ERR_SHUTDOWN_ALREADY_BEGUN` when a shutdown is under way.
   */
  add(name: string, target: ShutdownTarget, options?: StepOptions): void;
  /** Registers work that the phase `drain` waits for, and gives its promise. A function is called at once. */
  track<T>(work: PromiseLike<T> | (() => PromiseLike<T> | T)): Promise<T>;
  /** Aborts when the door is locked: long-running work may stop where it stands. The reason is the shutdown's. */
  readonly signal: AbortSignal;
  /** A handler for a load balancer's probe; its `ready` is the state. */
  readiness(): ReadinessHandler;
  /**
   * Starts in order, and puts down each `stop` for the shutdown, in reverse: the mirror of it. Until it is done, `readiness()` answers 503.
   *
   * When a step fails for good, or a signal comes meanwhile, what had started is undone and the process ends: with the step's exit
   * code, or after a signal with 0. The promise then rejects; if nobody catches that, it is no further error.
   *
   * @returns what the steps gave, in their order.
   * @throws TypeError `ERR_INVALID_OPTION`, `ERR_UNKNOWN_OPTION` or `ERR_INVALID_ARGUMENT`.
   * @throws ShutdownError `ERR_SHUTDOWN_START_FAILED`, `ERR_SHUTDOWN_START_ABORTED`, `ERR_SHUTDOWN_DUPLICATE_STEP` or
   * `ERR_SHUTDOWN_ALREADY_BEGUN`.
   * @example
   * const [database] = await shutdown.start([
   *   { name: 'database', start: () => connect(url), stop: (client) => client.end(), retry: { attempts: 5 }, exitCode: 70 },
   *   { name: 'http', start: () => listen(server, 8080), exitCode: 72 },
   * ]);
   */
  start: Start;
  /** Begins a shutdown, or joins the one under way; settles with the report, and the process then ends. */
  shutdown(request?: ShutdownRequest): Promise<ShutdownReport>;
  /** How the shutdown went; `undefined` until the last step has ended. */
  readonly report: ShutdownReport | undefined;
  /** Takes every listener off the process and off the targets, runs no step; signals then do what they did before. */
  uninstall(): void;
  /** Runs all steps and uninstalls; the process goes on. */
  [Symbol.asyncDispose](): Promise<void>;
}
