import { constants } from 'node:os';
import { GuardError } from './errors/guard-error.js';
import { chooseHelper } from './helper/choose-helper.js';
import { becomeProgram, canBecomeProgram } from './platform/linux/become-program.js';
import { requireLinux } from './platform/require-linux.js';
import { resolveEnding, type EndingOptions } from './options/ending-options.js';

/**
 * Makes sure that adopted children are reaped where this program is PID 1, as in a container without an init.
 *
 * Node cannot wait for a child that it has not spawned. So PID 1 becomes the native helper, which starts this program again
 * as its child, reaps, sends signals on, and ends what is left when the program has ended. Call it first, before anything is
 * opened: the program begins anew. Where it is not PID 1 the call does nothing: there an init does it.
 *
 * @example
 * import { reapOrphans } from '@childproof/orphan-guard';
 * reapOrphans(); // the first line of the program
 *
 * @throws TypeError `ERR_UNKNOWN_OPTION` or `ERR_INVALID_OPTION`.
 * @throws GuardError `ERR_GUARD_REAPER_UNAVAILABLE` as PID 1 where node has no `process.execve` (22.15 and 23.11 brought it) or
 * the helper does not run: start the container with an init (`docker run --init`).
 */
export function reapOrphans(options?: EndingOptions): void {
  const { graceMs, killSignal } = resolveEnding('reapOrphans', options);
  requireLinux('reapOrphans');
  if (process.pid !== 1) return;
  const { helper, unusable } = chooseHelper('auto');
  if (helper === undefined) throw unavailable(`the native helper cannot be used: ${unusable}`);
  if (!canBecomeProgram()) throw unavailable(`Node.js ${process.version} has no process.execve`);
  const node = [process.execPath, process.argv0, ...process.execArgv, ...process.argv.slice(1)];
  becomeProgram(helper, ['run', '-', '0', String(constants.signals[killSignal]), String(Math.ceil(graceMs)), ...node]);
}

function unavailable(detail: string): GuardError {
  return new GuardError('reaper-unavailable', `PID 1 cannot reap adopted children: ${detail}. Start the container with an init: docker run --init`);
}
