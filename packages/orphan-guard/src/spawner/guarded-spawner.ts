import { spawn, type StdioOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { GuardError } from '../errors/guard-error.js';
import type { Guard } from '../guard.js';
import { partsOf } from './guard-parts.js';
import { findProgram } from './find-program.js';
import { GuardedProgram } from './guarded-program.js';

/** What a spawner is asked to start; the request of @childproof/core-spawn's `Spawner` is one. */
export interface GuardedSpawnRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly stdio?: readonly ('pipe' | 'ignore' | 'inherit' | 'ipc')[];
  /** Lead a session and process group of its own. */
  readonly ownGroup?: boolean;
  readonly serialization?: 'json' | 'advanced';
}

/** A program that was started; with an `'ipc'` descriptor, `send()` and the events `message` and `disconnect` work. */
export interface GuardedProcess {
  readonly pid?: number | undefined;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  readonly connected: boolean;
  on(event: 'exit', listener: (code: number | null, signal: NodeJS.Signals | null) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'message', listener: (message: unknown) => void): this;
  on(event: 'disconnect', listener: () => void): this;
  kill(signal?: NodeJS.Signals): boolean;
  send(message: unknown, callback?: (error: Error | null) => void): boolean;
  disconnect(): void;
}

export interface GuardedSpawner {
  spawn(request: GuardedSpawnRequest): GuardedProcess;
}

/**
 * Starts programs that cannot leave the guard, not even by lifting their mark: the `spawner` of @childproof/core-spawn's `run()`.
 *
 * With the native helper each program has one as its parent, a child subreaper that ends its descendants when this process
 * dies and proves by wait(2) that nobody is left; `pid` is the helper's, which sends signals on. Without the helper it is a
 * plain spawn: the mark holds what it starts. What a program leaves behind runs on until the guard ends, in both cases.
 *
 * @example
 * const guard = await guardProcess();
 * await run('npm', ['run', 'build'], { spawner: guardedSpawner(guard) });
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for anything but a guard of this copy of the package.
 * @throws GuardError `ERR_GUARD_DISPOSED`, from `spawn()`, when the guard has ended.
 */
export function guardedSpawner(guard: Guard): GuardedSpawner {
  const parts = partsOf(guard);
  return {
    spawn(request) {
      if (guard.status().state === 'disposed') throw new GuardError('disposed', 'The guard has been disposed: what is spawned now would be guarded by nobody.');
      const { file, cwd, env } = request;
      const path = parts.helper === undefined ? undefined : findProgram(file, { cwd, path: env === undefined ? undefined : (env['PATH'] ?? '') });
      // A start that must fail is left to node, which says best why.
      if (parts.helper === undefined || path === undefined) return spawnPlainly(request);
      const program = new GuardedProgram({ ...request, helper: parts.helper, path, ending: parts.ending });
      parts.follow(program);
      return program;
    },
  };
}

function spawnPlainly(request: GuardedSpawnRequest): GuardedProcess {
  const { file, args, cwd, env, stdio = ['pipe', 'pipe', 'pipe'], ownGroup = false, serialization = 'json' } = request;
  return spawn(file, args, { cwd, env, stdio: stdio as StdioOptions, detached: ownGroup, serialization });
}
