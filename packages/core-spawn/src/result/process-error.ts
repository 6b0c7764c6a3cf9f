import { defineErrorBrand } from '@childproof/internal';
import type { Usage } from '../observe/usage.js';
import type { RunOptions } from '../options/run-options.js';
import { ERROR_CODES, type ErrorCode, type FailureReason } from './reason.js';
import type { OutputOf, RunFailure, RunReport, StageReport } from './result.js';
import type { Failure } from './verdict.js';

const brand = defineErrorBrand('@childproof/core-spawn:ProcessError');
const MAX_STDERR_IN_MESSAGE = 1_000;

/**
 * A run that did not end with exit code 0; carries everything that a result has.
 *
 * `instanceof` holds across the ESM and CommonJS builds.
 */
export class ProcessError<O extends RunOptions = object> extends Error implements RunReport<O>, RunFailure {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return brand.has(value);
  }

  declare readonly ok: false;
  declare readonly reason: FailureReason;
  declare readonly code: ErrorCode;
  declare readonly exitCode: number | null;
  declare readonly signal: NodeJS.Signals | null;
  declare readonly stdout: RunReport<O>['stdout'];
  declare readonly stderr: RunReport<O>['stderr'];
  declare readonly all?: OutputOf<O>;
  declare readonly usage?: Usage;
  declare readonly truncated: boolean;
  declare readonly pipeHeld: boolean;
  declare readonly pid: number | undefined;
  declare readonly durationMs: number;
  declare readonly file: string;
  declare readonly args: readonly string[];
  declare readonly command: string;
  declare readonly stages?: readonly StageReport[];

  constructor({ reason, detail, cause }: Failure, report: RunReport<O>) {
    super(`${report.command} ${detail}${lastWords(report.stderr)}`, cause === undefined ? undefined : { cause });
    Object.assign(this, report, { ok: false, reason, code: ERROR_CODES[reason] });
  }
}

Object.defineProperty(ProcessError.prototype, 'name', { value: 'ProcessError', configurable: true, writable: true });
Object.defineProperty(ProcessError.prototype, brand.symbol, { value: true });

/** True for a `ProcessError`, also one from the other build or another copy of this package. */
export function isProcessError(value: unknown): value is ProcessError {
  return brand.has(value);
}

/** The end of stderr is where programs say what went wrong. */
function lastWords(stderr: unknown): string {
  if (typeof stderr !== 'string') return '';
  const text = stderr.trim();
  return text === '' ? '' : `\n${text.slice(-MAX_STDERR_IN_MESSAGE)}`;
}
