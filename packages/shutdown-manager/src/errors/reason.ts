/** Why a call was refused, or a step failed. */
export type ShutdownErrorReason = keyof typeof ERROR_CODES;

/** Stable codes, one for each reason, for those who match on `error.code`. */
export const ERROR_CODES = {
  'already-installed': 'ERR_SHUTDOWN_ALREADY_INSTALLED',
  'already-begun': 'ERR_SHUTDOWN_ALREADY_BEGUN',
  'duplicate-step': 'ERR_SHUTDOWN_DUPLICATE_STEP',
  'dependency-cycle': 'ERR_SHUTDOWN_DEPENDENCY_CYCLE',
  'dependency-unknown': 'ERR_SHUTDOWN_DEPENDENCY_UNKNOWN',
  'dependency-later': 'ERR_SHUTDOWN_DEPENDENCY_LATER',
  'step-timeout': 'ERR_SHUTDOWN_STEP_TIMEOUT',
  deadline: 'ERR_SHUTDOWN_DEADLINE',
  'circuit-open': 'ERR_SHUTDOWN_CIRCUIT_OPEN',
  'start-failed': 'ERR_SHUTDOWN_START_FAILED',
  'start-aborted': 'ERR_SHUTDOWN_START_ABORTED',
} as const;

export type ShutdownErrorCode = (typeof ERROR_CODES)[ShutdownErrorReason];
