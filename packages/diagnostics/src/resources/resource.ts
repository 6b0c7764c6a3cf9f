/** What keeps a program open, or would if it were not unref'ed. */
export type ResourceKind =
  | 'broadcast-channel' | 'child-process' | 'connection' | 'dns-request' | 'fork' | 'fs-request' | 'fs-watcher'
  | 'http-request' | 'http2-session' | 'immediate' | 'interval' | 'ipc-channel' | 'message-port' | 'other' | 'pipe'
  | 'socket' | 'stdin' | 'tcp-server' | 'timeout' | 'timer-promise' | 'udp-socket' | 'unix-server' | 'watch-file'
  | 'worker' | 'zlib';

/** Where a function is written. */
export interface Position {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Of the function; empty when it has none. */
  readonly name: string;
}

/** The line that created a resource. */
export interface Origin {
  /** Absolute path, or what the engine calls code that is in no file. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The frames of the program's own files, the creating one first. */
  readonly stack: readonly string[];
}

export interface ActiveResource {
  readonly kind: ResourceKind;
  /** Addresses, paths, pids, durations: what tells it from others of its kind. */
  readonly detail: string;
  /** False when it has been unref'ed and so does not hold the program open. */
  readonly ref: boolean;
  /** Absent when it was created before recording began, or by Node itself. */
  readonly createdAt: Origin | undefined;
  /** Only without `createdAt`: the program's function that is called when something comes of it, such as a listener. */
  readonly handledAt?: Position;
  /** Milliseconds since its creation; absent with `createdAt`. */
  readonly ageMs: number | undefined;
}
