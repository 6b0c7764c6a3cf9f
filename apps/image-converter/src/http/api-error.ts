import type { ConvertErrorCode } from '../convert-error.js';

export type ApiErrorCode =
  | ConvertErrorCode
  | 'NO_FILES'
  | 'NOT_MULTIPART'
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_FILES'
  | 'STORAGE_FULL'
  | 'UNKNOWN_PRESET'
  | 'UNKNOWN_JOB'
  | 'NOT_READY'
  | 'NOT_FOUND'
  | 'NOT_FAILED'
  | 'NOT_RUNNING'
  | 'BAD_SIGNATURE'
  | 'URL_EXPIRED'
  | 'RATE_LIMITED'
  | 'FAULTS_DISABLED'
  | 'WEBHOOKS_DISABLED'
  | 'WEBHOOK_REFUSED'
  | 'CROSS_SITE'
  | 'BAD_REQUEST'
  | 'SHUTTING_DOWN';

/** A request that is refused: a status, a code for machines and a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly statusCode: number;
  readonly code: ApiErrorCode;

  constructor(statusCode: number, code: ApiErrorCode, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}
