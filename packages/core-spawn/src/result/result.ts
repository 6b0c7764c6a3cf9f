import type { RunOptions } from '../options/run-options.js';
import type { Usage } from '../observe/usage.js';
import type { ProcessError } from './process-error.js';
import type { ErrorCode, FailureReason } from './reason.js';

/** Every type that an option can have in `O`; a value that is known only at run time leaves several. */
type Option<O extends RunOptions, Key extends keyof RunOptions> = Key extends keyof O ? O[Key] : undefined;

/** The helpers distribute: each possible option value contributes what it leads to. */
type Encoded<Encoding> = Encoding extends 'bytes' ? Uint8Array : string;
type Collected<Target, O extends RunOptions> = Target extends 'inherit' | 'ignore' ? undefined : Encoded<Option<O, 'encoding'>>;

/** Text, or bytes with `encoding: 'bytes'`. */
export type OutputOf<O extends RunOptions> = Encoded<Option<O, 'encoding'>>;

/** What success and failure have in common. */
export interface RunReport<O extends RunOptions = object> {
  /** Exit code; `null` when a signal ended the program or it never started. */
  readonly exitCode: number | null;
  /** The signal that ended the program; `null` otherwise. */
  readonly signal: NodeJS.Signals | null;
  /** What was collected; `undefined` when stdout was not a pipe. */
  readonly stdout: Collected<Option<O, 'stdout'>, O>;
  /** What was collected; `undefined` when stderr was not a pipe. */
  readonly stderr: Collected<Option<O, 'stderr'>, O>;
  /** With `all: true`: stdout and stderr in the order in which they arrived. */
  readonly all?: OutputOf<O>;
  /** With `usage: true`, where the operating system tells. */
  readonly usage?: Usage;
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
  /** Every stage of a pipeline in its order, this one among them; `undefined` without `pipe()`. Not enumerable. */
  readonly stages?: readonly StageReport[];
}

/** How one stage of a pipeline went; a program that SIGPIPE has ended because its reader left is `ok`. */
export interface StageReport extends Omit<RunReport<RunOptions>, 'stages'> {
  readonly ok: boolean;
  readonly reason: FailureReason | undefined;
  readonly code: ErrorCode | undefined;
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
export type RunResult<O extends RunOptions = object> = RunSuccess<O> | FailureUnless<Option<O, 'reject'>, O>;

type FailureUnless<Reject, O extends RunOptions> = Reject extends false ? ProcessError<O> : never;
