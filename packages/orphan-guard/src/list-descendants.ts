import { Family } from './platform/family.js';
import { requireProcessTable } from './platform/process-table.js';
import type { ProcessEntry } from '@childproof/internal';
import { checkPid } from './options/check-pid.js';

/** One running process of a tree. */
export interface DescendantProcess {
  readonly pid: number;
  readonly ppid: number;
  /** Name of the executable, cut to 15 bytes by the kernel. */
  readonly name: string;
  /** Clock ticks from boot to its start: with the pid it names a process for good. */
  readonly startTime: number;
}

/**
 * The running descendants of a process, found by parent pid, so without those whose parent has already ended.
 *
 * @example
 * for (const { pid, name } of listDescendants(process.pid)) console.log(pid, name);
 *
 * @throws TypeError `ERR_INVALID_ARGUMENT` for anything but a pid.
 * @throws GuardError `ERR_GUARD_UNSUPPORTED_PLATFORM` anywhere but on Linux, macOS and Windows.
 */
export function listDescendants(pid: number): DescendantProcess[] {
  checkPid('listDescendants', pid);
  requireProcessTable('listDescendants');
  return new Family(pid).running().filter((stat) => stat.pid !== pid).map(describe);
}

export function describe({ pid, ppid, comm, startTime }: ProcessEntry): DescendantProcess {
  return { pid, ppid, name: comm, startTime };
}
