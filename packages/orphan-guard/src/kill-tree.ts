import { badArgument, checkPid } from './options/check-pid.js';
import { resolveEnding, type Ending, type EndingOptions } from './options/ending-options.js';
import { Family } from './platform/family.js';
import { requireProcessTable } from './platform/process-table.js';
import { endWindowsFamily } from './platform/windows/end-family.js';
import { terminate } from './terminate/terminate.js';

/**
 * Ends a process and its descendants: asks, waits, kills; settles when nobody is left.
 *
 * Descendants are found by parent pid from the moment of the call, so without those whose parent had ended before it; a
 * guard finds these too. A process that is gone already is no error.
 *
 * @example
 * const child = spawn('npm', ['run', 'dev']);
 * await killTree(child.pid, { graceMs: 2_000 });
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT`, at once, for anything but the pid of another process than this one and init.
 * @throws GuardError as a rejection: `ERR_GUARD_UNSUPPORTED_PLATFORM`, or `ERR_GUARD_PERMISSION_DENIED` for another user's process.
 */
export function killTree(pid: number, options?: EndingOptions): Promise<void> {
  checkPid('killTree', pid);
  if (pid === 1 || pid === process.pid) throw badArgument('killTree', `${pid} is ${pid === 1 ? 'init' : 'this process'}.`);
  return endFamily(pid, resolveEnding('killTree', options));
}

async function endFamily(pid: number, ending: Ending): Promise<void> {
  requireProcessTable('killTree');
  const family = new Family(pid);
  // On Windows there is nothing to ask with.
  await (process.platform === 'win32' ? endWindowsFamily(family) : terminate(() => family.running(), ending));
}
