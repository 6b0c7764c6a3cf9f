import { spawnSync } from 'node:child_process';
import { GuardError } from '../errors/guard-error.js';
import { helperPath } from '../helper-path.js';
import type { HelperChoice } from '../options/guard-options.js';
import { readOwnProcess } from '../platform/linux/process-table.js';

export interface ChosenHelper {
  /** Path of the native helper, or `undefined` when it is not used. */
  readonly helper: string | undefined;
  /** Why it is not used. */
  readonly unusable: string | undefined;
}

/**
 * Finds out whether the native helper runs on this machine, by letting it set our mark to what it is.
 *
 * @throws GuardError `ERR_GUARD_HELPER_UNAVAILABLE` when it was required and does not.
 */
export function chooseHelper(choice: HelperChoice): ChosenHelper {
  if (choice === 'never') return { helper: undefined, unusable: 'the option "helper" is "never"' };
  const path = helperPath();
  const { error, status, stderr } = spawnSync(path, ['mark', String(process.pid), readOwnProcess().softRssLimit], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error === undefined && status === 0) return { helper: path, unusable: undefined };
  const unusable = error === undefined ? `${path}: ${stderr.trim() || `exit code ${status}`}` : `${path}: ${error.message}`;
  if (choice === 'auto') return { helper: undefined, unusable };
  throw new GuardError('helper-unavailable', `The native helper is required and cannot be used: ${unusable}`, { cause: error });
}
