/** Why a guard could not do what was asked. */
export type GuardErrorReason = keyof typeof ERROR_CODES;

/** Stable codes, one for each reason, for those who match on `error.code`. */
export const ERROR_CODES = {
  'unsupported-platform': 'ERR_GUARD_UNSUPPORTED_PLATFORM',
  'worker-thread': 'ERR_GUARD_WORKER_THREAD',
  'prlimit-missing': 'ERR_GUARD_PRLIMIT_MISSING',
  'mark-refused': 'ERR_GUARD_MARK_REFUSED',
  'nested-too-deep': 'ERR_GUARD_NESTED_TOO_DEEP',
  'process-table-unreadable': 'ERR_GUARD_PROCESS_TABLE_UNREADABLE',
  'helper-unavailable': 'ERR_GUARD_HELPER_UNAVAILABLE',
  'isolation-unavailable': 'ERR_GUARD_ISOLATION_UNAVAILABLE',
  'watchdog-failed': 'ERR_GUARD_WATCHDOG_FAILED',
  'reaper-unavailable': 'ERR_GUARD_REAPER_UNAVAILABLE',
  disposed: 'ERR_GUARD_DISPOSED',
  'not-a-descendant': 'ERR_GUARD_NOT_A_DESCENDANT',
  'guards-itself': 'ERR_GUARD_GUARDS_ITSELF',
  'permission-denied': 'ERR_GUARD_PERMISSION_DENIED',
} as const;

export type GuardErrorCode = (typeof ERROR_CODES)[GuardErrorReason];
