import { constants } from 'node:os';
import type { RunReport } from './result.js';
import type { FailureReason } from './reason.js';

/**
 * The exit code that a POSIX shell, or `timeout(1)`, would give for the same end.
 *
 * 127 not found, 126 found but not startable, 124 timed out, 128 + n ended by signal n, otherwise the exit code.
 * See "Exit Status for Commands", POSIX.1-2024, Shell Command Language, 2.8.2; 124 is GNU timeout's.
 */
export function toShellExitCode(
  result: Pick<RunReport, 'exitCode' | 'signal'> & { readonly reason?: FailureReason | undefined },
): number {
  switch (result.reason) {
    case 'not-found':
    case 'cwd-not-found':
      return 127;
    case 'permission-denied':
    case 'not-allowed':
    case 'argument-list-too-long':
    case 'invalid-argument':
    case 'resource-exhausted':
      return 126;
    case 'timeout':
    case 'idle-timeout':
      return 124;
    default:
      if (result.signal !== null) return 128 + constants.signals[result.signal];
      // A program that was asked to end and then exited with 0 has not succeeded.
      return result.exitCode || (result.reason === undefined ? 0 : 1);
  }
}
