import type { RunOptions } from '../options/run-options.js';
import type { ProcessError } from './process-error.js';
import type { ErrorCode, FailureReason } from './reason.js';

type Collected<O extends RunOptions> = O extends { readonly encoding: 'bytes' } ? Uint8Array : string;
type NotCollected = 'inherit' | 'ignore';

/** What success and failure have in common. */
export interface RunReport<O extends RunOptions = object> {
  /** Exit code; `null` when a signal ended the program or it never started. */
  readonly exitCode: number | null;
  /** The signal that ended the program; `null` otherwise. */
  readonly signal: NodeJS.Signals | null;
  /** What was collected; `undefined` when stdout was not a pipe. */
  readonly stdout: O extends { readonly stdout: NotCollected } ? undefined : Collected<O>;
  /** What was collected; `undefined` when stderr was not a pipe. */
  readonly stderr: O extends { readonly stderr: NotCollected } ? undefined : Collected<O>;
  /** Output beyond `maxOutputBytes` was dropped. */
  readonly truncated: boolean;
  /** A descendant still held a pipe `pipeDrainMs` after the end: what it writes later is not in here. */
  readonly pipeHeld: boolean;
  /** Process id; `undefined` when the program never started. */
  readonly pid: number | undefined;
  /** Milliseconds from the start until nobody was left. */
  readonly durationMs: number;
  readonly file: string;
  readonly args: readonly string[];
  /** File and arguments quoted for people; not meant to be executed. */
  readonly command: string;
}

/** The result of a program that ended with exit code 0. */
export interface RunSuccess<O extends RunOptions = object> extends RunReport<O> {
  readonly ok: true;
  readonly reason: undefined;
  readonly code: undefined;
  readonly exitCode: 0;
  readonly signal: null;
}

/** The fields that only a failure has. */
export interface RunFailure {
  readonly ok: false;
  readonly reason: FailureReason;
  readonly code: ErrorCode;
}

/** With `reject: false` also the failure; `ok` tells them apart. */
export type RunResult<O extends RunOptions = object> = O extends { readonly reject: false }
  ? RunSuccess<O> | ProcessError<O>
  : RunSuccess<O>;
