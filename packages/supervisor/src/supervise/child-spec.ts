import type { Spawner } from '@childproof/core-spawn';
import type { BackoffOptions } from '@childproof/internal';
import type { IntensityOptions } from '../restart/restart-policy.js';

/** Who is restarted when a child has died: only that one, all, or that one and those that were started after it. */
export type Strategy = 'one-for-one' | 'one-for-all' | 'rest-for-one';

/** When a child is restarted: always, only after an abnormal end, or never. */
export type Restart = 'permanent' | 'transient' | 'temporary';

interface ChildBase {
  readonly name: string;
  /** @default 'permanent' */
  readonly restart?: Restart | undefined;
}

interface ProcessChildBase extends ChildBase {
  /** Arguments of the program. @default [] */
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * When the child counts as started, and the next one may: at once, or when it has sent the message `'ready'` (a module), or has
   * a server that listens (a module with `cluster`), or when the function settles. @default 'spawn'; with `cluster` 'listening'
   */
  readonly ready?: 'spawn' | 'message' | 'listening' | ((child: { readonly pid: number }) => unknown) | undefined;
  /** Milliseconds that it may take to be ready. @default 30_000 */
  readonly readyTimeoutMs?: number | undefined;
  /** Asked again and again once the child is ready; when it throws or takes too long, the child is ended and counts as dead. */
  readonly health?: HealthCheck | undefined;
  /** Resident memory past which it is ended; Linux only. @default Infinity */
  readonly memoryLimitBytes?: number | undefined;
  /** Milliseconds between SIGTERM and SIGKILL, of its whole tree; with `cluster` also between being asked and SIGTERM. @default 5_000 */
  readonly stopGraceMs?: number | undefined;
  /** Where its stdout and stderr go. @default 'inherit' */
  readonly output?: 'inherit' | 'ignore' | undefined;
  /** How a process comes to exist. @default node:child_process */
  readonly spawner?: Spawner | undefined;
}

/** A Node.js module, with an IPC channel. */
export interface ModuleChild extends ProcessChildBase {
  readonly module: string | URL;
  /** Arguments for node itself. @default [] */
  readonly execArgv?: readonly string[] | undefined;
  /**
   * Make it a worker of node:cluster: its servers share their ports with those of the other such children. `reload(name)` then starts the
   * new one beside the old one, which ends when it has answered what it has: no connection is refused. @default false
   */
  readonly cluster?: boolean | undefined;
}

/** Any program. */
export interface CommandChild extends ProcessChildBase {
  /** A path, or a name that is looked up in `PATH`. */
  readonly command: string;
}

/** A supervisor below this one: it gives up upwards. */
export interface NestedChild extends ChildBase, SupervisorOptions {}

export type ChildSpec = ModuleChild | CommandChild | NestedChild;

export interface HealthCheck {
  readonly check: (child: { readonly pid: number }) => unknown;
  /** Milliseconds between two checks. @default 5_000 */
  readonly intervalMs?: number | undefined;
  /** Milliseconds that a check may take. @default 2_000 */
  readonly timeoutMs?: number | undefined;
}

/** Options of `createSupervisor`. */
export interface SupervisorOptions {
  /** In the order in which they start; they stop in the reverse. */
  readonly children: readonly ChildSpec[];
  /** @default 'one-for-one' */
  readonly strategy?: Strategy | undefined;
  /** Delay before a restart. @default { initialMs: 100, maxMs: 10_000, factor: 2, jitter: 0.5 } */
  readonly backoff?: Partial<BackoffOptions> | undefined;
  /** When to give up. @default { maxRestarts: 10, withinMs: 60_000 } */
  readonly intensity?: Partial<IntensityOptions> | undefined;
}
