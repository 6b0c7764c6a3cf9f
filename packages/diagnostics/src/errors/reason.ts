/** Why a process could not be asked, or a call was refused. */
export type DiagnosticsErrorReason = keyof typeof ERROR_CODES;

/** Stable codes, one for each reason, for those who match on `error.code`. */
export const ERROR_CODES = {
  'no-such-process': 'ERR_DIAGNOSTICS_NO_SUCH_PROCESS',
  'not-node': 'ERR_DIAGNOSTICS_NOT_NODE',
  'not-permitted': 'ERR_DIAGNOSTICS_NOT_PERMITTED',
  'inspector-taken': 'ERR_DIAGNOSTICS_INSPECTOR_TAKEN',
  'inspector-disabled': 'ERR_DIAGNOSTICS_INSPECTOR_DISABLED',
  'inspector-exposed': 'ERR_DIAGNOSTICS_INSPECTOR_EXPOSED',
  'no-answer': 'ERR_DIAGNOSTICS_NO_ANSWER',
  'not-recording': 'ERR_DIAGNOSTICS_NOT_RECORDING',
  'unsupported-platform': 'ERR_DIAGNOSTICS_UNSUPPORTED_PLATFORM',
} as const;

export type DiagnosticsErrorCode = (typeof ERROR_CODES)[DiagnosticsErrorReason];
