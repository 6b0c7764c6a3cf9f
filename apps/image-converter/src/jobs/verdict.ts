import { isWorkerError, type JobAttempt } from '@childproof/supervisor';
import { CONVERT_ERRORS, type ConvertErrorCode, type ConvertFailure } from '../convert-error.js';
import type { FailedAttempt } from './image-job.js';

/** What becomes of a job that has no result. */
export type Verdict =
  /** The image is at fault, and would be again. */
  | { readonly kind: 'failed'; readonly failure: ConvertFailure }
  /** Its worker died, or took too long: once more, or the image is at fault. */
  | { readonly kind: 'crashed'; readonly failure: ConvertFailure; readonly attempt: FailedAttempt }
  /** The machine is at fault (disk full, file system gone): later, and at nobody's charge. */
  | { readonly kind: 'setback'; readonly failure: ConvertFailure }
  | { readonly kind: 'cancelled' }
  /** Not tried to the end: the pool was closed. */
  | { readonly kind: 'interrupted' };

/** Reads a failed run in the pool. */
export function verdictOf(error: unknown): Verdict {
  if (!isWorkerError(error)) return { kind: 'setback', failure: failure('INTERNAL', String(error)) };
  switch (error.reason) {
    case 'job': {
      const { code, message } = error.cause as { code?: string; message: string };
      return isConvertErrorCode(code)
        ? { kind: 'failed', failure: failure(code) }
        : { kind: 'setback', failure: failure('INTERNAL', message) };
    }
    case 'timeout':
      return { kind: 'crashed', failure: failure('TIMEOUT'), attempt: describe(error.attempts.at(-1), 'timeout') };
    case 'quarantined':
    case 'crashed':
    case 'unhealthy':
    case 'memory': {
      const attempt = describe(error.attempts.at(-1), error.reason);
      return { kind: 'crashed', failure: failure('WORKER_DIED', causeOf(attempt)), attempt };
    }
    case 'aborted':
      return { kind: 'cancelled' };
    default:
      return { kind: 'interrupted' };
  }
}

function isConvertErrorCode(code: string | undefined): code is ConvertErrorCode {
  return code !== undefined && Object.hasOwn(CONVERT_ERRORS, code);
}

function describe(attempt: JobAttempt | undefined, fallback: string): FailedAttempt {
  const { pid, reason = fallback, exitCode = null, signal = null, stderr = '', durationMs } = attempt ?? {};
  return { at: new Date().toISOString(), pid, reason, exitCode, signal, log: stderr.slice(-MAX_LOG), durationMs };
}

/** Characters of a worker's log that are kept with a job. */
const MAX_LOG = 4_000;

function causeOf({ reason, signal, exitCode }: FailedAttempt): string {
  return reason === 'crashed' ? (signal ?? `exit code ${exitCode}`) : reason;
}

function failure(code: ConvertErrorCode, detail?: string): ConvertFailure {
  return { code, message: detail === undefined ? CONVERT_ERRORS[code] : `${CONVERT_ERRORS[code]} (${detail})` };
}
