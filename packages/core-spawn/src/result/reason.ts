/** Why a run failed. The first reason wins: what follows from it never overwrites it. */
export type FailureReason = keyof typeof ERROR_CODES;

/** Stable codes, one for each reason, for those who match on `error.code`. */
export const ERROR_CODES = {
  'exit-code': 'ERR_PROCESS_EXIT_CODE',
  signal: 'ERR_PROCESS_SIGNAL',
  timeout: 'ERR_PROCESS_TIMEOUT',
  'idle-timeout': 'ERR_PROCESS_IDLE_TIMEOUT',
  'max-output': 'ERR_PROCESS_MAX_OUTPUT',
  aborted: 'ERR_PROCESS_ABORTED',
  'not-found': 'ERR_PROCESS_NOT_FOUND',
  'permission-denied': 'ERR_PROCESS_PERMISSION_DENIED',
  'cwd-not-found': 'ERR_PROCESS_CWD_NOT_FOUND',
  'invalid-argument': 'ERR_PROCESS_INVALID_ARGUMENT',
  'argument-list-too-long': 'ERR_PROCESS_ARGUMENT_LIST_TOO_LONG',
  'resource-exhausted': 'ERR_PROCESS_RESOURCE_EXHAUSTED',
  stdio: 'ERR_PROCESS_STDIO',
  'not-allowed': 'ERR_PROCESS_NOT_ALLOWED',
  'queue-full': 'ERR_PROCESS_QUEUE_FULL',
  'queue-closed': 'ERR_PROCESS_QUEUE_CLOSED',
} as const;

export type ErrorCode = (typeof ERROR_CODES)[FailureReason];
