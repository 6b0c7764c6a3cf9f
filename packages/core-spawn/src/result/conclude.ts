import type { Command } from '../command.js';
import type { RunOptions } from '../options/run-options.js';
import type { Usage } from '../observe/usage.js';
import { ProcessError } from './process-error.js';
import type { RunReport, RunSuccess } from './result.js';
import type { Failure, Verdict } from './verdict.js';

/** How a program ended, as the operating system tells it. */
export interface Exit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Everything about a run that is over, not yet in its public shape. */
export interface Conclusion extends Exit {
  readonly pid: number | undefined;
  readonly stdout: string | Uint8Array | undefined;
  readonly stderr: string | Uint8Array | undefined;
  readonly all: string | Uint8Array | undefined;
  readonly usage: Usage | undefined;
  readonly truncated: boolean;
  readonly pipeHeld: boolean;
  readonly command: Command;
  readonly durationMs: number;
  readonly failure: Failure | undefined;
  /** When it failed, on the clock of `performance.now()`; Infinity when it did not. */
  readonly failedAt: number;
}

/** An end other than exit code 0 is a failure, unless there was an earlier reason. */
export function blameExit(verdict: Verdict, { exitCode, signal }: Exit): void {
  if (signal !== null) verdict.blame({ reason: 'signal', detail: `was ended by ${signal}` });
  else if (exitCode !== 0) verdict.blame({ reason: 'exit-code', detail: `exited with code ${exitCode}` });
}

/** The public shape of a conclusion: a success, or the error that is thrown. */
export function toResult<O extends RunOptions>(conclusion: Conclusion): RunSuccess<O> | ProcessError<O> {
  const { command, failure, exitCode, signal, stdout, stderr, all, usage, truncated, pipeHeld, pid, durationMs } = conclusion;
  const { file, args, display } = command;
  const outcome = { exitCode, signal, stdout, stderr, truncated, pipeHeld, pid, durationMs, file, args, command: display };
  // Only where they were asked for: a result is printed more often than `all` is used.
  const report = (all === undefined && usage === undefined ? outcome : { ...outcome, ...dropUndefined({ all, usage }) }) as RunReport<O>;
  if (failure !== undefined) return new ProcessError<O>(failure, report);
  return { ok: true, reason: undefined, code: undefined, ...report } as RunSuccess<O>;
}

function dropUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
