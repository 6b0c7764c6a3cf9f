import type { StepOptions } from './options/step-options.js';
import type { ReadinessHandler } from './readiness.js';
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
  /** Begins a shutdown, or joins the one under way; settles with the report, and the process then ends. */
  shutdown(request?: ShutdownRequest): Promise<ShutdownReport>;
  /** How the shutdown went; `undefined` until the last step has ended. */
  readonly report: ShutdownReport | undefined;
  /** Takes every listener off the process and off the targets, runs no step; signals then do what they did before. */
  uninstall(): void;
  /** Runs all steps and uninstalls; the process goes on. */
  [Symbol.asyncDispose](): Promise<void>;
}
