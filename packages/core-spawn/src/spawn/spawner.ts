import type { Readable, Writable } from 'node:stream';

/** What a `Spawner` is asked to start. */
export interface SpawnRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** Working directory; the parent's when undefined. */
  readonly cwd: string | undefined;
  /** The complete environment; the parent's when undefined. */
  readonly env: NodeJS.ProcessEnv | undefined;
  /** stdin, stdout, stderr, and any further descriptors, among them at most one `'ipc'`. */
  readonly stdio: readonly ('pipe' | 'ignore' | 'inherit' | 'ipc')[];
  /** Make the process the leader of a new session and process group, so that both can be signalled as one. */
  readonly ownGroup: boolean;
  /** How messages of an `'ipc'` descriptor are encoded. */
  readonly serialization: 'json' | 'advanced';
}

/** The parent's end of an IPC channel; node's `ChildProcess` is one. */
export interface IpcChannel {
  readonly connected: boolean;
  /** False when the channel is backed up; `callback` is called when the message is written. */
  send(message: unknown, callback?: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  disconnect(): void;
}

/**
 * A process that a `Spawner` has started; a `ChildProcess` of node:child_process is one.
 *
 * With an `'ipc'` descriptor it is an `IpcChannel` as well. A start that fails either throws from `spawn()`, or leaves `pid` undefined and emits `error`. A process that did
 * start emits `exit` exactly once, and its streams emit `close` when their pipe is at its end.
 */
export interface SpawnedProcess {
  readonly pid?: number | undefined;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  on(event: 'exit', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  kill(signal: NodeJS.Signals): boolean;
}

/** How a process comes to exist: the seam through which something else than node:child_process plugs in. */
export interface Spawner {
  spawn(request: SpawnRequest): SpawnedProcess;
}
