import type { InputSource } from '../input/input-source.js';
import type { ShellOption } from './shell.js';
import type { Spawner } from '../spawn/spawner.js';

/** Options of `run`. */
export interface RunOptions {
  /** Working directory. @default the parent's */
  readonly cwd?: string | URL | undefined;
  /** Environment variables; `undefined` removes an inherited one. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Add `env` to the parent's environment instead of replacing it. @default true */
  readonly extendEnv?: boolean | undefined;
  /** What the program reads from its stdin; the pipe is closed behind it. @default nothing: stdin is at its end */
  readonly input?: InputSource | undefined;
  /** `'pipe'` leaves `RunningProcess.stdin` to you. @default 'ignore', or 'pipe' with `input` */
  readonly stdin?: 'ignore' | 'pipe' | 'inherit' | undefined;
  /** @default 'pipe': collected into the result */
  readonly stdout?: 'pipe' | 'ignore' | 'inherit' | undefined;
  /** @default 'pipe': collected into the result */
  readonly stderr?: 'pipe' | 'ignore' | 'inherit' | undefined;
  /**
   * Open an IPC channel, `RunningProcess.ipc`, for a Node.js program that uses `process.send`. `'advanced'` carries
   * what the structured clone algorithm does, Buffers included. @default none
   */
  readonly ipc?: 'json' | 'advanced' | undefined;
  /** Also collect stdout and stderr together, as `all`, in the order in which they arrive. Each keeps its limit. @default false */
  readonly all?: boolean | undefined;
  /** Measure what the program costs, as `usage`; see there. Linux only. @default false */
  readonly usage?: boolean | undefined;
  /** Print each line of output at once, to stdout and stderr of this process, behind this prefix; coloured in a terminal. */
  readonly prefix?: string | undefined;
  /** Print the command when it starts and how it ended, to stderr; or give both to a function. @default false */
  readonly verbose?: boolean | ((message: string) => void) | undefined;
  /** `'utf8'` gives strings, `'bytes'` gives `Uint8Array`s. @default 'utf8' */
  readonly encoding?: 'utf8' | 'bytes' | undefined;
  /** Limit for each of stdout and stderr, in bytes. @default 10_485_760 (10 MiB) */
  readonly maxOutputBytes?: number | undefined;
  /**
   * What happens past `maxOutputBytes`: end the program with the reason `max-output`, or let it go on and keep
   * only the first or the last bytes, cut between characters. @default 'terminate'
   */
  readonly onMaxOutput?: 'terminate' | 'keep-head' | 'keep-tail' | undefined;
  /**
   * Called for each line of stdout and stderr, beside the collecting. What it throws ends the program, reason `stdio`.
   */
  readonly onLine?: ((line: string, from: 'stdout' | 'stderr') => void) | undefined;
  /** A longer line, in bytes, ends the program with the reason `max-output`. For `onLine` and `lines()`. @default 134_217_728 (128 MiB) */
  readonly maxLineBytes?: number | undefined;
  /** End the program after so many milliseconds. @default Infinity */
  readonly timeoutMs?: number | undefined;
  /** End the program after so many milliseconds without output. @default Infinity */
  readonly idleTimeoutMs?: number | undefined;
  /** The signal that asks the program to end. @default 'SIGTERM' */
  readonly killSignal?: NodeJS.Signals | undefined;
  /** Milliseconds from `killSignal` to SIGKILL; 0 kills without asking. @default 5_000 */
  readonly killGraceMs?: number | undefined;
  /** End the descendants too, not only the program itself. @default true */
  readonly killTree?: boolean | undefined;
  /**
   * Also end who is left of the program's process group when it has ended by itself: what a worker that crashed had started goes
   * with it. Not on Windows, and not in a terminal, where a program has no group of its own. @default false
   */
  readonly killLeftovers?: boolean | undefined;
  /**
   * Milliseconds that a pipe may stay open after the program has ended, because a descendant still holds it.
   * After that the result comes without the rest and says `pipeHeld`. @default 1_000
   */
  readonly pipeDrainMs?: number | undefined;
  /** Ends the program when aborted. If it is aborted already, the program is never started. */
  readonly signal?: AbortSignal | undefined;
  /** Throw on failure. With false the `ProcessError` is the result. @default true */
  readonly reject?: boolean | undefined;
  /**
   * Give `file` to /bin/sh as a script, in which `"$1"`, `"$2"`, … are `args`. Whoever can write into `file` can run
   * anything: never put a value into it, pass it as an argument. Not on Windows. @default no shell
   */
  readonly shell?: ShellOption | undefined;
  /** How a process comes to exist. @default node:child_process */
  readonly spawner?: Spawner | undefined;
}
